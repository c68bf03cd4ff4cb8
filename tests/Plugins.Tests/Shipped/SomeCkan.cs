using System.Globalization;
using System.Web;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>A catalogue that answers <c>package_search</c> as CKAN does, https://docs.ckan.org/en/latest/api/: ten datasets where nobody asks for more.</summary>
internal sealed class SomeCkan
{
    /// <summary>How many datasets there are.</summary>
    public int Datasets { get; set; }

    /// <summary>How many it says there are; null: as many.</summary>
    public int? Says { get; init; }

    /// <summary>How many it gives at most, whatever is asked for.</summary>
    public int AtOnce { get; init; } = 1_000;

    /// <summary>From where on it answers with an error; null: nowhere.</summary>
    public int? AwayFrom { get; init; }

    /// <summary>Whether it heeds from where on it is asked.</summary>
    public bool HasPages { get; init; } = true;


    /// <summary>What it was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public (int Status, string Body) Answer(Uri address)
    {
        Asked.Add(HttpUtility.UrlDecode(address.Query));
        var query = HttpUtility.ParseQueryString(address.Query);
        var (start, rows) = (Number(query["start"]) ?? 0, Math.Min(Number(query["rows"]) ?? 10, AtOnce));
        if (start >= AwayFrom) return (503, "");
        var all = Enumerable.Range(1, Datasets);
        if (query["sort"] is null) all = all.Reverse(); // the newest first
        var found = all.Skip(HasPages ? start : 0).Take(rows).Select(one => $$"""{"name":"set-{{one}}","title":"Set {{one}}","metadata_created":"2026-01-01T00:00:00"}""");
        return (200, $$$"""{"success":true,"result":{"count":{{{Says ?? Datasets}}},"results":[{{{string.Join(',', found)}}}]}}""");
    }

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
