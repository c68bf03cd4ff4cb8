namespace Tracker.Host.Projections.Store;

/// <summary>What a person typed, as a question to SQLite's full-text search (FTS5).</summary>
internal static class WordQuery
{
    private const int Most = 16;

    /// <summary>All words, each as the beginning of one; null when there is nothing to look for. No character of it is an operator.</summary>
    public static string? Of(string? typed)
    {
        var words = (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => new string([.. word.Where(c => c is not '"' and not '\0')]))
            .Where(word => word.Any(char.IsLetterOrDigit))
            .Take(Most)
            .Select(word => $"\"{word}\"*")
            .ToList();
        return words.Count > 0 ? string.Join(' ', words) : null;
    }
}
