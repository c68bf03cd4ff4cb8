using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Tracker.Host.Development;
using Tracker.Host.Features.Plans;

namespace Tracker.Host.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: everything registered with the tag <c>ready</c> agrees.</summary>
public static class Health
{
    public const string Ready = "ready";

    public static void AddOpening(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Opening>().AddHostedService(services => services.GetRequiredService<Opening>());
        builder.Services.AddSingleton<PlanFileReports>().AddSingleton<PublishedPlans>().AddSingleton<ExampleScript.Surprises>();
        builder.Services.AddScoped<PlanFileWrites>().AddScoped<PlanFileReader>().AddScoped<PlanFileAmendments>().AddScoped<PolicyTightening>().AddScoped<PublishPlans>().AddScoped<ExampleScript>();
        builder.Services.AddHealthChecks().AddCheck<Opening>("opening", tags: [Ready]);
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
    }
}
