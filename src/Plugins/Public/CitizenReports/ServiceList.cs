using System.Text;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>The services for which a source takes reports, as it lists them itself: the only names that are told, since those in requests may be anybody's words.</summary>
/// <param name="Source">Where the list stands.</param>
/// <param name="Names">Names by code.</param>
internal sealed record ServiceList(SourceReference Source, Dictionary<string, string> Names)
{
    private const int MostName = 60;
    private const int MostTold = 10;

    /// <summary>Reads the list of the setting <c>services</c>; null: none is set.</summary>
    /// <exception cref="RpcError">It is away, it is no list, or it does not know the service that is to be counted.</exception>
    public static async Task<ServiceList?> Of(PluginHost host, CancellationToken ct)
    {
        if (host.Setting("services") is not { Length: > 0 } address) return null;
        var page = await host.Fetch(Open311.Address(host, address), ct);
        if (page.Status != 200) throw new RpcError(ErrorCodes.CannotNow, $"The services answer {page.Status}.");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Open311.Items(page.Body, "services", "service"))
        {
            if (member("service_code") is { Length: > 0 } code) names.TryAdd(code, Told(member("service_name")) is { Length: > 0 } name ? name : Told(code));
        }

        if (names.Count == 0) throw new RpcError(ErrorCodes.SourceUnusable, "The services answer with nothing that is an Open311 service list, neither JSON nor XML: has it moved?");
        if (host.Setting("service") is { Length: > 0 } service && !names.ContainsKey(service))
        {
            throw new RpcError(
                ErrorCodes.CannotNow,
                $"The setting 'service' is {Plain(service)}, which is none of the source's services: {string.Join(", ", names.Keys.Order(StringComparer.Ordinal).Take(MostTold).Select(Plain))}{(names.Count > MostTold ? ", …" : "")}.");
        }

        return new(page.Source(), names);
    }

    /// <summary>A name as evidence has it; empty where it reads like somebody's address or number.</summary>
    private static string Told(string? name) => Plain(name) is var plain && Personal.In(name ?? "") is null && Personal.In(plain) is null ? plain : "";

    /// <summary>One short line that is no markup: it stands among words that are read as Markdown.</summary>
    private static string Plain(string? text)
    {
        var plain = new StringBuilder();
        foreach (var sign in text ?? "") plain.Append(char.IsLetterOrDigit(sign) || ",.()/&'-".Contains(sign, StringComparison.Ordinal) ? sign : ' ');
        var line = string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostName ? line : string.Concat(line.AsSpan(0, MostName - 1), "…");
    }
}
