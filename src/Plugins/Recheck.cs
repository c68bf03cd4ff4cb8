using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins;

/// <summary>
/// Whether a source still says so, for a plugin that made figures of it: it is read again, and the figures are compared.
/// Compiled into each plugin that needs it, as what reads tables is.
/// </summary>
internal static class Recheck
{
    /// <summary>Fetches the source again, and compares.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="address">Where to look.</param>
    /// <param name="host">The host.</param>
    /// <param name="now">The figures that the bytes give now; null: what was sent is not in them any more.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    /// <param name="beside">Figures that are about the table and not about the finding.</param>
    public static async Task<CheckResult> Of(
        CheckParams request, string address, PluginHost host, Func<Fetched, Task<JsonObject?>> now, CancellationToken ct, params string[] beside)
    {
        try
        {
            return await Again(request, address, host, now, beside, ct);
        }
        catch (RpcError refused) when (refused.Code is ErrorCodes.FetchRefused or ErrorCodes.TooMuch)
        {
            return new(Verdict.Unknown, refused.Message); // of the source, or of what is beside it
        }
    }

    /// <summary>The address of a source; where a secret was taken out of it, the setting that holds it whole.</summary>
    public static string Address(CheckParams request, string? setting) =>
        request.Sources[0].Address is var address && address.Contains("(secret)", StringComparison.Ordinal) && setting is not null ? setting : address;

    /// <summary>Compares what was sent with what was read, wherever.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="now">The figures that its source gives now; null: what was sent is not in it any more.</param>
    /// <param name="host">The host.</param>
    /// <param name="beside">Figures that are about the table and not about the finding.</param>
    public static CheckResult Compared(CheckParams request, JsonObject? now, PluginHost host, params string[] beside)
    {
        var speaks = Language.Of(host.Locale);
        if (request.Data is not { } then) return FiguresUnknown(speaks);
        if (now is null) return new(Verdict.Gone, speaks.Say("Its source is there and names it no longer.", "Sumbernya masih ada, tetapi tidak menyebutnya lagi."));
        var differing = then.Select(one => one.Key).Union(now.Select(one => one.Key), StringComparer.Ordinal)
            .Where(name => !beside.Contains(name) && !Same(then[name], now[name])).Order(StringComparer.Ordinal).Take(5).ToList();
        return differing.Count == 0 ? new(Verdict.Unchanged) : new(Verdict.Changed, speaks.Say(
            $"Its source gives other figures: {string.Join(", ", differing)}.", $"Sumbernya menyebut angka lain: {string.Join(", ", differing)}."));
    }

    private static async Task<CheckResult> Again(
        CheckParams request, string address, PluginHost host, Func<Fetched, Task<JsonObject?>> now, string[] beside, CancellationToken ct)
    {
        var speaks = Language.Of(host.Locale);
        var page = await host.Fetch(address, ct);
        if (page.Status is 404 or 410) return new(Verdict.Gone, Answers());
        if (page.Status != 200) return new(Verdict.Unknown, Answers());
        if (request.Sources.Length == 1 && page.Answer.Sha256 == request.Sources[0].Sha256) return new(Verdict.Unchanged);
        return request.Data is null ? FiguresUnknown(speaks) : Compared(request, await now(page), host, beside);

        string Answers() => speaks.Say($"Its source answers {page.Status}.", $"Sumbernya menjawab {page.Status}.");
    }

    private static CheckResult FiguresUnknown(Language speaks) => new(Verdict.Unknown, speaks.Say("Its figures are not known any more.", "Angka-angkanya tidak diketahui lagi."));

    /// <summary>Equal as JSON: 1 and 1.0 are one number.</summary>
    private static bool Same(JsonNode? one, JsonNode? other) =>
        JsonElement.DeepEquals(JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(other));
}
