using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>The words of a refusal, in the request's language, with its values in their places.</summary>
public static class RefusalWords
{
    public static string In(HttpContext http, Refused why)
    {
        var words = why.Reason;
        foreach (var (name, value) in why.Values ?? System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty)
            words = words.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return words;
    }
}
