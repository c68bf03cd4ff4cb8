using System.CommandLine;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin record</c>: 0 recorded, 1 the plugin failed, 2 usage or I/O.</summary>
internal static class RecordPluginCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    /// <param name="probe">Why there is no sandbox here; null: found out.</param>
    public static Command Create(string? lang, Func<CancellationToken, Task<NoSandbox?>>? probe)
    {
        var folder = PluginCommand.Folder();
        var feedServer = new Option<string?>("--feed-server") { Description = "The one loopback origin that may be fetched from, such as http://127.0.0.1:5090. A setting names it: a manifest names addresses of the public internet alone." };
        var language = Spoken.Language(lang);
        var command = new Command("record", "Run a plugin once against its real sources and record what they answer. Exit code 0: recorded, 1: failed, 2: usage or I/O.") { folder, feedServer, language };
        command.SetAction(async (parsed, ct) =>
        {
            LoopbackOrigin? origin = null;
            if (parsed.GetValue(feedServer) is { } text && !LoopbackOrigin.TryParse(text, out origin))
            {
                Console.Error.WriteLine($"'{text}' is no loopback origin such as http://127.0.0.1:5090");
                return Invocation.Trouble;
            }

            var result = await PluginRehearsal.Record(parsed.GetRequiredValue(folder).FullName, new FetchSettings { FeedServer = origin }, TimeProvider.System, ct, probe: probe);
            var spoken = parsed.GetRequiredValue(language);
            if (result.Isolation is { } isolation) Console.Out.Line($"note   {isolation.In(spoken)}");
            Console.Error.Log(result.Log, spoken);
            foreach (var refused in result.Refused) Console.Out.Line($"note   {Remark.Of($"not fetched: {refused}").In(spoken)}");
            if (result is { Problem: null, Drafts: 0 }) Console.Out.Line($"note   {Remark.Of($"no draft came: 'tracker plugin test' will have nothing to hold against its rules").In(spoken)}");
            Console.Out.Line(result.Problem is { } problem
                ? $"FAILED {problem.In(spoken)}"
                : Remark.Of($"recorded {Counted.Fetches(result.Fetches)} and {Counted.Drafts(result.Drafts)}").In(spoken));
            return result.Problem is null ? 0 : 1;
        });
        return command;
    }
}
