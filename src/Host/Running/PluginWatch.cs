using Tracker.Host.Hosting;

namespace Tracker.Host.Running;

/// <summary>
/// Glances into the folders of plugins every two seconds: putting a folder there is installing it. Stamps are compared and not
/// digests, and nothing is asked of the system that a network share or a container does not have. What waits too long for a decision
/// is told once a minute.
/// </summary>
public sealed class PluginWatch(PluginFiles files, LongWaits waits, Opening opening, TimeProvider clock, ILogger<PluginWatch> log) : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_seldom = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_often, clock);
        try
        {
            await opening.Done.WaitAsync(stoppingToken);
            var (first, told) = (true, DateTimeOffset.MinValue);
            do
            {
                try
                {
                    await (first ? files.Look(stoppingToken) : files.Glance(stoppingToken)); // before the start nobody was seen writing
                    first = false;
                    if (clock.GetUtcNow() - told < s_seldom) continue;
                    told = clock.GetUtcNow();
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
