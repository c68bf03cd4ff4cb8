using System.CommandLine;
using Tracker.Cli;

var root = new RootCommand("Tracker: commitments, evidence, and a public record nobody can silently rewrite.")
{
    LintCommand.Create(),
    VerifyCommand.Create(),
};

return await Invocation.Run(root, args, Console.Error);
