using System.CommandLine;

namespace Tracker.Cli;

/// <summary>The one place where a mistyped command and anything that went wrong become exit code 2.</summary>
public static class Invocation
{
    /// <summary>Usage, or input and output: not a verdict about what was looked at.</summary>
    public const int Trouble = 2;

    /// <summary>Runs a command line.</summary>
    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> args, TextWriter errors)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await errors.WriteLineAsync(error.Message);
            }

            await errors.WriteLineAsync("'tracker --help' and 'tracker <verb> --help' say how.");
            return Trouble;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e)
        {
            await errors.WriteLineAsync(e.Message);
            return Trouble;
        }
    }
}
