using System.Globalization;
using System.IO.Compression;
using Tracker.Ledger.Verification;

namespace Tracker.Ledger.Tests;

/// <summary>A real log with both kinds of texts, a redaction and a held text, exported as anybody gets it.</summary>
internal static class ExportedLog
{
    public static async Task<string> Into(TempFolder temp, int entries = 300, string name = "log")
    {
        await using var folder = LedgerFolder.Open(temp["data-" + name], Some.Origin, TimeProvider.System);
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            var written = await Some.Fill(writer, entries - 2);
            await writer.Append(
                Some.Submission("contoh/visitor", entries: Some.Entry("question.asked", """{"role":"visitor"}""", Some.Personal("Who am I?", held: true))), CancellationToken.None);
            await writer.Append(Some.Submission("contoh/redaction", entries: Some.Redaction(written[0], PersonalIn(written[0]))), CancellationToken.None);
        }

        return await Unzip(folder, temp[name]);
    }

    public static async Task<string> Unzip(LedgerFolder folder, string to)
    {
        var served = await folder.Reader.Serve(Some.Log, "log.zip", CancellationToken.None);
        using var zip = new MemoryStream();
        await served!.WriteTo(zip, CancellationToken.None);
        await File.WriteAllBytesAsync(to + ".zip", zip.ToArray());
        await ZipFile.ExtractToDirectoryAsync(to + ".zip", to);
        return to;
    }

    public static int PersonalIn(StoredEntry entry) =>
        entry.Disclosures.ToList().FindIndex(d => d is not null && Entries.Disclosure.Read(d).Name == "narrative");

    public static Task<VerificationResult> Verify(string place, string state, string? vkey = null) =>
        new Verifier(state, TimeProvider.System).Verify(place, vkey, CancellationToken.None);

    public static string Line(this VerificationResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Verdict}: {string.Join(" | ", result.Findings)}");
}
