using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Standing;

/// <summary>The cases that the rule of proof was made for, each by its name.</summary>
public sealed class ProofTests
{
    private static readonly Actor _business = SomeActor.Contributor(Partner.Business);
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);
    private static readonly Actor _community = SomeActor.Contributor(Partner.Public);

    [Fact]
    public void Nobody_outside_cares_about_a_small_milestone_yet_one_check_of_the_offices_document_proves_it()
    {
        var story = new SomeStory().Report(Completion.Complete);
        story.Leaf.Proof.State.Should().Be(ProofState.NoEvidenceAvailable);

        story.Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Complete, new(2026, 4, 1)), SomeActor.Owner(), independent: false);
        story.Leaf.Proof.State.Should().Be(ProofState.NotYetChecked);

        story.On("2026-05-09").Accept(SomeEvidence.Id, Completion.Complete);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Proven && proof.Level == Completion.Complete);
        story.Leaf.Proof.Since.Should().Be(SomeRecord.At("2026-05-09"));
        Cell(story, Partner.Government).Should().Match<PartnerCell>(cell => cell.Claim && cell.Level == null, "the office's own word is the claim");
        Cell(story, Partner.Public).Should().Match<PartnerCell>(cell => cell.Level == Completion.Complete && cell.Organisations == 1);
        story.Standing.Proof.Level.Should().Be(Completion.Substantial, "a whole commitment needs two independent organisations");
    }

    [Fact]
    public void A_planted_business_supporter_neither_checks_nor_counts_as_a_partner()
    {
        var promise = SomeCommitment.WithOneLeaf() with
        {
            Supporters = SomeCommitment.WithOneLeaf().Supporters.Add(SomeActor.Company.Value, Partner.Business),
        };
        var story = new SomeStory(promise).Prove(SomeEvidence.Id, Completion.Complete, _business);

        story.Leaf.Proof.Level.Should().Be(Completion.Substantial, "the supporter does the work: only the public stands behind Complete");
        Cell(story, Partner.Business).Involved.Should().BeTrue();
        story.Standing.Organisations.Should().Be(1);

        story.Send(SomeEvidence.Number(2), SomeEvidence.Supporting(Completion.Complete, new(2026, 4, 1)), _academia)
            .Accept(SomeEvidence.Number(2), Completion.Complete, SomeActor.Reviewer(Partner.Business));
        story.Why!.Rule.Should().Be(Rules.NotIndependent.Name, "whatever it declared, the plan names it");
    }

    [Fact]
    public void Acceptance_within_one_organisation_is_refused()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Complete, new(2026, 4, 1)), _community)
            .Accept(SomeEvidence.Id, Completion.Complete, SomeActor.Reviewer(Partner.Public, SomeActor.Community));

        story.Why!.Rule.Should().Be(Rules.OwnEvidence.Name);
        story.Leaf.Proof.State.Should().Be(ProofState.NotYetChecked);
    }

    [Fact]
    public void Two_organisations_of_one_partner_claim_Complete_and_show_Substantial()
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Complete, _community);
        story.Leaf.Proof.Level.Should().Be(Completion.Substantial);
        Cell(story, Partner.Public).Organisations.Should().Be(2);

        story.Prove(SomeEvidence.Number(2), Completion.Complete, _academia);
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
    }

    [Fact]
    public void Evidence_older_than_the_milestone_is_background()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Complete, new(2025, 12, 31)), _academia)
            .Accept(SomeEvidence.Id, Completion.Complete);

        story.Why.Should().BeNull();
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NoEvidenceAvailable && proof.Background == 1 && proof.Waiting == 0);
    }

    [Fact]
    public void Ongoing_recurs_and_each_period_needs_its_own_evidence()
    {
        var promise = SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Recurring(
            Recurrence.Biannual, new DateOnly(2026, 6, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 6, 30))));
        var story = new SomeStory(promise).Report(Completion.Complete).Prove(SomeEvidence.Id, Completion.Complete, _academia);
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Occurrence == new DateOnly(2026, 6, 30) && leaf.Proof.Level == Completion.Complete);

        story.On("2027-01-01");
        story.Leaf.Should().Match<MilestoneStanding>(leaf =>
            leaf.Due == new DateOnly(2026, 12, 31) && leaf.Reported == null && leaf.Lateness == Lateness.Late
            && leaf.Proof.State == ProofState.NoEvidenceAvailable);
        story.Leaf.Running.Should().BeNull("nobody has said anything of the period that runs");
        story.History.Breakpoints.Should().Equal(new(2026, 7, 1), new(2027, 1, 1), new(2027, 7, 1), new(2028, 1, 1));
    }

    [Fact]
    public void What_is_said_of_the_period_that_runs_is_seen_and_counts_nowhere_before_it_is_over()
    {
        var promise = SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Recurring(
            Recurrence.Biannual, new DateOnly(2026, 6, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 6, 30))));
        var story = new SomeStory(promise).On("2026-08-10");
        var before = story.Standing;

        story.Report(Completion.Substantial).Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited, new DateOnly(2026, 8, 1)), _academia).Accept(SomeEvidence.Id, Completion.Limited);

        story.Leaf.Running.Should().Match<OccurrenceStanding>(running =>
            running.Due == new DateOnly(2026, 12, 31) && running.Reported == Completion.Substantial && running.Proof.Level == Completion.Limited);
        (story.Leaf with { Running = null }).Should().BeEquivalentTo(before.Milestones.Single(), "June is judged until December is over");
        story.Standing.Proof.Should().Be(before.Proof);
        story.On("2027-01-01").Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Reported == Completion.Substantial && leaf.Proof.Level == Completion.Limited && leaf.Running == null);
    }

    [Fact]
    public void An_owner_who_honestly_lowers_the_level_is_heard_and_keeps_what_evidence_shows()
    {
        var story = new SomeStory().Report(Completion.Complete).Prove(SomeEvidence.Id, Completion.Substantial, _academia);
        story.On("2026-05-20").Report(Completion.Limited);

        story.Why.Should().BeNull();
        story.Leaf.Should().Match<MilestoneStanding>(leaf =>
            leaf.Reported == Completion.Limited && leaf.Proof.Level == Completion.Substantial && leaf.IsAheadOfReport && leaf.Lateness == Lateness.NotDue);
        story.On("2026-07-10").Report(Completion.Complete);
        story.Leaf.Lateness.Should().Be(Lateness.DoneLate, "the office itself took the first Complete back");
    }

    [Fact]
    public void Ten_villages_of_430_are_Limited_and_not_Complete()
    {
        var villages = Enumerable.Range(1, 430).Select(n => ($"1.{n}", SomeCommitment.Milestone("1"))).Prepend(("1", SomeCommitment.Milestone()));
        var story = new SomeStory(SomeCommitment.With([.. villages]));
        foreach (var n in Enumerable.Range(1, 10))
        {
            var village = MilestoneNumber.Parse($"1.{n}");
            story.Report(new ReportProgress(village, Completion.Complete, "Published.")).Prove(SomeEvidence.Number(n), Completion.Complete, _academia, leaf: village);
        }

        story.Standing.Should().Match<CommitmentStanding>(all =>
            all.Reported == Completion.Limited && all.AtLeast && all.Proof.Level == Completion.Limited && all.Proof.AtLeast);
        story.Standing.Milestones.Should().HaveCount(431);
    }

    [Fact]
    public void A_percentage_of_54_is_a_figure_and_no_level()
    {
        var story = new SomeStory().Import(Claim(54, null));
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Reported == null && leaf.Percent!.Value.Value == 54 && leaf.Imported && !leaf.ReportedLate);

        new SomeStory().Import(Claim(100, null)).Leaf.Reported.Should().Be(Completion.Complete);
        new SomeStory().Import(Claim(100, "2016")).Leaf.Reported.Should().BeNull("the row is about another period than the leaf");
    }

    [Fact]
    public void Government_alone_proves_nothing()
    {
        var story = new SomeStory().Report(Completion.Complete)
            .Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Complete, new(2026, 4, 1)), SomeActor.Owner(), independent: false)
            .Accept(SomeEvidence.Id, Completion.Complete, new(Role.Reviewer, "p-x", SomeActor.OtherOffice, Partner.Government));

        story.Why!.Rule.Should().Be(Rules.NotIndependent.Name);
        story.Leaf.Proof.State.Should().Be(ProofState.NotYetChecked);
    }

    [Fact]
    public void A_dispute_that_was_accepted_takes_the_level_away_until_it_is_withdrawn()
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Substantial, _academia)
            .Send(SomeEvidence.Number(2), SomeEvidence.Disputing(Completion.Limited, new(2026, 4, 1)), _community);
        story.Leaf.Proof.State.Should().Be(ProofState.Proven);

        story.On("2026-06-01").Accept(SomeEvidence.Number(2), Completion.Limited);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Level == null && proof.Since == SomeRecord.At("2026-06-01"));
        Cell(story, Partner.Public).Disputing.Should().Be(1);

        story.On("2026-06-05").Withdraw(SomeEvidence.Number(2), _community);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Substantial && proof.Withdrawn == 1 && proof.Since == SomeRecord.At("2026-06-05"));
    }

    [Fact]
    public void Evidence_about_the_whole_commitment_lifts_it_and_leaves_its_milestones_alone()
    {
        var story = new SomeStory();
        story.Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Substantial, new(2026, 4, 1)) with { Leaf = null }, _academia)
            .Accept(SomeEvidence.Id, Completion.Substantial);

        story.Standing.Proof.Level.Should().Be(Completion.Substantial);
        story.Leaf.Proof.State.Should().Be(ProofState.NoEvidenceAvailable);
    }

    [Fact]
    public void A_stricter_policy_asks_for_three_partners()
    {
        var story = new SomeStory(SomeCommitment.WithOneLeaf() with { Policy = new(PartnersForComplete: 3) })
            .Prove(SomeEvidence.Id, Completion.Complete, _academia);
        story.Leaf.Proof.Level.Should().Be(Completion.Substantial);

        story.Prove(SomeEvidence.Number(2), Completion.Complete, _business);
        story.Leaf.Proof.Level.Should().Be(Completion.Complete);
        story.Standing.Proof.Level.Should().Be(Completion.Complete);
    }

    [Fact]
    public void Waiting_evidence_above_the_proven_level_is_shown_beside_it()
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Limited, _academia)
            .On("2026-05-05").Send(SomeEvidence.Number(2), SomeEvidence.Supporting(Completion.Complete), _business);

        story.Leaf.Proof.Should().Match<Proof>(proof =>
            proof.Level == Completion.Limited && proof.WaitingAbove == Completion.Complete && proof.Waiting == 1 && proof.WaitingSince == SomeRecord.At("2026-05-05"));
    }

    [Fact]
    public void Returned_evidence_no_longer_waits_until_it_is_revised()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited, new(2026, 4, 1)), _academia).Return(SomeEvidence.Id);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NoEvidenceAvailable && proof.Returned == 1);

        story.Revise(SomeEvidence.Id, new("Better", "With dates.", "https://example.org/b", new(2026, 4, 2), Completion.Limited), _academia);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Returned == 0 && proof.Waiting == 1);
    }

    private static PartnerCell Cell(SomeStory story, Partner partner) => story.Leaf.Partners.Single(cell => cell.Partner == partner);

    private static ImportProgress Claim(decimal percent, string? about) => new(
        SomeCommitment.Leaf, null, new(2026, 2, 1), null, about, Percent.Of(percent), SomeActor.OtherCommunity, "The source says so.", "https://example.org/294", new(2026, 4, 1));
}
