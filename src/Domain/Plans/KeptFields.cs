using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Domain.Plans;

/// <summary>
/// What was decided for the tracker where a plan's files say otherwise: by field, named as the differences name it
/// (<c>commitments/1/milestones/1.1/title/id</c>), the SHA-256 of what the files said then, hexadecimal; empty where they said nothing.
/// A decision stands as long as the files say of that field what they said.
/// </summary>
public static class KeptFields
{
    /// <summary>The decisions about these fields; null: none. What is personal is left out: nobody could erase what tells it.</summary>
    /// <param name="fields">Each field once, with what the files say of it.</param>
    public static ImmutableSortedDictionary<string, string>? Of(IEnumerable<(string Field, string? InFiles)> fields)
    {
        var kept = fields.Where(one => !one.Field.EndsWith("/officerName", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(one => one.Field, one => Trace(one.InFiles), StringComparer.Ordinal);
        return kept.IsEmpty ? null : kept;
    }

    /// <summary>Whether it was decided of a field that the files do not hold, and they still say of it what they said then.</summary>
    public static bool Stands(this ImmutableSortedDictionary<string, string>? kept, string field, string? inFiles) =>
        kept?.GetValueOrDefault(field) is { } then && then == Trace(inFiles);

    private static string Trace(string? said) => said is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)));
}
