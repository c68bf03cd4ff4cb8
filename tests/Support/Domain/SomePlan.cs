using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Support.Domain;

/// <summary>The plan that <see cref="SomeCommitment"/> belongs to.</summary>
public static class SomePlan
{
    public static readonly PlanId Id = PlanId.Parse("contoh");

    /// <summary>It is published, and has whatever a declaration names.</summary>
    public static readonly DeclaredCommitments Known = new(Plan: true);

    public static PlanPublished Published() => new(
        Id,
        Jurisdiction.Parse("contoh"),
        null,
        1,
        SomeCommitment.Start,
        SomeCommitment.PlanEnd,
        "Asia/Jakarta",
        [Language.Parse("en")],
        [PriorityField.Parse("infrastructure")],
        "IDR",
        ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal)
            .Add(SomeActor.Office.Value, Partner.Government)
            .Add(SomeActor.OtherCommunity.Value, Partner.Public),
        null,
        [SomeActor.OtherCommunity],
        [CommitmentNumber.Parse("1")],
        null,
        new string('0', 64),
        true,
        SomeText.In("An example"),
        SomeText.In("Contoh"));
}
