using System.CommandLine;
using Tracker.Cli;
using Tracker.Cli.Plugins;

var lang = Environment.GetEnvironmentVariable("LANG");
var root = new RootCommand("Tracker: commitments, evidence, and a public record nobody can silently rewrite.")
{
    InitCommand.Create(TimeProvider.System, lang),
    LintCommand.Create(lang),
    FmtCommand.Create(lang),
    ExportCommand.Create(lang),
    ImportOgpCommand.Create(lang),
    ImportWorkbookCommand.Create(lang),
    VerifyCommand.Create(lang),
    AmendCommand.Create(lang),
    PluginCommand.Create(lang),
};

return await Invocation.Run(root, args, Console.Error, lang);
