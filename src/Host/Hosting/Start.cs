using Tracker.Host.Features.Accounts;
using Tracker.Ledger;

namespace Tracker.Host.Hosting;

/// <summary>Locks the data folder, then runs and says where. What an operator can put right is said in one line, not as a crash.</summary>
public static class Start
{
    /// <returns>The exit code: 0 after a clean stop, 1 when the host refused to start.</returns>
    public static async Task<int> RunTracker(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<LedgerFolder>();
            await app.MigrateAccounts();
        }
        catch (Exception refusal) when (refusal is DataFolderInUse or OriginChanged or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            await app.DisposeAsync();
            return 1;
        }

        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<Opening>().Done.ContinueWith(
            opened =>
            {
                if (!opened.IsCompletedSuccessfully) return;
                foreach (var address in app.Urls) Console.WriteLine($"Tracker is open at {address}");
            },
            TaskScheduler.Default));
        await app.RunAsync();
        return 0;
    }
}
