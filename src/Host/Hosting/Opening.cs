using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tracker.Host.Development;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Plans;

namespace Tracker.Host.Hosting;

/// <summary>What a host does once before it is ready, in this order. Pages are served meanwhile; <c>/readyz</c> says when it is done.</summary>
public sealed class Opening(IServiceProvider services, IHostEnvironment environment, ILogger<Opening> log) : BackgroundService, IHealthCheck
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the host is ready; fails when it cannot be.</summary>
    public Task Done => _done.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_done.Task.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Opening."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
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
}
