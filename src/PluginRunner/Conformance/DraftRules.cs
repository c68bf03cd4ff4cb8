using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracker.PluginRunner.Archive;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Conformance;

/// <summary>
/// What a host refuses of a draft's own content, member by member, in words for the plugin's author. Only two things are left to
/// the host: whether a text nests too deeply to be shown, and what stands on the record already.
/// </summary>
internal static class DraftRules
{
    private const int LongestName = 100;
    private const int Shown = 40;
    private static readonly string[] s_members =
        ["key", "plan", "commitment", "milestone", "kind", "title", "summary", "on", "period", "shows", "stance", "settledBy", "sources", "data"];
    private static readonly string[] s_ofSource = ["sha256", "address", "page", "quotation"];

    /// <summary>The first thing that is wrong; null: a host would take it.</summary>
    /// <param name="draft">As it came.</param>
    /// <param name="commitments">What the plugin was asked about.</param>
    /// <param name="today">The latest day on which it can be anywhere.</param>
    public static Remark? Wrong(JsonObject draft, JsonArray commitments, DateOnly today)
    {
        try
        {
            if (Unknown(draft, s_members) is { } unknown)
                return Remark.Of($"`{Short(unknown)}` is no member of a draft; they are {string.Join(", ", s_members)}");
            var text = new Members(draft, "");
            var key = text.Required("key");
            var title = text.Required("title");
            var summary = text.Required("summary");
            var settledBy = text.Optional("settledBy");
            text.Required("plan");
            text.Required("commitment");
            text.Optional("milestone");
            text.OneOf<EvidenceKind>("kind");
            var shows = text.OneOf<Level>("shows");
            var disputes = text.OneOf<Stance>("stance") == Word(Stance.Disputes);
            var on = Day("on", text.Required("on"));
            var period = text.Optional("period") is { } named ? Day("period", named) : (DateOnly?)null;
            return (key.Length > DraftLimits.KeyLetters ? Remark.Of($"`key` is a text of at most {DraftLimits.KeyLetters} letters") : null)
                ?? TextRules.Required("key", key, 4 * DraftLimits.KeyLetters)
                ?? TextRules.Line("title", title, DraftLimits.TitleBytes)
                ?? TextRules.Required("summary", summary, DraftLimits.TextBytes)
                ?? TextRules.Optional("settledBy", settledBy, DraftLimits.TextBytes)
                ?? (disputes && TextRules.IsBlank(settledBy) ? Remark.Of($"a dispute says in `settledBy` what would settle it") : null)
                ?? (!disputes && !TextRules.IsBlank(settledBy) ? Remark.Of($"`settledBy` belongs to a dispute") : null)
                ?? (disputes && shows == Word(Level.Complete) ? Remark.Of($"a dispute shows that a level is not reached: `shows` cannot be {shows}") : null)
                ?? (on > today ? Remark.Of($"`on` is {on:yyyy-MM-dd}, which is still to come: only what has happened is evidence") : null)
                ?? Subject(draft, commitments, period)
                ?? Sources(draft["sources"])
                ?? Data(draft["data"]);
        }
        catch (NotUsable member)
        {
            return member.Why;
        }
    }

