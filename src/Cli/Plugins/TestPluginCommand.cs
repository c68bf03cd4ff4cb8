using System.CommandLine;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.Cli.Plugins;

/// <summary><c>tracker plugin test</c>: 0 it keeps to the protocol, 1 it does not, 2 usage or I/O.</summary>
internal static class TestPluginCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    /// <param name="probe">Why there is no sandbox here; null: found out.</param>
    public static Command Create(string? lang, Func<CancellationToken, Task<NoSandbox?>>? probe)
    {
        var folder = PluginCommand.Folder();
        var language = Spoken.Language(lang);
        var command = new Command("test", "Hold a plugin against the protocol, replaying recorded fetches. Exit code 0: sound, 1: failed, 2: usage or I/O.") { folder, language };
        command.SetAction(async (parsed, ct) =>
        {
            var result = await PluginRehearsal.Test(parsed.GetRequiredValue(folder).FullName, TimeProvider.System, ct, probe);
            var spoken = parsed.GetRequiredValue(language);
            Console.Out.Line($"note   {result.Isolation.In(spoken)}");
            foreach (var check in result.Checks) Console.Out.Line(check.In(spoken));
            Console.Error.Log(result.Log, spoken);
            Console.Out.Say(spoken, result.Sound ? Remark.Of($"SOUND  {result.Checks.Length} checks")
                : result.ShowedNothing ? Remark.Of($"FAILED the plugin breaks no rule, but it showed nothing")
                : Remark.Of($"FAILED {result.Checks.Count(check => check.Problem is not null)} of {result.Checks.Length} checks"));
            return result.Sound ? 0 : 1;
        });
        return command;
    }
}
