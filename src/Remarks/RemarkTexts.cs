using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Tracker.Remarks;

/// <summary>The words of remarks in other languages than English: a folder of JSON files for each beneath <c>Texts/</c>.</summary>
public static class RemarkTexts
{
    private const string Remarks = "remarks.json", Refusals = "refusals.json";
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> s_remarks = Read(Remarks, whole => whole);
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> s_refusals = Read(Refusals, whole => whole.GetProperty("refusals"));

    /// <summary>The languages that remarks are made in; English, in which they are written, is one.</summary>
    public static ImmutableArray<string> Languages { get; } = [.. s_remarks.Keys.Append("en").Order(StringComparer.Ordinal)];

    /// <summary>What was translated into a language, by English words with numbered holes.</summary>
    public static IReadOnlyDictionary<string, string> Of(string language) => s_remarks[language];

    internal static string? Find(string language, string? rule, string template) => rule is null
        ? s_remarks.GetValueOrDefault(language)?.GetValueOrDefault(template)
        : s_refusals.GetValueOrDefault(language)?.GetValueOrDefault(rule);

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Read(string file, Func<JsonElement, JsonElement> within)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Select(name => (Name: name, Parts: name.Split('/')))
            .Where(one => one.Parts is ["Texts", _, var last] && last == file)
            .ToFrozenDictionary(one => one.Parts[1], one => Texts(assembly, one.Name, within), StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string> Texts(Assembly assembly, string name, Func<JsonElement, JsonElement> within)
    {
        using var stream = assembly.GetManifestResourceStream(name)!; // it was named by the assembly itself
        using var json = JsonDocument.Parse(stream);
        return within(json.RootElement).EnumerateObject().ToFrozenDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal); // texts only
    }
}
