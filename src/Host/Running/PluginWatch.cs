using Tracker.Host.Hosting;

namespace Tracker.Host.Running;

/// <summary>
/// Looks into the folders of plugins once a minute: putting a folder there is installing it. What waits too long for a decision is
/// told at the same time.
/// </summary>
public sealed class PluginWatch(PluginFiles files, LongWaits waits, Opening opening, TimeProvider clock, ILogger<PluginWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_often, clock);
        try
        {
            await opening.Done.WaitAsync(stoppingToken);
            do
            {
                try
                {
                    await files.Look(stoppingToken);
                    await waits.Tell(stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    log.LogError(failure, "What is put before the site could not be looked at; trying again");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (opening.Done.IsFaulted || stoppingToken.IsCancellationRequested)
        {
            // A host that does not open, or closes, looks for nothing.
        }
    }
}
