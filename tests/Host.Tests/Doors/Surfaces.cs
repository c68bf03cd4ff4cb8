using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections;
using Tracker.Ledger;

namespace Tracker.Host.Tests.Doors;

/// <summary>Everything that the world can read of a site: pages by their links, the API, exports, the ledger, unpacked and decoded.</summary>
internal sealed partial class Surfaces(SomeSite site)
{
    /// <summary>Reads all of it.</summary>
    /// <param name="piece">A piece of evidence, beginning from which it is read too.</param>
    /// <returns>By address, as text.</returns>
    public async Task<Dictionary<string, string>> Everything(string piece)
    {
        var reader = site.Services.GetRequiredService<LogReader>();
        var size = await reader.Size("contoh", default);
        await reader.WaitForCheckpoint("contoh", size, default);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), default);
        var commitment = piece.Split('~')[1];
        var api = $"/api/v1/plans/contoh/commitments/{commitment}";
        List<string> begin =
        [
            "/en", $"/en/evidence/{piece}", $"/id/evidence/{piece}", $"/en/plans/contoh/commitments/{commitment}", $"/en/plans/contoh/commitments/{commitment}/history",
            $"/en/plans/contoh/commitments/{commitment}/evidence", "/en/search?q=rimbun", "/id/search?q=rimbun", "/api/v1/search?q=rimbun", "/en/record/contoh",
            $"/en/record/contoh/{size - 1}", $"/en/record/contoh/{size - 2}", $"/api/v1/evidence/{piece}", $"{api}", $"{api}/evidence", $"{api}/history", "/api/v1/plans/contoh",
            "/api/v1/plans/contoh/waiting", "/api/v1/plans/contoh/export.json", "/api/v1/plans/contoh/export.csv", "/api/v1/plans/contoh/export.ogp.csv", "/api/v1/plans/contoh/files",
            .. new[] { "csv", "json", "ndjson" }.Select(form => $"{api}/evidence.{form}"), .. new[] { "csv", "json", "ndjson" }.Select(form => $"{api}/history.{form}"),
            "/ledger/contoh/checkpoint", $"/ledger/contoh/tile/entries/000.p/{size}", $"/ledger/contoh/disclosures/000.p/{size}", "/ledger/contoh/log.zip", "/openapi/v1.json",
        ];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>(begin);
        var visitor = site.Visitor();
        while (next.TryDequeue(out var address) && found.Count < 400)
        {
            if (found.ContainsKey(address)) continue;
            using var answer = await visitor.GetAsync(address);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            found[address] = Readable(bytes);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (Match link in Link().Matches(found[address])) next.Enqueue(WebUtility(link.Groups[1].Value));
        }

        return found;
    }

    private static string WebUtility(string address) => System.Net.WebUtility.HtmlDecode(address);

    /// <summary>The bytes as text, archives unpacked, disclosures decoded.</summary>
    private static string Readable(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)) return Decoded(Encoding.UTF8.GetString(bytes));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var all = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var stream = new StreamReader(entry.Open(), Encoding.UTF8);
            all.AppendLine(Decoded(stream.ReadToEnd()));
        }

        return all.ToString();
    }

    private static string Decoded(string text)
    {
        if (!text.StartsWith('[')) return text;
        var all = new StringBuilder(text);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                foreach (var disclosure in JsonSerializer.Deserialize<string?[]>(line) ?? [])
                    if (disclosure is not null) all.AppendLine(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(disclosure)));
            }
            catch (Exception otherwise) when (otherwise is JsonException or FormatException)
            {
                return text; // a list, and no disclosures
            }
        }

        return all.ToString();
    }

    [GeneratedRegex("href=\"(/(?:en|api)[^\"#]*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();
}
