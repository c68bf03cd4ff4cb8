using System.Collections.Immutable;
using Tracker.Domain.Text;

namespace Tracker.Support.Domain;

/// <summary>Some words, in English.</summary>
public static class SomeText
{
    public static ImmutableSortedDictionary<string, PublicText> In(string english) =>
        ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add("en", new(english));

    public static ImmutableSortedDictionary<string, PublicText> In(string english, string indonesian) =>
        In(english).Add("id", new(indonesian));
}
