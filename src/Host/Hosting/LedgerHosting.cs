using Microsoft.Extensions.Options;
using Tracker.Host.Drafting;
using Tracker.Host.Files;
using Tracker.Ledger;

namespace Tracker.Host.Hosting;

/// <summary>The data folder: opened, and so locked, before anything else starts.</summary>
public static class LedgerHosting
{
    public static void AddLedger(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<TrackerOptions>>().Value;
            return LedgerFolder.Open(options.Data, options.Origin, services.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddSingleton(services => services.GetRequiredService<LedgerFolder>().Reader);
        builder.Services.AddSingleton<Features.Commitments.ProgressWorkbook>();
        builder.Services.AddSingleton<Features.Commitments.WorkbookTrial>();
        builder.Services.AddSingleton<Features.Plugins.OfferedCommands>();
        builder.AddFiles();
        builder.Services.AddSingleton(services => new ReportDrafts(
            services.GetRequiredService<IOptions<TrackerOptions>>().Value.Data, services.GetRequiredService<TimeProvider>()));
    }
}
