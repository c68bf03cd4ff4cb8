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
            ? Rules.PolicyWeaker.Refuse(PartnersForComplete is < 2 or > 4 || PartnersForComplete < before.PartnersForComplete ? "partnersForComplete" : "organisationsForCommitment")
            : this == before ? Rules.PolicyUnchanged.Refuse() : null;

    /// <summary>Whether every number is at least the rule's and can be met.</summary>
    [JsonIgnore] // computed, so not a fact
    public bool IsAtLeastStandard =>
        PartnersForComplete is >= 2 and <= 4 && OrganisationsForCommitment is >= 2 and <= 16;
}
