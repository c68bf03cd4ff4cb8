using Microsoft.AspNetCore.WebUtilities;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>The same list as a page shows, as data: whole, in the filter of the page.</summary>
/// <param name="List">The list's address beneath the API, <c>commitments</c>.</param>
/// <param name="Filter">The parameters that narrow and order it; those without a value are left out.</param>
public sealed record DataLinks(string List, params (string Name, string? Value)[] Filter)
{
    /// <summary>Every form and its address; a table has its names in the reader's language, the others in each.</summary>
    public IEnumerable<(string Form, string Address)> In(string language) => WholeList.Forms.Select(form => (
        form.Form.ToUpperInvariant(),
        QueryHelpers.AddQueryString($"/api/v1/{List}.{form.Form}", Filter.Append((Name: WordedIn.Name, Value: form.Form == "csv" ? language : null)).Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => KeyValuePair.Create(one.Name, one.Value)))));
}
