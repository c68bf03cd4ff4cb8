using System.Collections.Immutable;
using Tracker.Domain.Text;

namespace Tracker.Host.Http;

/// <summary>Marks what says names and titles in one language: <c>?language=en</c>, else the ones that the request accepts.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WordedAttribute : Attribute;

/// <summary>
/// Which language a table says names and titles in. Whoever follows a page's link gets the page's, by the address, because a browser
/// sends its own with every page; a program says it in Accept-Language. Without either they are as written in the plan's own.
/// </summary>
public static class WordedIn
{
    public const string Name = "language";

    public static bool Has(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<WordedAttribute>() is not null;

    /// <summary>The languages, the one that is wanted most first; empty: nobody said.</summary>
    /// <exception cref="RejectedException">The address names none.</exception>
    public static ImmutableArray<string> Of(HttpContext http) => Asked.Value<Language>(Name, http.Request.Query[Name]) is { } language
        ? [language.Value]
        :
        [
            .. http.Request.GetTypedHeaders().AcceptLanguage.Where(wanted => wanted.Quality is not 0)
                .OrderByDescending(wanted => wanted.Quality ?? 1)
                .Select(wanted => wanted.Value.Value?.Split('-')[0].ToLowerInvariant()).OfType<string>(),
        ];
}
