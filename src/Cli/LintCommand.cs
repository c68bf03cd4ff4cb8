using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker lint</c>: 0 nothing to repair, 1 errors, 2 usage or I/O.</summary>
public static class LintCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a terminal, never HTML
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A plan's folder, one of its files, or the folder of all plans." };
        var format = new Option<string>("--format") { Description = "How findings are printed: text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("lint", "Check plan files: every error in one go, with what to do. Exit code 0: sound, 1: errors, 2: usage or I/O.")
        {
            path, format,
        };
        command.SetAction(parsed => Print(PlanFiles.Lint(parsed.GetRequiredValue(path)), parsed.GetValue(format) == "json", Console.Out));
        return command;
    }

    private static int Print(LintResult result, bool json, TextWriter to)
    {
        var errors = result.Findings.Count(finding => finding.Severity == Severity.Error);
        if (json)
        {
            to.WriteLine(JsonSerializer.Serialize(result.Findings, Json));
        }
        else
        {
            foreach (var finding in result.Findings) to.WriteLine(finding);
            to.WriteLine($"{result.Plans} {(result.Plans == 1 ? "plan" : "plans")}: {errors} errors, {result.Findings.Length - errors} warnings");
        }

        return errors > 0 ? 1 : 0;
    }
}
