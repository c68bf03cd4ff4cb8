using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tracker.PluginRunner.Manifest;

internal sealed partial class ManifestReader
{
    private const int LongestItem = 2_048; // letters

    private string Member(Dictionary<string, YamlValue> members, string key, string inner)
    {
        if (!members.TryGetValue(key, out var value)) return "";
        if (value is YamlMembers map)
        {
            var found = map.Members.FirstOrDefault(member => member.Key.Text == inner).Value;
            if (found is YamlText { Text.Length: > 0 and <= MostLetters } text) return Line(text, key);
        }

        Wrong(value, key, $"`{inner}` is missing, or is no text of 1 to {MostLetters} letters", $"write `{{name: …, contact: …}}`");
        return "";
    }

    /// <summary>The texts of a list, each with its place; none where it is no such list, which is told.</summary>
    private ImmutableArray<YamlText> Items(Dictionary<string, YamlValue> members, string key, int most)
    {
        if (!members.TryGetValue(key, out var value)) return [];
        if (value is YamlItems { Items: { Length: > 0 } items } && items.Length <= most)
        {
            var odd = items.Where(item => item is not YamlText { Text.Length: > 0 and <= LongestItem }).ToList();
            foreach (var item in odd) Wrong(item, key, $"`{key}` is a list of 1 to {most} texts", $"write a text of 1 to {LongestItem} letters");
            return odd.Count > 0 ? [] : [.. items.Cast<YamlText>()];
        }

        if (value is YamlItems { Items: [] } && key is "fetch") Wrong(value, key, $"`{key}` has nothing in it", $"leave it out, or name an address");
        else Wrong(value, key, $"`{key}` is a list of 1 to {most} texts", $"write `[one, two]`");
        return [];
    }

    /// <summary>A text that people are shown on one line.</summary>
    private string Line(YamlText text, string code)
    {
        if (Fresh && ShownText.Problem(text.Text.Trim(), oneLine: true) is var (message, advice)) Wrong(text, code, message, advice);
        return text.Text;
    }

    private string? Text(Dictionary<string, YamlValue> members, string key, Regex? shape, Remark wanted, int most = MostLetters)
    {
        if (!members.TryGetValue(key, out var value)) return null;
        if (value is YamlText { Text.Length: > 0 } text && text.Text.Length <= most && shape?.IsMatch(text.Text) != false) return text.Text;
        Wrong(value, key, $"`{key}` is not {wanted}", $"write {wanted}");
        return null;
    }

    private Dictionary<string, YamlValue> Members(YamlMembers map, string[] known, string[] required)
    {
        var members = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Members)
        {
            if (!known.Contains(key.Text)) Wrong(key, "unknown-key", $"`{key.Text}` is not a key here", Spelling.Suggest(key.Text, known, $"the keys are {string.Join(", ", known)}"));
            else if (!members.TryAdd(key.Text, value)) Wrong(key, "twice", $"`{key.Text}` stands here twice", $"keep one of them");
        }

        foreach (var key in required.Where(key => !members.ContainsKey(key))) Wrong(map, "missing", $"`{key}` is missing", $"add it");
        return members;
    }

    private void Unreadable(NotTaken broken) => Wrong(
        Math.Max(1, (int)broken.At.Line), Math.Max(1, (int)broken.At.Column), "yaml", $"the manifest cannot be read: {broken.Why}", broken.Advice ?? Remark.Of($"write `key: value`, one a line"));

    private void Wrong(YamlValue at, string code, Remark message, Remark advice) => Wrong(at.Line, at.Column, code, message, advice);

    private void Wrong(int line, int column, string code, Remark message, Remark advice) =>
        _findings.Add(new(PluginFolder.ManifestName, line, column, code, Severity.Error, message, advice));
}
