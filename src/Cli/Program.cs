using System.CommandLine;
using Tracker.Cli;
using Tracker.Cli.Plugins;

var root = new RootCommand("Tracker: commitments, evidence, and a public record nobody can silently rewrite.")
{
    InitCommand.Create(TimeProvider.System),
    LintCommand.Create(),
    FmtCommand.Create(),
    ExportCommand.Create(),
    ImportOgpCommand.Create(),
    ImportWorkbookCommand.Create(),
    VerifyCommand.Create(),
    AmendCommand.Create(),
    PluginCommand.Create(),
};

return await Invocation.Run(root, args, Console.Error);
