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
        do
        {
            var all = plugins.Speaking().Select(one => $"{one.Plugin.Value}/{one.Organisation.Value}").ToList();
            var first = Math.Max(0, all.FindIndex(one => one == waits));
            waits = null;
            foreach (var plugin in all.Skip(first).Concat(all.Take(first)))
            {
                try
                {
                    if (await grains.GetGrain<IPluginGrain>(plugin).Wake() is RunStart.Crowded) waits ??= plugin;
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning(failure, "{Plugin} could not be woken; trying again", plugin);
                }
            }
        }
        while (await Next(timer, stoppingToken));
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
