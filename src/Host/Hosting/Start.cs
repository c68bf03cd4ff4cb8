using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Tracker.Host.Development;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Running;
using Tracker.Host.Texts;
using Tracker.Ledger;
using Tracker.PluginRunner.Fetching;

namespace Tracker.Host.Hosting;

/// <summary>Takes the data folder, then runs and says where. What an operator can put right is said in one line, not as a crash.</summary>
public static class Start
{
    /// <summary>Locks the data folder and brings it to this version, before anything reads it.</summary>
    /// <returns>False: refused, and said why; the exit code is 1.</returns>
    public static async Task<bool> TakeData(this WebApplication app)
    {
        if (Refusal(app) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            await app.DisposeAsync();
            return false;
        }

        try
        {
            app.Services.GetRequiredService<LedgerFolder>();
            var probing = app.Services.GetRequiredService<IPluginIsolation>().Probe(CancellationToken.None); // another process's time
            await app.MigrateAccounts();
            await app.Services.GetRequiredService<PluginStore>().CloseInterrupted(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            await probing;
            return true;
        }
        catch (Exception refusal) when (refusal is DataFolderInUse or OriginChanged or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            await app.DisposeAsync();
            return false;
        }
    }

    /// <summary>Which setting cannot be, and what to do; null: none.</summary>
    private static string? Refusal(WebApplication app)
    {
        TrackerOptions options;
        try
        {
            options = app.Services.GetRequiredService<IOptions<TrackerOptions>>().Value;
        }
        catch (OptionsValidationException wrong)
        {
            return string.Join(Environment.NewLine, wrong.Failures);
        }

        foreach (var (setting, folder) in new[] { ("Data", options.Data), ("Plans", options.Plans), ("Plugins", options.Plugins), ("ShippedPlugins", options.ShippedPlugins), ("Command", options.Command) })
        {
            if (File.Exists(folder)) return $"Tracker__{setting} is '{folder}', which is a file. Give a folder.";
        }

        if (!Speech.Speaks(options.Language))
            return $"Tracker__Language is '{options.Language}', which nobody translated into. It is one of: {string.Join(", ", Speech.Languages)}.";
        if (options.FeedServer is not null && !app.Environment.IsDevelopment())
            return "Tracker__FeedServer lets plugins read from this machine itself: it is for development only. Remove it.";
        if (options.FeedServer is { } feed && !LoopbackOrigin.TryParse(feed, out _))
            return $"Tracker__FeedServer is '{feed}'. Give an address of this machine itself, with its port, such as http://127.0.0.1:5090, or leave it out for a free one.";
        return options.Mail.Refusal();
    }

    /// <summary>Runs until it is stopped; says where it is open once it is.</summary>
    /// <returns>The exit code: 1 where the address is somebody else's.</returns>
    public static async Task<int> RunTracker(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<Opening>().Done.ContinueWith(
            opened =>
            {
                if (!opened.IsCompletedSuccessfully) return;
                foreach (var address in app.Urls) Console.WriteLine($"Tracker is open at {address}");
            },
            TaskScheduler.Default));
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{busy.Message} Choose another with --urls or ASPNETCORE_URLS.");
            return 1;
        }
        catch (FeedAddressInUse busy)
        {
            await Console.Error.WriteLineAsync(busy.Message);
            return 1;
        }
    }
}
