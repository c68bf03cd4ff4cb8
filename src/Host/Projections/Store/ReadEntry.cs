using System.Buffers.Text;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain.Record;
using Tracker.Domain.Text;
using Tracker.Host.Projections.History;
using Tracker.Host.Text;
using Tracker.Ledger;

namespace Tracker.Host.Projections.Store;

/// <summary>An entry as projections read it: what happened, and its texts rendered.</summary>
/// <param name="Header">Where, when, by whom.</param>
/// <param name="Type"><c>progress.reported</c>.</param>
/// <param name="Event">What happened; null for a type that says nothing about a plan.</param>
/// <param name="Facts">The entry's JSON, as recorded.</param>
/// <param name="Texts">The texts that can be shown, in the order of their digests.</param>
/// <param name="Target">The index whose texts this entry erased, released, hid or showed; null for every other type.</param>
internal sealed record ReadEntry(
    Header Header, string Type, TrackerEvent? Event, string Facts, ImmutableArray<EntryText> Texts, long? Target)
{
    private static readonly FrozenSet<string> s_aboutTexts = new[] { "text.redacted", "text.released", "text.hidden", "text.withheld", "text.shown" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads an entry. Pure, so that many are read side by side.</summary>
    public static ReadEntry From(StoredEntry stored)
    {
        var facts = JsonNode.Parse(stored.Bytes.Span)!.AsObject(); // an entry is an object
        var texts = ImmutableArray.CreateBuilder<EntryText>();
        foreach (var disclosure in stored.Disclosures)
        {
            if (disclosure is null) continue; // held back or erased
            using var parts = JsonDocument.Parse(Base64Url.DecodeFromChars(disclosure));
            var name = parts.RootElement[1].GetString()!; // disclosures are [salt, name, value]
            var text = parts.RootElement[2].GetString()!;
            texts.Add(new(name, text, IsMarkdown(name) ? Markdown.ToHtml(text) : null));
        }

        var type = facts["t"]!.GetValue<string>(); // every entry has these five
        var header = new Header(
            stored.Log, stored.Index, facts["s"]!.GetValue<string>(), facts["n"]!.GetValue<long>(),
            facts["at"]!.GetValue<DateTimeOffset>(), EventCodec.ActorOf(facts));
        var target = s_aboutTexts.Contains(type) ? facts["target"]?.GetValue<long>() : null;
        return new(
            header, type, EventCodec.Read(type, facts, texts.Select(text => KeyValuePair.Create(text.Name, text.Text))), Encoding.UTF8.GetString(stored.Bytes.Span),
            texts.ToImmutable(), target);
    }

    /// <summary>A text that stands alone.</summary>
    public EntryText? Text(string name) => Texts.FirstOrDefault(text => text.Name == name);

    /// <summary>A Markdown text that stands alone.</summary>
    public Prose? Prose(string name) => Text(name) is { } text ? new(text.Text, text.Html ?? "") : null;

    /// <summary>A text by language, the plan's own first; null when there is none.</summary>
    public Words? Words(string path, IEnumerable<Language> languages)
    {
        var order = languages.Select(language => language.Value).ToList();
        var versions = Texts
            .Where(text => text.Name.Length > path.Length + 1 && text.Name.StartsWith(path, StringComparison.Ordinal)
                && text.Name[path.Length] == '/' && text.Name.IndexOf('/', path.Length + 1) < 0)
            .Select(text => new Worded(text.Name[(path.Length + 1)..], text.Text, text.Html, text.Earlier))
            .OrderBy(worded => order.IndexOf(worded.Language) is >= 0 and var place ? place : int.MaxValue)
            .ThenBy(worded => worded.Language, StringComparer.Ordinal)
            .ToImmutableArray();
        return versions.IsEmpty ? null : new(versions);
    }

    /// <summary>By the first part of its name, or by the third beneath a milestone.</summary>
    internal static bool IsMarkdown(string name)
    {
        var parts = name.Split('/');
        return Markdown.IsField(parts is ["milestones", _, var field, ..] ? field : parts[0]);
    }
}
