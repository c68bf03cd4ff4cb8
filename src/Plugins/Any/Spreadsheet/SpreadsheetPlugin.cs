using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Any.Spreadsheet;

/// <summary>
/// A workbook by template, for whoever has figures and writes no programs: sent by a form, checked cell by cell, and made into
/// one piece of evidence a month. Only the values are published, never the workbook.
/// </summary>
public sealed class SpreadsheetPlugin : EvidencePlugin
{
    private const int MostLines = 50;
    private const int MostVillagesNamed = 50;
    private const int MostToldAtOnce = 10;

    public override string Name => "Spreadsheet";

    public override string Version => "1.0.0";

    /// <summary>There is nothing to collect: it waits for people.</summary>
    public override Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct) => Task.FromResult<string?>(null);

    public override Task<FieldsResult> Fields(FieldsParams request, PluginHost host, CancellationToken ct)
    {
        var id = Language.Of(request.Locale).IsIndonesian;
        return Task.FromResult(new FieldsResult(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["indicator"] = Field(
                    "string", id ? "Apa yang dihitung" : "What is counted", id ? "Dalam beberapa kata; menjadi bagian dari judul bukti." : "In a few words; part of the evidence's title.",
                    ("minLength", 3), ("maxLength", 120)),
                ["villages"] = Field("integer", id ? "Jumlah desa seluruhnya" : "How many villages there are", null, ("minimum", 1), ("maximum", 100_000)),
                ["workbook"] = Field(
                    "string", id ? "Buku kerja (XLSX)" : "Workbook (XLSX)",
                    id ? "Lembar pertama; baris pertama: desa, periode (2026-03), nilai, sumber. Rumus tidak diterima. Buku kerjanya sendiri tidak diterbitkan."
                        : "First sheet; first row: village, period (2026-03), value, source. Formulas are not taken. The workbook itself is not published.",
                    ("contentEncoding", "base64")),
            },
            ["required"] = new JsonArray("indicator", "villages", "workbook"),
        }));
    }

    public override async Task Submit(SubmitParams request, PluginHost host, CancellationToken ct)
    {
        Func<string, string, string> say = Language.Of(request.Locale ?? host.Locale).Say; // to whoever sends it
        if (Text(request.Values, "indicator")?.Trim() is not { Length: >= 3 and <= 120 } indicator) throw RpcError.OfField("indicator", say("It is not said what is counted, in 3 to 120 letters.", "Apa yang dihitung belum disebut, dalam 3 sampai 120 huruf."));
        if (request.Values["villages"] is not JsonValue of || !of.TryGetValue<int>(out var villages) || villages is < 1 or > 100_000)
            throw RpcError.OfField("villages", say("It is not said how many villages there are: 1 to 100,000.", "Jumlah desa belum disebut: 1 sampai 100.000."));
        if (request.Commitments is not [var about]) throw new RpcError(ErrorCodes.CannotNow, say("What it is about is no longer open.", "Yang dimaksud tidak lagi terbuka."));
        var (rows, wrong) = Read(request, say);
        foreach (var cell in wrong.Take(MostLines)) await host.Log($"{cell.Cell}: {cell.Why}", LogLevel.Warning);
        if (wrong.Count > MostLines) await host.Log(say(wrong.Count - MostLines == 1 ? "1 more cell was not taken" : $"{wrong.Count - MostLines} more cells were not taken", $"{wrong.Count - MostLines} sel lain tidak diambil"), LogLevel.Warning);
        if (rows.Count == 0)
        {
            var (cells, more) = (string.Join("; ", wrong.Take(MostToldAtOnce).Select(cell => $"{cell.Cell}: {cell.Why}")), wrong.Count - MostToldAtOnce);
            throw RpcError.OfField("workbook", wrong.Count == 0
                ? say("There is no row beneath the first one.", "Tidak ada baris di bawah baris pertama.")
                : say($"No row could be read. {cells}{(more > 0 ? $"; and {more} more" : "")}.", $"Tidak ada baris yang bisa dibaca. {cells}{(more > 0 ? $"; dan {more} lagi" : "")}."));
        }

        if (rows.GroupBy(row => row.Month).FirstOrDefault(month => month.Count() > villages) is { } crowded)
            throw RpcError.OfField("villages", say($"In {crowded.Key:yyyy-MM} the workbook has {crowded.Count()} villages: there cannot be fewer.", $"Pada {crowded.Key:yyyy-MM} buku kerja ini berisi {crowded.Count()} desa: jumlah seluruhnya tidak bisa kurang dari itu."));

        // Whoever sends it: what is recorded is in the site's language, so that the same figures are the same piece.
        var words = new Words(Language.Of(host.Locale));
        var milestone = about.Milestones is [var alone] ? alone.Number : null;
        var (taken, refused) = (0, new List<RpcError>());
        foreach (var month in rows.GroupBy(row => row.Month).OrderBy(month => month.Key))
        {
            var draft = Draft(month.Key, [.. month.OrderBy(row => row.Village, StringComparer.Ordinal)], wrong.Count, indicator, villages, words) with
            {
                Key = $"workbook/{about.Plan}/{about.Number}/{milestone}/{month.Key:yyyy-MM}/{indicator}",
                Plan = about.Plan,
                Commitment = about.Number,
                Milestone = milestone,
                Sources = [new(request.Sha256, request.Address)],
            };
            var sent = await News.Send(host, draft, ct); // somebody corrects a month that was accepted
            if (sent.Outcome != Outcome.Refused)
            {
                taken++;
                continue;
            }

            await host.Log($"{month.Key:yyyy-MM}: {sent.Reason}", LogLevel.Warning);
            refused.Add(Refused(sent, month.Key, [.. month], say));
        }

        if (taken == 0 && refused.Count > 0) throw refused[0];
    }

    /// <summary>What the host refused in a month's draft, at the field of the form that its words came from, by their cells.</summary>
    private static RpcError Refused(EvidenceResult sent, DateOnly month, List<Row> rows, Func<string, string, string> say)
    {
        var reason = sent.Reason ?? say("This was not taken.", "Ini tidak diterima.");
        if (sent.Field is "title" or "key") return RpcError.OfField("indicator", reason);
        if (sent.Field != "data") return RpcError.OfField("workbook", $"{month:yyyy-MM}: {reason}");
        var cells = Named(rows).Select(row => row.Cell).ToList();
        var (told, more) = (string.Join(", ", cells.Take(MostToldAtOnce)), cells.Count - MostToldAtOnce);
        return RpcError.OfField("workbook", say($"One of the cells {told}{(more > 0 ? $" and {more} more" : "")}: {reason}", $"Salah satu sel {told}{(more > 0 ? $" dan {more} lagi" : "")}: {reason}"));
    }

    private static (List<Row> Rows, List<WrongCell> Wrong) Read(SubmitParams request, Func<string, string, string> say)
    {
        try
        {
            return Workbook.Read(Convert.FromBase64String(Text(request.Values, "workbook") ?? ""), say);
        }
        catch (Exception none) when (none is NoWorkbook or FormatException)
        {
            var why = none is NoWorkbook ? none.Message : say("it came damaged", "berkasnya rusak");
            throw RpcError.OfField("workbook", say($"The file was not taken: {why}.", $"Berkas ini tidak diterima: {why}."));
        }
    }

    private static EvidenceDraft Draft(DateOnly month, List<Row> rows, int refused, string indicator, int villages, Words words)
    {
        var covered = rows.Count; // no more than there are: Submit has asked
        var values = rows.Select(row => row.Value).ToList();
        var data = new JsonObject
        {
            ["indicator"] = indicator,
            ["month"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ["villages"] = villages,
            ["covered"] = covered,
            ["median"] = Coverage.Median(values),
            ["refused"] = refused,
        };
        foreach (var row in Named(rows)) data[$"village {(row.Village.Length <= 40 ? row.Village : row.Village[..40])}"] = row.Value;
        return new(
            "",
            "",
            "",
            EvidenceKind.Measurement,
            words.Title(indicator, covered, villages, month),
            words.Summary(covered, villages, month, values, rows.Select(row => row.Source).Distinct().Count(), refused),
            month.AddMonths(1).AddDays(-1),
            Coverage.Shows(covered, villages),
            Stance.Supports,
            [],
            Data: data);
    }

    /// <summary>The rows whose villages a draft names.</summary>
    private static IEnumerable<Row> Named(List<Row> rows) => rows.OrderBy(row => row.Village, StringComparer.Ordinal).Take(MostVillagesNamed);

    private static string? Text(JsonObject values, string name) => values[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Field(string type, string title, string? description, params (string Name, JsonNode Value)[] more)
    {
        var field = new JsonObject { ["type"] = type, ["title"] = title };
        if (description is not null) field["description"] = description;
        foreach (var (name, value) in more) field[name] = value;
        return field;
    }
}
