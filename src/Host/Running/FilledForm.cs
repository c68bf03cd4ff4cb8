using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Commitments;

namespace Tracker.Host.Running;

/// <summary>A plugin's form that somebody filled in, as it waits for the next run.</summary>
/// <param name="Commitment">What it is about.</param>
/// <param name="Leaf">The leaf that it is about; null: the whole commitment.</param>
/// <param name="Values">What was filled in.</param>
/// <param name="Language">In which language; null: it was filled in before that was kept.</param>
internal sealed record FilledForm(CommitmentId Commitment, MilestoneNumber? Leaf, JsonObject Values, string? Language = null)
{
    public static byte[] Bytes(CommitmentId commitment, MilestoneNumber? leaf, string values, string language) => JsonSerializer.SerializeToUtf8Bytes(
        new FilledForm(commitment, leaf, JsonNode.Parse(values)!.AsObject(), language), DomainJson.Options); // the page made an object

    /// <summary>What was sent, in whichever language the form was: this is archived, so that the same sent again is the same.</summary>
    public static byte[] Said(ReadOnlyMemory<byte> bytes) => JsonSerializer.SerializeToUtf8Bytes(Of(bytes) with { Language = null }, DomainJson.Options);

    public static FilledForm Of(Delivery filled) => Of(filled.Body);

    private static FilledForm Of(ReadOnlyMemory<byte> bytes) => JsonSerializer.Deserialize<FilledForm>(bytes.Span, DomainJson.Options)!; // written by Bytes

    /// <summary>What it is about, alone, among everything that is open.</summary>
    public JsonArray Of(JsonArray commitments)
    {
        var about = new JsonArray();
        foreach (var one in commitments.OfType<JsonObject>().Where(one => (string?)one["plan"] == Commitment.Plan.Value && (string?)one["number"] == Commitment.Number.Value))
        {
            var alone = one.DeepClone().AsObject();
            if (Leaf is { } leaf) alone["milestones"] = new JsonArray([.. alone["milestones"]!.AsArray().Where(milestone => (string?)milestone!["number"] == leaf.Value).Select(milestone => milestone!.DeepClone())]); // made of objects
            about.Add(alone);
        }

        return about;
    }
}
