using System.CommandLine;
using Tracker.Cli;
using Tracker.PluginRunner.Sandbox;
using PluginCommand = Tracker.Cli.Plugins.PluginCommand;

namespace Tracker.Plugins.Tests.Cli;

/// <summary><c>tracker plugin …</c> as a terminal sees it, in a folder of its own.</summary>
internal sealed class TrackerCommand : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("tracker-command-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public static Task<(int Code, string Output, string Errors)> Run(params string[] args) => RunWith(null, args);

    public static Task<(int Code, string Output, string Errors)> RunWith(string? lang, params string[] args) => RunWhere(null, lang, args);

    /// <summary>On a machine that has no sandbox for this reason.</summary>
    public static Task<(int Code, string Output, string Errors)> RunWithout(NoSandbox whyNot, params string[] args) => RunWhere(_ => Task.FromResult<NoSandbox?>(whyNot), null, args);

    private static async Task<(int Code, string Output, string Errors)> RunWhere(Func<CancellationToken, Task<NoSandbox?>>? probe, string? lang, string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var (console, consoleErrors) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            var code = await Invocation.Run(new RootCommand { PluginCommand.Create(lang, probe) }, ["plugin", .. args], errors);
            return (code, output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(consoleErrors);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
