using System.CommandLine;
using Tracker.Ledger.Verification;

namespace Tracker.Cli;

/// <summary><c>tracker verify</c>: 0 sound, 1 failed, 2 usage or I/O, 3 fork.</summary>
public static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var place = new Argument<string>("place") { Description = "The log's address, or a folder or zip of its files." };
        var vkey = new Option<string?>("--vkey") { Description = "The log's key, as somebody you trust gave it. Without it the key is taken from the log itself." };
        var state = new Option<string>("--state")
        {
            Description = "The folder where verified checkpoints are remembered.",
            DefaultValueFactory = _ => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "tracker", "verified"),
        };
        var language = Spoken.Language(lang);
        var command = new Command("verify", "Verify a public record from its first entry on. Exit code 0: sound, 1: failed, 2: usage or I/O, 3: fork.")
        {
            place, vkey, state, language,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var verifier = new Verifier(parsed.GetRequiredValue(state), TimeProvider.System, Console.Error.WriteLine);
            var result = await verifier.Verify(parsed.GetRequiredValue(place), parsed.GetValue(vkey), ct);
            Print(result, parsed.GetRequiredValue(language), Console.Out);
            return (int)result.Verdict;
        });
        return command;
    }

    private static void Print(VerificationResult result, string language, TextWriter to)
    {
        foreach (var finding in result.Findings)
        {
            to.WriteLine($"FAILED {finding}");
        }

        foreach (var note in result.Notes)
        {
            to.WriteLine($"note   {note}");
        }

        // Findings are the verifier's own, for whoever repairs a log; the words in capitals are for scripts.
        to.Say(language, result.Verdict switch
        {
            Verdict.Sound => Remark.Of($"SOUND  {result.Origin}: {result.Size} entries, each in its place and unaltered"),
            Verdict.Fork => Remark.Of($"FORK   {result.Origin} signed two histories"),
            _ => Remark.Of($"FAILED {result.Origin}: do not rely on this record"),
        });
    }
}
