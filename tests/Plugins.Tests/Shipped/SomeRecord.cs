using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>What was said under which key, over all runs of a test; it refuses what the record of a real host refuses (decision 0016).</summary>
internal sealed class SomeRecord
{
    private readonly Dictionary<(string Plan, string Commitment, string Key), Piece> _pieces = [];

    public void Accept(string key)
    {
        var where = _pieces.Keys.Single(one => one.Key == key);
        _pieces[where] = _pieces[where] with { Accepted = true };
    }

    public EvidenceResult Take(JsonElement draft)
    {
        var key = (Text(draft, "plan"), Text(draft, "commitment"), Text(draft, "key"));
        var subject = $"{Text(draft, "milestone")} {Text(draft, "stance")}";
        var said = new Piece(subject, draft.GetRawText(), OfAnyBytes(draft));
        if (!_pieces.TryGetValue(key, out var known))
        {
            _pieces[key] = said;
            return new(Outcome.Accepted);
        }

        if (subject != known.Subject) return Refused(Domain.Rules.EvidenceOfAnotherSubject);
        if (said.Content == known.Content || (known.Accepted && said.OfAnyBytes == known.OfAnyBytes)) return new(Outcome.Unchanged);
        if (known.Accepted) return Refused(Domain.Rules.EvidenceAcceptedAlready);
        _pieces[key] = said;
        return new(Outcome.Revised);
    }

    private static EvidenceResult Refused(Rule rule) => new(Outcome.Refused, rule.Name, rule.Reason);

    /// <summary>The draft without the digests of its sources.</summary>
    private static string OfAnyBytes(JsonElement draft)
    {
        var said = JsonObject.Create(draft)!; // a draft is an object
        foreach (var source in said["sources"]!.AsArray()) source!.AsObject().Remove("sha256"); // and has sources
        return said.ToJsonString();
    }

    private static string Text(JsonElement draft, string name) => draft.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private sealed record Piece(string Subject, string Content, string OfAnyBytes, bool Accepted = false);
}
