using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Cli;

/// <summary>
/// <c>tracker amend</c>: applies the changed files of a running tracker, as they are now. 0 applied, or nothing to apply; 1 refused, or
/// somebody has to decide; 2 usage or I/O.
/// </summary>
public static class AmendCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(string? lang)
    {
        var plan = new Argument<string>("plan-id") { Description = "The plan." };
        var reason = new Option<string>("--reason") { Description = "Why, and who decided it: public for ever.", Required = true };
        var server = Server.Option();
        var token = new Option<string>("--token") { Description = "A coordinator's API token.", Required = true };
        var conflicts = new Option<string>("--conflicts") { Description = "What holds where both the files and the tracker changed a field: file or tracker. Without it such fields are listed and nothing is applied." };
        conflicts.AcceptOnlyFromAmong("file", "tracker");
        var conflict = new Option<string[]>("--conflict") { HelpName = "field=file|tracker", Description = "What holds of one such field, as it is listed: commitments/2/milestones/2.4/title/id=file, or shorter 2/milestones/2.4/title/id=tracker. May be said again for others; what it does not name, --conflicts decides." };
        var language = Spoken.Language(lang);
        var command = new Command("amend", "Apply a plan's changed files to a running tracker, with a reason. Exit code 0: applied or nothing to apply, 1: refused or undecided, 2: usage or I/O.")
        {
            plan, reason, server, token, conflicts, conflict, language,
        };
        command.SetAction(async (parsed, ct) =>
        {
            using var http = Server.At(parsed.GetRequiredValue(server), parsed.GetRequiredValue(token), parsed.GetRequiredValue(language));
            return await Run(
                http, parsed.GetRequiredValue(plan), parsed.GetRequiredValue(reason), new(parsed.GetValue(conflicts), parsed.GetValue(conflict) ?? []), parsed.GetRequiredValue(language), Console.Out, ct);
        });
        return command;
    }

    /// <summary>Asks for the differences, says them, and applies them.</summary>
    /// <exception cref="HttpRequestException">The tracker does not answer, or not as one.</exception>
    public static async Task<int> Run(HttpClient http, string plan, string reason, Conflicts conflicts, string language, TextWriter to, CancellationToken ct)
    {
        var path = $"api/v1/plans/{Uri.EscapeDataString(plan)}";
        using var asked = await http.GetAsync($"{path}/differences", ct);
        if (asked.StatusCode == HttpStatusCode.Unauthorized)
        {
            // Said also where there is nothing to apply: a token that works only by chance is found out today, not on the day it is needed.
            to.Say(language, $"Refused: --token is no token of this tracker, or is one no longer. A coordinator makes one on the page of their account. Nothing was applied.");
            return 1;
        }

        if (asked.StatusCode == HttpStatusCode.NotFound)
        {
            to.Say(language, $"'{plan}': this tracker has read no files of such a plan.");
            return 1;
        }

        asked.EnsureSuccessStatusCode();
        var differences = await Body(asked, ct);
        if (differences["errors"]?.AsArray() is { Count: > 0 } errors)
        {
            foreach (var error in errors.Select(one => one!.AsObject())) await to.WriteLineAsync(Error(error)); // an array of objects
            to.Say(language, $"The files cannot be read as they are now. Nothing was applied.");
            return 1;
        }

        if ((bool?)differences["applied"] == true)
        {
            to.Say(language, $"These files are applied already: nothing to do.");
            return 0;
        }

        var items = differences["items"]!.AsArray().Select(item => item!.AsObject()).ToList(); // part of every answer
        foreach (var item in items) to.Say(language, Line(item, language));
        var open = items.Where(item => (string?)item["fate"] == "conflict" && (bool?)item["canBeApplied"] == true).Select(item => (string)item["field"]!).ToList();
        if (conflicts.Decide(open, out var take) is { } unclear)
        {
            to.Say(language, $"{unclear} Nothing was applied.");
            return 1;
        }

        var digest = (string)differences["digest"]!; // part of every answer
        var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/amendments")
        {
            Content = JsonContent.Create(new { digest, reason, take }),
        };
        // The same again is the same: who lost the answer repeats the command.
        request.Headers.Add("Idempotency-Key", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan}\n{digest}\n{reason}\n{string.Join('\n', take)}"))));
        using var answer = await http.SendAsync(request, ct);
        var said = await Body(answer, ct);
        if (!answer.IsSuccessStatusCode)
        {
            foreach (var one in said["errors"]?.AsArray() ?? [said.DeepClone()]) to.Say(language, Refusal(one));
            return 1;
        }

        to.Say(language, $"Applied: entry {said["ledgerIndex"]} of {said["log"]}.");
        return 0;
    }

    private static async Task<JsonObject> Body(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<JsonObject>(ct) ?? throw new HttpRequestException("nothing");
        }
        catch (JsonException none)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}, {answer.Content.Headers.ContentType}", none);
        }
    }

    /// <summary>One thing that was refused: at which field, where it is about one, and by which rule.</summary>
    private static Remark Refusal(JsonNode? said)
    {
        var (field, detail, rule) = (said?["field"], said?["detail"] ?? said?["title"], said?["rule"]);
        return field is null ? Remark.Of($"Refused: {detail} ({rule})") : Remark.Of($"Refused: {field}: {detail} ({rule})");
    }

    private static string Error(JsonObject error) =>
        $"{error["file"]}:{error["line"]}:{error["column"]}: {error["code"]}: {error["message"]}, {error["whatToDo"]}";

    private static Remark Line(JsonObject item, string language)
    {
        var fate = (string?)item["fate"] switch
        {
            "changed" => Remark.Of($"changed"),
            "kept" => Remark.Of($"kept"),
            "conflict" => Remark.Of($"conflict"),
            var other => Remark.Of($"{other}"),
        };
        var (was, file, here) = (item["atLastImport"]?.ToString() ?? "-", item["inFiles"]?.ToString() ?? "-", item["inTracker"]?.ToString() ?? "-");
        return (bool?)item["canBeApplied"] == true
            ? Remark.Of($"{fate.In(language).PadRight(8)} {item["field"]}: {was} | file {file} | tracker {here}")
            : Remark.Of($"{fate.In(language).PadRight(8)} (not applied) {item["field"]}: {was} | file {file} | tracker {here}");
    }
}
