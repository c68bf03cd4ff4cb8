using Microsoft.Extensions.Options;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Running;
using Tracker.Ledger;

namespace Tracker.Host.Hosting;

/// <summary>Takes the data folder, then runs and says where. What an operator can put right is said in one line, not as a crash.</summary>
public static class Start
{
    /// <summary>Locks the data folder and brings it to this version, before anything reads it.</summary>
    /// <returns>False: refused, and said why; the exit code is 1.</returns>
    public static async Task<bool> TakeData(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TrackerOptions>>().Value.FeedServer is not null && !app.Environment.IsDevelopment())
        {
            await Console.Error.WriteLineAsync("Tracker__FeedServer lets plugins read from this machine itself: it is for development only. Remove it.");
            await app.DisposeAsync();
            return false;
        }

        if (app.Services.GetRequiredService<IOptions<TrackerOptions>>().Value.Mail.Refusal() is { } mail)
        {
            await Console.Error.WriteLineAsync(mail);
            await app.DisposeAsync();
            return false;
        }

        try
        {
            app.Services.GetRequiredService<LedgerFolder>();
            await app.MigrateAccounts();
            await app.Services.GetRequiredService<PluginStore>().CloseInterrupted(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            await app.Services.GetRequiredService<IPluginIsolation>().Probe(CancellationToken.None);
            return true;
        }
        catch (Exception refusal) when (refusal is DataFolderInUse or OriginChanged or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            await app.DisposeAsync();
            return false;
        }
    }

    /// <summary>Runs until it is stopped; says where it is open once it is.</summary>
    public static Task RunTracker(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<Opening>().Done.ContinueWith(
            opened =>
            {
                if (!opened.IsCompletedSuccessfully) return;
                foreach (var address in app.Urls) Console.WriteLine($"Tracker is open at {address}");
            },
            TaskScheduler.Default));
        return app.RunAsync();
    }
}
