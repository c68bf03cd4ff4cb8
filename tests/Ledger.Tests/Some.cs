using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tracker.Ledger.Tests;

/// <summary>Fills in what a test does not speak about.</summary>
internal static class Some
{
    public const string Origin = "tracker.example.org/ledger";
    public const string Log = "contoh";

    public static DraftEntry Entry(string type = "progress.reported", string facts = """{"role":"owner","level":"Limited"}""", params DraftText[] texts) =>
        new(type, Encoding.UTF8.GetBytes(facts), [.. texts]);

    public static DraftText Personal(string value = "A villager", string name = "narrative", bool held = false) =>
        new(name, value, TextKind.Personal, held);

    public static DraftText Public(string value = "A promise", string name = "title") => new(name, value, TextKind.Public);

    public static Submission Submission(
        string stream = "contoh/1", long version = 0, string? key = null, string actor = "owner", string digest = "asked", params DraftEntry[] entries) =>
        new(stream, version, actor, key ?? $"{stream}@{version.ToString(CultureInfo.InvariantCulture)}", digest, entries.Length == 0 ? [Entry(texts: Public())] : [.. entries]);

    public static DraftEntry Redaction(StoredEntry target, int position = 0) =>
        Redaction(target.Index, System.Text.Json.JsonDocument.Parse(target.Bytes).RootElement.GetProperty("_sd")[position].GetString()!);

    public static DraftEntry Redaction(long target, string digest) =>
        Entry("text.redacted", $$"""{"role":"coordinator","target":{{target}},"digest":"{{digest}}","basis":"UU 27/2022 art. 8"}""");

    /// <summary>Appends one after the other: <paramref name="count"/> entries over a few streams, with texts of both kinds.</summary>
    public static async Task<ImmutableArray<StoredEntry>> Fill(LogWriter writer, int count, int streams = 7, string prefix = "contoh")
    {
        var written = new List<Task<AppendOutcome>>();
        for (var i = 0; i < count; i++)
        {
            var (stream, version) = ($"{prefix}/{i % streams}", i / streams);
            written.Add(writer.Append(Submission(stream, version, entries: Entry(texts: [Public($"Promise {i}"), Personal($"Person {i}")])), CancellationToken.None));
        }

        var entries = ImmutableArray.CreateBuilder<StoredEntry>();
        foreach (var append in written)
        {
            entries.AddRange(((AppendOutcome.Appended)await append).Entries);
        }

        return entries.ToImmutable();
    }
}
