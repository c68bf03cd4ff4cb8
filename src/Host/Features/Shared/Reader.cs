using Microsoft.Extensions.Options;
using Tracker.Domain.Evidence;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Store;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>Who reads this page, and in which language: the first segment of the address, else the site's.</summary>
public sealed class Reader
{
    private readonly HttpContext _http;

    public Reader(IHttpContextAccessor accessor, IOptions<TrackerOptions> options, ViewReader views)
    {
        _http = accessor.HttpContext ?? throw new InvalidOperationException("Pages are read in a request.");
        Language = _http.Request.Path.Value?.Split('/', 3) is ["", var first, ..] && Speech.Speaks(first) ? first
            : Speech.Speaks(options.Value.Language) ? options.Value.Language
            : Speech.Languages[0];
        T = Speech.In(Language);
        Stood = views.Stood?.Day;
        To = new(Language, Stood);
    }

    public string Language { get; }

    public Speech T { get; }

    public Addresses To { get; }

    /// <summary>The day whose past this page shows; null: the present.</summary>
    public DateOnly? Stood { get; }

    /// <summary>This page without its question: as it is now.</summary>
    public string Now => _http.Request.Path;

    public Caller? Caller => Caller.Of(_http);

    /// <summary>Whether whoever reads may send evidence: anybody without an account, and somebody of an organisation in a role that may.</summary>
    public bool MaySend => Caller is not { } caller || caller.Holds.Any(held => May.Roles(typeof(SubmitEvidence)).Contains(held.Role));

    /// <summary>An address of this site as programs elsewhere write it.</summary>
    public string Absolute(string address) => $"{_http.Request.Scheme}://{_http.Request.Host}{address}";

    /// <summary>This page in another language.</summary>
    public string In(string language) => Addresses.Switch(_http.Request.Path, _http.Request.QueryString.Value ?? "", language);

    /// <summary>This very page, to come back to.</summary>
    public string Here => _http.Request.Path + _http.Request.QueryString;

    /// <summary>Whether the page is beneath an address, for the navigation.</summary>
    public bool Beneath(string address) => _http.Request.Path.StartsWithSegments(address);
}