    private static Remark? Subject(JsonObject draft, JsonArray commitments, DateOnly? period)
    {
        var milestone = (JsonNode?)null;
        var asked = commitments.OfType<JsonObject>().Any(commitment =>
            Canonical.Text(commitment["plan"]) == Canonical.Text(draft["plan"]) && Canonical.Text(commitment["number"]) == Canonical.Text(draft["commitment"])
            && (draft["milestone"] is not { } number
                || (milestone = (commitment["milestones"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(one => Canonical.Text(one["number"]) == Canonical.Text(number))) is not null));
        if (!asked) return Remark.Of($"it speaks about a commitment or milestone that the host did not name");
        if (period is not { } day) return null;
        return milestone?["occurrences"] is JsonArray { Count: > 0 } occurrences
            ? occurrences.Any(one => Canonical.Text(one) == $"\"{day:yyyy-MM-dd}\"") ? null : Remark.Of($"`period` is one of {occurrences.ToJsonString()}, the due dates of the milestone; there is {day:yyyy-MM-dd}")
            : Remark.Of($"`period` belongs to a milestone that recurs, one with `occurrences`");
    }

    private static Remark? Sources(JsonNode? sources)
    {
        if (sources is not JsonArray { Count: > 0 and <= DraftLimits.Sources } all)
            return Remark.Of($"`sources` is a list of 1 to {DraftLimits.Sources}, each with sha256 and address as a fetch gave them");
        foreach (var (index, one) in all.Index())
        {
            var within = $"sources[{index}]";
            if (one is not JsonObject source) return NoObject(within, one);
            if (Unknown(source, s_ofSource) is { } unknown)
                return Remark.Of($"`{within}.{Short(unknown)}` is no member of a source; they are {string.Join(", ", s_ofSource)}");
            var text = new Members(source, within + ".");
            if (!SourceArchive.IsDigest(text.Required("sha256"))) return Remark.Of($"`{within}.sha256` is the digest that a fetch gave: 64 lower-case hex digits");
            var wrong = TextRules.Address($"{within}.address", text.Required("address"))
                ?? TextRules.Optional($"{within}.page", text.Optional("page"), DraftLimits.PageBytes)
                ?? TextRules.Optional($"{within}.quotation", text.Optional("quotation"), DraftLimits.QuotationBytes);
            if (wrong is not null) return wrong;
        }

        return null;
    }

    private static Remark? Data(JsonNode? data)
    {
        if (data is null) return null;
        if (data is not JsonObject figures) return NoObject("data", data);
        foreach (var (name, value) in figures)
        {
            var member = $"data.{Short(name)}";
            if (value is JsonObject or JsonArray) return Remark.Of($"`{member}` is {JsonText.Kind(value)}, and `data` is flat: texts, numbers, true or false");
            if (name.Length > LongestName) return Remark.Of($"a name in `data` has at most {LongestName} letters, and `{member}` goes on");
            var wrong = TextRules.Required("data", name, DraftLimits.TextBytes)
                ?? (value?.GetValueKind() == JsonValueKind.String ? TextRules.Optional(member, new Members(figures, "data.").Optional(name), DraftLimits.TextBytes) : null);
            if (wrong is not null) return wrong;
        }

        return JsonSerializer.SerializeToUtf8Bytes(figures, PluginJson.Options).Length <= DraftLimits.DataBytes ? null : Remark.Of($"`data` is at most {DraftLimits.DataBytes} bytes of JSON");
    }

    private static Remark NoObject(string member, JsonNode? there) => $"`{member}` is {JsonText.Kind(there)}, where an object belongs";

    private static string? Unknown(JsonObject of, string[] members) => of.Select(member => member.Key).FirstOrDefault(name => !members.Contains(name));

    private static string Short(string text) => text.Length <= Shown ? text : text[..Shown] + "…";

    private static string Word<T>(T value)
        where T : struct, Enum => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name; // each has its word

    private static DateOnly Day(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new NotUsable($"`{name}` is a day, such as 2027-03-01; there is `{Short(text)}`");

    /// <summary>The texts among the members of an object.</summary>
    /// <param name="of">The object.</param>
    /// <param name="within">How its members' names begin, such as <c>sources[0].</c>.</param>
    private sealed class Members(JsonObject of, string within)
    {
        public string Required(string name) => Optional(name) ?? throw new NotUsable($"`{within + name}` is missing");

        public string? Optional(string name)
        {
            if (of[name] is not { } node) return null;
            if (node.GetValueKind() != JsonValueKind.String) throw new NotUsable($"`{within + name}` is {JsonText.Kind(node)}, where a text belongs");
            try
            {
                return node.GetValue<string>();
            }
            catch (InvalidOperationException)
            {
                throw new NotUsable($"`{within + name}` has half of a surrogate pair in it, which is no Unicode");
            }
        }

        public string OneOf<T>(string name)
            where T : struct, Enum
        {
            var words = Enum.GetValues<T>().Select(Word).ToList();
            var text = Required(name);
            return words.Contains(text) ? text : throw new NotUsable($"`{name}` is one of: {string.Join(", ", words)}; there is `{Short(text)}`");
        }
    }
}
