using System.CommandLine;

namespace Tracker.Cli;

/// <summary>The one place where a mistyped command and anything that went wrong become exit code 2.</summary>
public static class Invocation
{
    /// <summary>Usage, or input and output: not a verdict about what was looked at.</summary>
    public const int Trouble = 2;

    /// <summary>Runs a command line.</summary>
    /// <param name="root">All verbs.</param>
    /// <param name="args">What was typed.</param>
    /// <param name="errors">Where it is said what went wrong.</param>
    /// <param name="lang">What LANG says.</param>
    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> args, TextWriter errors, string? lang = null)
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
        catch (NotUsable what)
        {
            errors.Say(Spoken.In(parsed, lang), what.Why);
            return Trouble;
        }
        catch (HttpRequestException silent)
        {
            errors.Say(Spoken.In(parsed, lang), $"The server does not answer as a tracker does: {silent.Message}");
            return Trouble;
        }
        catch (Exception e)
        {
            await errors.WriteLineAsync(e.Message);
            return Trouble;
        }
    }
}
