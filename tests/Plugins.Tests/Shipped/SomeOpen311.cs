using System.Globalization;
using System.Web;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>A source that narrows what it answers as GeoReport v2 says, https://wiki.open311.org/GeoReport_v2/: the newest first, at most so many at once.</summary>
internal sealed class SomeOpen311
{
    private readonly List<(string Id, DateTimeOffset Asked)> _requests = [];

    /// <summary>How many it answers at once.</summary>
    public int AtOnce { get; init; } = 1_000;

    /// <summary>Whether it has further pages, as many systems do and the standard does not.</summary>
    public bool HasPages { get; init; }

    /// <summary>Whether its requests have names.</summary>
    public bool HasIds { get; init; } = true;

    /// <summary>Its day, from which it counts back what it answers to no question.</summary>
    public DateTimeOffset Now { get; init; } = new(2026, 9, 10, 0, 0, 0, TimeSpan.Zero);

    public SomeOpen311 With(int count, string moment)
    {
        for (var i = 0; i < count; i++) _requests.Add(($"{_requests.Count}", DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)));
        return this;
    }

    public (int Status, string Body) Answer(Uri address)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        var to = query["end_date"] is { } end ? Moment(end) : Now;
        var from = query["start_date"] is { } start ? Moment(start) : to.AddDays(-90);
        var page = HasPages && query["page"] is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        var found = _requests.Where(one => one.Asked >= from && one.Asked <= to).OrderByDescending(one => one.Asked).Skip((page - 1) * AtOnce).Take(AtOnce)
            .Select(one => $$"""{{{(HasIds ? $"\"service_request_id\":\"{one.Id}\"," : "")}}"service_code":"queue","status":"open","requested_datetime":"{{one.Asked:yyyy-MM-ddTHH:mm:sszzz}}"}""");
        return (200, $"[{string.Join(',', found)}]");
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
