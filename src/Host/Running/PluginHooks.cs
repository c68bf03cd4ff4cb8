using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>
/// <c>POST /hooks/{pluginId}</c>: where others deliver what a plugin waits for. Nothing here says whether a delivery is genuine:
/// that only the plugin can, which has the secret. It is kept durably, then answered, then handed over by a run.
/// </summary>
public static class PluginHooks
{
    private const int MostKibibytes = 256;
    private const int LongestHeader = 4_096;

    /// <summary>The address as evidence names it: what was delivered has none of its own.</summary>
    public static string Address(TrackerOptions options, PluginId plugin) => $"https://{options.Origin.Split('/')[0]}/hooks/{plugin.Value}";

    /// <summary>Whether an address that evidence names is such a hook: what came there was sent to this site, and nobody can read it.</summary>
    public static bool IsOne(TrackerOptions options, string? address) =>
        address?.StartsWith($"https://{options.Origin.Split('/')[0]}/hooks/", StringComparison.OrdinalIgnoreCase) == true;

    public static void MapHooks(this WebApplication app) =>
        app.MapPost("/hooks/{pluginId}", Receive).ExcludeFromDescription().AllowAnonymous();

    private static async Task<IResult> Receive(
        HttpContext http, string pluginId, string? organisation, PluginViews plugins, PluginFiles files, PluginStore store, IGrainFactory grains, TimeProvider clock)
    {
        // Those who take deliveries at all: where nobody does, there is nothing here.
        var speaking = PluginId.TryParse(pluginId, out var id) ? Speaking(plugins, files, id, organisation) : [];
        if (speaking is []) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.HookTakesNothing.Refuse());
        if (speaking is not [var (speaks, wanted)])
            return Problems.Answer(http, StatusCodes.Status400BadRequest, DoorRules.PluginSpeaksForSeveral.Refuse("organisation", ("organisations", string.Join(", ", speaking.Select(one => one.Speaks.Organisation.Id.Value)))));
        if (speaks.QuarantinedAt is not null)
        {
            var answer = Problems.Answer(http, StatusCodes.Status503ServiceUnavailable, DoorRules.HookQuarantined.Refuse());
            http.Response.Headers.RetryAfter = "3600"; // it is not over in a second, as what Problems thinks of would be
            return answer;
        }

        if (http.Request.ContentLength > MostKibibytes * 1024) return TooLarge(http);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MostKibibytes * 1024) return TooLarge(http);
            body.Write(buffer, 0, read);
        }

        var headers = wanted
            .Select(name => KeyValuePair.Create(name, http.Request.Headers[name].ToString()))
            .Where(header => header.Value.Length is > 0 and <= LongestHeader)
            .ToDictionary(StringComparer.Ordinal);
        if (await store.Deliver(id, speaks.Organisation.Id, clock.GetUtcNow(), headers, body.ToArray()) is null)
        {
            http.Response.Headers.RetryAfter = "60";
            return Problems.Answer(http, StatusCodes.Status429TooManyRequests, DoorRules.TooManyRequests.Refuse());
        }

        http.Response.Headers.CacheControl = "no-store";
        await grains.GetGrain<IPluginGrain>($"{id.Value}/{speaks.Organisation.Id.Value}").Wake();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static IResult TooLarge(HttpContext http) => Problems.Answer(
        http, StatusCodes.Status413PayloadTooLarge, DoorRules.HookTooLarge.Refuse(null, ("most", MostKibibytes.ToString(CultureInfo.InvariantCulture))));

    /// <summary>The organisations it speaks for, or the one that the address names, where its files want deliveries: with the headers they want.</summary>
    private static List<(PluginApprovalView Speaks, ImmutableArray<string> Wanted)> Speaking(PluginViews plugins, PluginFiles files, PluginId plugin, string? organisation) =>
    [
        .. (plugins.Plugin(plugin)?.Speaking ?? [])
            .Where(one => organisation is null || one.Organisation.Id.Value == organisation)
            .Select(one => (Speaks: one, files.Find(one.Digest)?.Webhook))
            .Where(one => one.Webhook is not null)
            .Select(one => (one.Speaks, one.Webhook!.Value)), // filtered
    ];
}
