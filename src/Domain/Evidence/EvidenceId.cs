using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;
using Tracker.Domain.Time;

namespace Tracker.Domain.Evidence;

/// <summary>
/// One piece of evidence everywhere. Its public id contains its address (<c>bojonegoro-2016~1~k7q2…</c>), so nothing has to be
/// looked up to route it; its stream and grain key are the same with <c>/</c>.
/// </summary>
[JsonConverter(typeof(TextValueConverter<EvidenceId>))]
public readonly record struct EvidenceId(CommitmentId Commitment, string Local) : ITextValue<EvidenceId>
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The public id, as in addresses.</summary>
    public string Value => $"{Commitment.Plan.Value}~{Commitment.Number.Value}~{Local}";

    /// <summary>The stream on the ledger and the key of the grain.</summary>
    public string Stream => $"{Commitment.Value}/{Local}";

    public static bool TryParse([NotNullWhen(true)] string? text, out EvidenceId value)
    {
        value = default;
        if (text?.Split('~') is not [var plan, var number, var local]
            || !CommitmentId.TryParse($"{plan}/{number}", out var commitment)
            || !IsLocal(local)) return false;
        value = new(commitment, local);
        return true;
    }

    /// <summary>Reads the id back from its stream.</summary>
    public static bool TryFromStream([NotNullWhen(true)] string? stream, out EvidenceId value) =>
        TryParse(stream?.Replace('/', '~'), out value);

    /// <exception cref="FormatException">The text is not one.</exception>
    public static EvidenceId Parse(string text) => TextValue.Parse<EvidenceId>(text);

    /// <summary>
    /// The id of the first dispute that an organisation's people open about a leaf, or about the whole commitment. The next one
    /// has the id <see cref="After"/> it: so two that are sent at once meet in one stream, and the ledger itself lets only one in.
    /// </summary>
    public static EvidenceId OfDispute(CommitmentId commitment, MilestoneNumber? leaf, OrganisationId organisation) =>
        From(commitment, $"dispute|{commitment.Value}|{leaf?.Value}|{organisation.Value}");

    /// <summary>The id of the dispute that its organisation may open about the same once this one is over.</summary>
    public EvidenceId After() => From(Commitment, $"after|{Value}");

    /// <summary>What stands in the place of the commitment in the id of a review of a whole plan.</summary>
    public static CommitmentId OfPlan(PlanId plan) => new(plan, CommitmentNumber.OfWholePlan);

    /// <summary>A review of a whole plan: of no commitment, and shown in no commitment's standing.</summary>
    public bool IsOfPlan => Commitment.Number == CommitmentNumber.OfWholePlan;

    /// <summary>
    /// The id of the first review that an organisation publishes of a subject and a period; the next one, once this is withdrawn
    /// or decided, has the id <see cref="After"/> it. So two that are sent at once meet in one stream, and only one gets in.
    /// </summary>
    public static EvidenceId OfReview(CommitmentId subject, MilestoneNumber? leaf, OrganisationId organisation, DateOnly period) =>
        From(subject, $"review|{subject.Value}|{leaf?.Value}|{organisation.Value}|{PlanCalendar.Iso(period)}");

    /// <summary>
    /// The id of what a plugin says for an organisation under a key of its own, whatever the plugin's version: what it says
    /// again finds the same piece.
    /// </summary>
    public static EvidenceId OfDraft(CommitmentId commitment, PluginId plugin, OrganisationId organisation, string key) =>
        From(commitment, $"{plugin.Value}\n{organisation.Value}\n{key}");

    /// <summary>An id that is always the same for the same words: the first 26 characters of their SHA-256 in base 32.</summary>
    public static EvidenceId From(CommitmentId commitment, string words) => new(
        commitment,
        string.Create(26, SHA256.HashData(Encoding.UTF8.GetBytes(words)), static (local, bytes) =>
        {
            for (var i = 0; i < local.Length; i++)
            {
                var bit = i * 5;
                var two = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                local[i] = Base32[(two >> (11 - (bit % 8))) & 31];
            }
        }));

    public override string ToString() => Value;

    private static bool IsLocal(string text) =>
        text is { Length: >= 4 and <= 32 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}
