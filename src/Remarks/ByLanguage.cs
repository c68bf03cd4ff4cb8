namespace Tracker.Remarks;

/// <summary>What fills a hole of a remark and is called otherwise in Indonesian, although it stands in a file: both are read there.</summary>
/// <param name="English">In English, and in every language that has no words of its own for it.</param>
/// <param name="Indonesian">In Indonesian.</param>
internal sealed record ByLanguage(string English, string Indonesian)
{
    /// <summary>Called the same in every language.</summary>
    public static ByLanguage Same(string name) => new(name, name);

    /// <summary>Several of them, one after the other.</summary>
    public static ByLanguage List(IEnumerable<ByLanguage> names)
    {
        var all = names.ToList();
        return new(string.Join(", ", all.Select(name => name.English)), string.Join(", ", all.Select(name => name.Indonesian)));
    }

    public string In(string language) => language == "id" ? Indonesian : English;
}
