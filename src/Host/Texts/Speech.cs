using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Tracker.Domain;

namespace Tracker.Host.Texts;

/// <summary>
/// Every text of the pages in one language: a folder of JSON files beside this one. Another language is another folder; a test
/// compares the folders, and the keys in the code with the keys in the folders.
/// </summary>
public sealed partial class Speech
{
    private static readonly FrozenDictionary<string, Speech> s_all = Read();
    private readonly FrozenDictionary<string, string> _texts;

    private Speech(string language, FrozenDictionary<string, string> texts)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
        _texts = texts;
    }

    /// <summary>The languages that pages speak.</summary>
    public static ImmutableArray<string> Languages { get; } = [.. s_all.Keys.Order(StringComparer.Ordinal)];

    public string Language { get; }

    public CultureInfo Culture { get; }

    public IEnumerable<string> Keys => _texts.Keys;

    /// <summary>A text without values.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text: a mistake in the code that asks.</exception>
    public string this[string key] => _texts.TryGetValue(key, out var text)
        ? text
        : throw new KeyNotFoundException($"No text '{key}' in '{Language}'.");

    public static bool Speaks(string? language) => language is not null && s_all.ContainsKey(language);

    /// <exception cref="KeyNotFoundException">Nobody translated into this language.</exception>
    public static Speech In(string language) => s_all[language];

    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>A text with its values; <c>{n?one|many}</c> chooses by whether the value is 1.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Fill(this[key], values);

    /// <summary>A text with values that are HTML already (links, dates); what is not is encoded.</summary>
    public IHtmlContent Rich(string key, params (string Name, object? Value)[] values) => new RichText(this[key], values, this);

    /// <summary>Why something was refused, in this language; in the rule's own English where nobody has translated it.</summary>
    public string Refusal(Refused why)
    {
        var text = _texts.GetValueOrDefault("refusals." + why.Rule, why.Reason);
        foreach (var (name, value) in why.Values ?? ImmutableSortedDictionary<string, string>.Empty)
            text = OneOrMany(text, name, value == "1").Replace($"{{{name}}}", name == "field" ? FieldOf(value) : Word(value), StringComparison.Ordinal);
        return text;
    }

    /// <summary>What a field of a promise is called, for whoever fills in a form: they see its label and not its path.</summary>
    private string FieldOf(string path)
    {
        var parts = path.Split('/');
        var key = "field-names." + (parts is ["milestones", _, var beneath, ..] ? beneath : parts[0]);
        return Has(key) ? this[key] : Word(path);
    }

    /// <summary>Chooses in <c>{n?one|many}</c>.</summary>
    internal static string OneOrMany(string text, string name, bool one) => Choice().Replace(text, match =>
        match.Groups["name"].Value == name ? match.Groups[one ? "one" : "many"].Value : match.Value);

    /// <summary>The word for a value of a closed list.</summary>
    public string Of<TValue>(TValue value)
        where TValue : struct, Enum => this[$"{typeof(TValue).Name}.{value}"];

    /// <summary>What a field of an entry is called; a field that nobody named keeps its own name.</summary>
    /// <param name="name">Its path: <c>narrative</c>, <c>milestones/1.1/title/id</c>.</param>
    public string Field(string name)
    {
        var parts = name.Split('/');
        var field = parts is ["milestones", _, var beneath, ..] ? beneath : parts[0];
        if (!Has("text." + field)) return name;
        var rest = parts is ["milestones", var number, _, .. var language] ? [number, .. language] : parts[1..];
        return string.Join(" · ", new[] { this["text." + field] }.Concat(rest.Select(part => Has("languages." + part) ? this["languages." + part] : part)));
    }

    /// <summary>The language that a field's words are in, where its path says so: <c>en</c> of <c>title/en</c>. Null: it does not.</summary>
    public string? LanguageOf(string path) => path.Split('/') is [_, .., var last] && Has("languages." + last) ? last : null;

    public string Date(DateOnly date) => date.ToString("d MMMM yyyy", Culture);

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A size as most computers say it, and as every limit here is meant: a KB is 1,024 bytes, an MB 1,024 of those.</summary>
    public string Bytes(long bytes) => bytes < 1 << 10 ? $"{Number(bytes)} B"
        : bytes < 1 << 20 ? $"{Number(bytes >> 10)} KB"
        : $"{(bytes / (decimal)(1 << 20)).ToString("0.#", Culture)} MB";

    public string Number(decimal number) => number.ToString("#,0.####", Culture);

    internal string Show(object? value) => value switch
    {
        null => "",
        string text => text,
        DateOnly date => Date(date),
        int number => Number(number),
        long number => Number(number),
        decimal number => Number(number),
        IFormattable other => other.ToString(null, Culture),
        _ => value.ToString() ?? "",
    };

    public string Fill(string text, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", Show(value), StringComparison.Ordinal);
            if (value is not (int or long)) continue;
            text = OneOrMany(text, name, Convert.ToInt64(value, CultureInfo.InvariantCulture) == 1);
        }

        return text;
    }

    /// <summary>Rules speak of dates and value lists as they stand on the ledger.</summary>
    internal string Word(string value)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Date(date);
        foreach (var part in value.Split(", ") is { Length: > 1 } parts ? parts : [])
            value = value.Replace(part, Word(part), StringComparison.Ordinal);
        return _texts.GetValueOrDefault("words." + value, value);
    }

    private static FrozenDictionary<string, Speech> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith("Texts/", StringComparison.Ordinal))
            .GroupBy(name => name.Split('/')[1])
            .ToFrozenDictionary(language => language.Key, language => new Speech(language.Key, language.SelectMany(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No resource '{name}'.");
                return Flat("", JsonDocument.Parse(stream).RootElement).ToList();
            }).ToFrozenDictionary(pair => pair.Key, pair => pair.Value)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(string prefix, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => Flat(prefix.Length == 0 ? member.Name : $"{prefix}.{member.Name}", member.Value))
            : [new(prefix, element.GetString() ?? "")];

    [GeneratedRegex(@"\{(?<name>\w+)\?(?<one>[^|}]*)\|(?<many>[^}]*)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Choice();
}
