using System.Globalization;
using System.Text.Json.Serialization;

namespace Tracker.Domain.Plans;

/// <summary>
/// A plan's own rule of proof, as numbers: stricter than the rule or equal to it, never weaker. The one in force at a time
/// judges that time.
/// </summary>
/// <param name="PartnersForComplete">How many of the four partners must be among those who show Complete; 2 to 4.</param>
/// <param name="OrganisationsForCommitment">How many independent organisations a whole commitment's Complete needs; 2 or more.</param>
public sealed record ProofPolicy(int PartnersForComplete = 2, int OrganisationsForCommitment = 2)
{
    /// <summary>The rule itself.</summary>
    public static ProofPolicy Standard { get; } = new();

    /// <summary>Why this rule cannot follow another: weaker, out of bounds, or the same; null: it is stricter.</summary>
    internal Refused? After(ProofPolicy before) =>
        !IsAtLeastStandard || PartnersForComplete < before.PartnersForComplete || OrganisationsForCommitment < before.OrganisationsForCommitment
            ? Weaker(PartnersForComplete is < 2 or > 4 || PartnersForComplete < before.PartnersForComplete ? "partnersForComplete" : "organisationsForCommitment", before)
            : this == before ? Rules.PolicyUnchanged.Refuse() : null;

    /// <summary>The refusal of a rule that is weaker than another, with the least that can be asked for.</summary>
    internal static Refused Weaker(string field, ProofPolicy than) => Rules.PolicyWeaker.Refuse(
        field,
        ("partners", than.PartnersForComplete.ToString(CultureInfo.InvariantCulture)),
        ("organisations", than.OrganisationsForCommitment.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether every number is at least the rule's and can be met.</summary>
    [JsonIgnore] // computed, so not a fact
    public bool IsAtLeastStandard =>
        PartnersForComplete is >= 2 and <= 4 && OrganisationsForCommitment is >= 2 and <= 16;
}
