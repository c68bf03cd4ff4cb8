using System.Text.Json;

namespace Tracker.Host.Tests.Pages;

/// <summary>Hostile texts; <c>corpora/README.md</c> says where they come from.</summary>
internal static class Corpus
{
    public static IReadOnlyList<string> Payloads { get; } =
        [.. Read("xss-payloads.json").Select(item => item.GetProperty("p").GetString()!)]; // every item of the corpus has a string p

    public static IReadOnlyList<string> Markdown { get; } =
        [.. Read("markdown-xss.json").Select(item => item.GetString()!)]; // a list of strings

    private static JsonElement.ArrayEnumerator Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "corpora", name))).RootElement.EnumerateArray();
}
