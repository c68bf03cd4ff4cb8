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

    /// <summary>What it names, in whole: of the reviewers the village forum and the study centre.</summary>
    public static readonly PlanNames Names = new(
        new Dictionary<string, Partner>
        {
            [SomeActor.Office.Value] = Partner.Government,
            [SomeActor.OtherOffice.Value] = Partner.Government,
            [SomeActor.Community.Value] = Partner.Public,
            [SomeActor.OtherCommunity.Value] = Partner.Public,
            [SomeActor.University.Value] = Partner.Academia,
            [SomeActor.StudyCentre.Value] = Partner.Academia,
            [SomeActor.Company.Value] = Partner.Business,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        [PriorityField.Parse("infrastructure")],
        [Language.Parse("en"), Language.Parse("id")],
        [SomeActor.OtherCommunity, SomeActor.StudyCentre]);

    /// <summary>The same, which names a second office too.</summary>
    public static PlanPublished OfTwoOffices()
    {
        var plan = Published();
        return plan with { Organisations = plan.Organisations.Add(SomeActor.OtherOffice.Value, Partner.Government) };
    }

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
