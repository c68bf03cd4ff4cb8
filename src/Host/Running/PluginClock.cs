using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>
/// Wakes every plugin that may speak, again and again; each grain knows itself whether it is due. Every host does this, and
/// however often a grain is woken it runs once. Where as many run as may, the next round begins with whoever was left waiting.
/// </summary>
public sealed class PluginClock(IGrainFactory grains, PluginViews plugins, Opening opening, TimeProvider clock, ILogger<PluginClock> log) : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Done.WaitAsync(stoppingToken);
        }
        catch (Exception) when (opening.Done.IsCompleted || stoppingToken.IsCancellationRequested)
        {
            return; // what does not open runs nothing
        }

        using var timer = new PeriodicTimer(s_often, clock);
        string? waits = null;
        do waits = await Round(waits, stoppingToken);
        while (await Next(timer, stoppingToken));
    }

    /// <summary>Wakes each once.</summary>
    /// <param name="first">Who is woken first; null, or somebody who speaks no more: whoever is.</param>
    /// <param name="ct">The host ends.</param>
    /// <returns>Who was the first that had to wait because as many ran as may; null: nobody.</returns>
    internal async Task<string?> Round(string? first, CancellationToken ct)
    {
        var all = plugins.Speaking().Select(one => $"{one.Plugin.Value}/{one.Organisation.Value}").ToList();
        var from = Math.Max(0, all.IndexOf(first ?? ""));
        string? waits = null;
        foreach (var plugin in all.Skip(from).Concat(all.Take(from)))
        {
            try
            {
                if (await grains.GetGrain<IPluginGrain>(plugin).Wake() is RunStart.Crowded) waits ??= plugin;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Plugin} could not be woken; trying again", plugin);
            }
        }

        return waits;
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
