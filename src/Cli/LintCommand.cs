using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker lint</c>: 0 nothing to repair, 1 errors, 2 usage or I/O.</summary>
public static class LintCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var path = new Argument<string>("path") { Description = "A plan's folder, one of its files, or the folder of all plans." };
        var format = new Option<string>("--format") { Description = "How findings are printed: text or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var language = Spoken.Language(lang);
        var command = new Command("lint", "Check plan files: every error in one go, with what to do. Exit code 0: sound, 1: errors, 2: usage or I/O.")
        {
            path, format, language,
        };
        command.SetAction(parsed => Print(PlanFiles.Lint(parsed.GetRequiredValue(path), Given.Today(TimeProvider.System)), parsed.GetValue(format) == "json", parsed.GetRequiredValue(language), Console.Out));
        return command;
    }

    private static int Print(LintResult result, bool json, string language, TextWriter to)
    {
        var errors = result.Findings.Count(finding => finding.Severity == Severity.Error);
        if (json)
        {
            to.WriteLine(JsonSerializer.Serialize(result.Findings, Json(language)));
        }
        else
        {
            foreach (var finding in result.Findings) to.WriteLine(finding.In(language));
            to.Say(language, $"{Counted.Plans(result.Plans)}: {Counted.Errors(errors)}, {Counted.Warnings(result.Findings.Length - errors)}");
        }

        return errors > 0 ? 1 : 0;
    }

    private static JsonSerializerOptions Json(string language) => new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a terminal, never HTML
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase), new InLanguage(language) },
    };

    private sealed class InLanguage(string language) : JsonConverter<Remark>
    {
        public override Remark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Remark value, JsonSerializerOptions options) => writer.WriteStringValue(value.In(language));
    }
}
