using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Conformance;

namespace Tracker.PluginRunner.Skeletons;

/// <summary>A new plugin that works, with its test: what the command writes into a folder and the partners' page offers as a zip.</summary>
public static partial class PluginSkeleton
{
    /// <summary>The languages there is a skeleton in.</summary>
    public static readonly ImmutableArray<string> Languages = ["csharp", "python"];

    private const string Feed = "https://data.example.org/findings.csv";
    private static readonly DateTimeOffset Recorded = new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a text is a plugin's id: 3 to 32 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit: what a manifest may have.</summary>
    public static bool IsId(string? text) => text is not null && Id().IsMatch(text);

    /// <summary>The files of a new plugin, by their path inside its folder, with forward slashes.</summary>
    /// <param name="id">Its id; see <see cref="IsId"/>.</param>
    /// <param name="partner">The partner it is made for: government, public, academia or business.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <exception cref="ArgumentException">The id or the language is none.</exception>
    public static ImmutableArray<(string Path, byte[] Bytes)> Files(string id, string partner, string language)
    {
        if (!IsId(id)) throw new ArgumentException($"'{id}' is no id.", nameof(id));
        if (!Languages.Contains(language)) throw new ArgumentException($"There is no skeleton in '{language}'.", nameof(language));
        var words = id.Split('-');
        var name = string.Concat(words.Select(Capital));
        var names = new Dictionary<string, string>
        {
            ["id"] = id,
            ["partner"] = partner,
            ["Name"] = char.IsAsciiDigit(id[0]) ? $"Plugin{name}" : name, // C# has no name that begins with a digit
            ["title"] = Capital(string.Join(' ', words)),
            ["feed"] = Feed,
        };
        return
        [
            .. PluginTemplate.Files(language, names),
            .. PluginTemplate.Files("recorded", names).Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)).Select(file => ($"recorded/{file.Path}", file.Bytes)),
            .. RecordedFeed(),
            .. language == "csharp" ? Sdk() : [],
        ];
    }

    private static IEnumerable<(string Path, byte[] Bytes)> RecordedFeed()
    {
        var body = PluginTemplate.Read("templates/recorded/findings.csv");
        var source = new ArchivedSource(SourceArchive.DigestOf(body), body.Length, Feed, Feed, Recorded, 200, "text/csv", [new("content-type", "text/csv")]);
        return RecordedFetches.Files([(new RecordedFetch("GET", Feed, source), body)]);
    }

    // The contract's assembly comes along: a partner needs no package source to start.
    private static IEnumerable<(string Path, byte[] Bytes)> Sdk() =>
        from name in (string[])["Tracker.PluginSdk.dll", "Tracker.PluginSdk.xml"]
        select ($"sdk/{name}", PluginTemplate.Read($"sdk/{name}"));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^(?=.{3,32}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Id();
}
