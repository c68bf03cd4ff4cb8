using System.Globalization;
using System.Text.Json;
using Tracker.Ledger.Entries;

namespace Tracker.Ledger;

/// <summary>An entry read back: what the ledger itself understands of it, and all its members.</summary>
/// <param name="Index">The leaf index, from 0 (<c>i</c>).</param>
/// <param name="Type"><c>noun.past-tense</c> (<c>t</c>).</param>
/// <param name="Stream">The stream (<c>s</c>).</param>
/// <param name="Version">The version in its stream, from 1 (<c>n</c>).</param>
/// <param name="At">When it was recorded, UTC, never decreasing along a log (<c>at</c>).</param>
/// <param name="Role">visitor, owner, partner, reviewer, coordinator, admin, plugin or system (<c>role</c>).</param>
/// <param name="By">A random id per person, or <c>plugin:&lt;id&gt;@&lt;version&gt;</c>; null when not said.</param>
/// <param name="Org">The organisation's id; null when not said.</param>
/// <param name="Partner">government, public, academia or business; null when not said.</param>
/// <param name="On">The date it is said to have happened; null when not said.</param>
/// <param name="Facts">All members of the entry, the reserved ones too.</param>
/// <param name="Texts">
/// The texts that can be shown, by name. A held or erased text is absent: without its disclosure not even its name is known.
/// </param>
public sealed record Entry(
    long Index,
    string Type,
    string Stream,
    long Version,
    DateTimeOffset At,
    string Role,
    string? By,
    string? Org,
    string? Partner,
    DateOnly? On,
    JsonElement Facts,
    IReadOnlyDictionary<string, string?> Texts)
{
    /// <summary>Reads a stored entry.</summary>
    /// <param name="stored">The entry and its disclosures.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidDataException">The bytes are not an entry: a damaged store.</exception>
    public static Entry Read(StoredEntry stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        try
        {
            using var json = JsonDocument.Parse(stored.Bytes);
            var facts = json.RootElement.Clone();
            var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var disclosure in stored.Disclosures)
            {
                if (disclosure is not null)
                {
                    var (name, value) = Disclosure.Read(disclosure);
                    texts.Add(name, value);
                }
            }

            return new Entry(
                facts.GetProperty("i").GetInt64(),
                Text(facts, "t"),
                Text(facts, "s"),
                facts.GetProperty("n").GetInt64(),
                DateTimeOffset.Parse(Text(facts, "at"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
                Text(facts, "role"),
                Optional(facts, "by"),
                Optional(facts, "org"),
                Optional(facts, "partner"),
                Optional(facts, "on") is { } on ? DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                facts,
                texts);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"What the log '{stored.Log}' holds at {stored.Index} is not an entry.", e);
        }
    }

    private static string Text(JsonElement facts, string name) =>
        facts.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? Optional(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var value) ? value.GetString() : null;
}
