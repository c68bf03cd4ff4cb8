using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Grains.Ledgers;
using Tracker.Host.Development;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Plans;
using Tracker.Ledger;

namespace Tracker.Host.Hosting;

/// <summary>What a host does once before it is ready, in this order. Pages are served meanwhile; <c>/readyz</c> says when it is done.</summary>
public sealed class Opening(IServiceProvider services, LedgerFolder ledger, IGrainFactory grains, IHostEnvironment environment, ILogger<Opening> log)
    : BackgroundService, IHealthCheck
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the host is ready; fails when it cannot be.</summary>
    public Task Done => _done.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !_done.Task.IsCompletedSuccessfully ? HealthCheckResult.Unhealthy("Opening.")
            : ledger.Alarms.IsEmpty ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"These logs take no entries: {string.Join(", ", ledger.Alarms.Keys)}.")); // everything is still read

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await OpenLogs(stoppingToken);
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PublishPlans>().Run(stoppingToken);
            if (environment.IsDevelopment())
            {
                await scope.ServiceProvider.GetRequiredService<DevelopmentAccounts>().Create(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<ExampleScript>().Play(stoppingToken);
                await scope.ServiceProvider.GetRequiredService<DevelopmentPlugins>().Approve(stoppingToken);
            }
            else await scope.ServiceProvider.GetRequiredService<SetUp>().PrintLinkWhereNobodyIs(stoppingToken);
            _done.SetResult();
        }
        catch (Exception failed)
        {
            if (!stoppingToken.IsCancellationRequested) log.LogCritical(failed, "The host could not open");
            _done.TrySetException(failed);
        }
    }

    /// <summary>
    /// Opens every log that there is: what a killed process left without a checkpoint is signed now, and not when somebody
    /// happens to write there again.
    /// </summary>
    private async Task OpenLogs(CancellationToken ct)
    {
        foreach (var name in await ledger.Reader.Logs(ct))
        {
            if (ledger.Alarms.TryGetValue(name, out var alarm))
            {
                log.LogCritical("The log '{Log}' takes no entries, because its history would fork: {Reason} Put back the data folder as it was", name, alarm.Reason);
                continue;
            }

            try
            {
                await grains.GetGrain<ILedgerGrain>(name).Open();
            }
            catch (Exception failed) when (failed is not OutOfMemoryException) // a full disk: what is there can be read, and a write opens it later
            {
                log.LogError(failed, "The log '{Log}' could not be opened", name);
            }
        }
    }
}
