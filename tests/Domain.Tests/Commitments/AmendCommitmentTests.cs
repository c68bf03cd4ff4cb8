using System.Collections.Immutable;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Domain.Text;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Commitments;

public sealed class AmendCommitmentTests
{
    private const string Title = "milestones/1.1/title/en";
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);

    [Fact]
    public void An_amendment_keeps_before_and_after()
    {
        var story = new SomeStory().Amend(new AmendCommitment([new(Title, " In ten villages "), new("milestones/1.1/weight", "2.5"), new("brief/en", "Budgets for all.")], "Decided."));

        story.Why.Should().BeNull();
        var amended = (CommitmentAmended)story.Told[^1].Event;
        amended.Texts!.Values.Select(one => (one.Field, one.Before?.Value, one.After?.Value, one.Added)).Should().Equal(
            (Title, "Village budgets published on billboards", "In ten villages", null), ("brief/en", null, "Budgets for all.", true));
        amended.Facts!["milestones/1.1/weight"].Should().Be(new AmendedFact("1", "2.5"));
        story.Commitment.Promise!.Milestones["1.1"].Should().Match<Milestone>(one => one.Title["en"].Value == "In ten villages" && one.Weight == 2.5m);
        story.Commitment.Promise.Brief!["en"].Value.Should().Be("Budgets for all.");
        story.Amend("brief/en", null).Commitment.Promise!.Brief.Should().BeNull();
    }

    [Fact]
    public void A_deliverable_amended_to_fit_the_evidence()
    {
        // Ten of 430 villages were shown, and the promise is then said to have been about ten villages.
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Complete), _academia).Accept(SomeEvidence.Id, Completion.Limited);
        story.Amend(Title, "Village budgets published on billboards in ten villages");

        story.Leaf.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Limited && proof.Earlier == 1 && proof.Accepted == 1, "no level rises by an amendment");
        story[SomeEvidence.Id].IsForEarlierWording(story.About(SomeCommitment.Leaf)).Should().BeTrue();

        story.Confirm(SomeEvidence.Id, Completion.Complete, SomeActor.Contributor(Partner.Academia)).Why!.Rule.Should().Be("role-not-allowed");
        story.Confirm(SomeEvidence.Id, Completion.Complete, SomeActor.Reviewer(Partner.Academia)).Why!.Rule.Should().Be("own-evidence");
        story.Confirm(SomeEvidence.Id, Completion.Complete, independent: false).Why!.Rule.Should().Be("not-independent");
        story.Confirm(SomeEvidence.Id, Completion.Complete, appointed: false).Why!.Rule.Should().Be("reviewer-not-appointed");
        story.Leaf.Proof.Earlier.Should().Be(1, "nobody was entitled to confirm it");

        story.Confirm(SomeEvidence.Id, Completion.Complete).Why.Should().BeNull();
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.Level == Completion.Complete && proof.Earlier == 0, "an independent reviewer put their name to it");
        story.Confirm(SomeEvidence.Id, Completion.Complete).Why!.Rule.Should().Be("evidence-not-earlier");
    }

    [Fact]
    public void An_objection_does_not_vanish_by_an_amendment()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Disputing(Completion.Limited), _academia).Accept(SomeEvidence.Id, Completion.Limited);
        story.Amend(Title, "Some budgets published somewhere").Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.Disputed && proof.Earlier == 1);
    }

    [Fact]
    public void What_was_accepted_or_confirmed_after_it_is_for_the_wording_that_holds()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia).Amend(Title, "In ten villages").Accept(SomeEvidence.Id, Completion.Limited);
        story.Leaf.Proof.Earlier.Should().Be(0);
        story.Amend(Title, "In nine villages").Leaf.Proof.Earlier.Should().Be(1);
        story.Withdraw(SomeEvidence.Id, _academia).Leaf.Proof.Earlier.Should().Be(0);
    }

    [Theory]
    [InlineData("milestones/1.1/title/id", "Anggaran desa di papan")] // a translation that is added
    [InlineData("milestones/1.1/note/en", "Read from the annex.")]
    [InlineData("milestones/1.1/weight", "3")]
    [InlineData("title/en", "Budgets are public")] // the whole commitment's, and the evidence is the leaf's
    public void What_changes_no_deliverable_marks_nothing(string field, string value)
    {
        var story = new SomeStory().Prove(SomeEvidence.Id, Completion.Limited, _academia).Amend(field, value);
        story.Why.Should().BeNull();
        story.Leaf.Proof.Earlier.Should().Be(0);
    }

    [Fact]
    public void Evidence_for_the_whole_commitment_is_held_against_the_commitments_own_words()
    {
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited) with { Leaf = null }, _academia).Accept(SomeEvidence.Id, Completion.Limited);
        story.Amend("title/en", "Some budgets are public").Standing.Proof.Earlier.Should().Be(1);
    }

    [Fact]
    public void Nobody_becomes_independent_by_being_taken_off_a_list()
    {
        var promise = SomeCommitment.WithOneLeaf();
        var story = new SomeStory(promise with { Supporters = promise.Supporters.Add(SomeActor.Company.Value, Partner.Business) });
        story.Amend($"supporters/{SomeActor.Company}", null).Why.Should().BeNull();
        story.About(SomeCommitment.Leaf).Involved.Should().Contain(SomeActor.Company);
    }

    [Fact]
    public void Another_office_leads_and_only_that_one_reports()
    {
        var story = new SomeStory().Amend("milestones/1.1/lead", SomeActor.OtherOffice.Value);
        story.Report(Completion.Limited).Why!.Rule.Should().Be("not-lead");
        story.Report(Completion.Limited, by: SomeActor.Owner(SomeActor.OtherOffice)).Why.Should().BeNull();
    }

    [Fact]
    public void A_milestone_is_added_and_takes_over_what_is_not_said()
    {
        var story = new SomeStory().Amend(new AmendCommitment([new("milestones/1.2/title/en", "Accounts published"), new("milestones/1.2/due", "2026-12-31")], "Decided."));
        story.Why.Should().BeNull();
        story.Commitment.Promise!.Milestones["1.2"].Should().Match<Milestone>(one => one.Lead == SomeActor.Office && one.Weight == 1 && one.Due == new DateOnly(2026, 12, 31) && one.Order == 1);
        story.Report(new ReportProgress(MilestoneNumber.Parse("1.2"), Completion.Substantial, "Half.")).Why.Should().BeNull();
        story.Standing.Milestones.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("milestones/1.1/due", "2026-12-31", "field-not-amendable")] // a date that is there is moved
    [InlineData("milestones/1.1/parent", "1", "field-not-amendable")]
    [InlineData("policy/partnersForComplete", "1", "field-not-amendable")]
    [InlineData("commitment", "contoh/2", "field-not-amendable")]
    [InlineData("milestones/1.1/title", "No language", "field-not-amendable")]
    [InlineData("milestones/1.1/weight", "0", "weight-not-positive")]
    [InlineData("milestones/1.1/title/en", null, "text-required")]
    [InlineData("end", "2025-01-01", "end-before-start")]
    [InlineData("values", "[\"Nonsense\"]", "field-value-invalid")]
    [InlineData("values", "Nonsense", "field-value-invalid")]
    [InlineData("title/en", "Ask someone@example.org", "text-email")]
    [InlineData("milestones/9/due", "2029-01-31", "text-required")]
    [InlineData("title/en", "", "text-required")] // the plan's own language stays
    [InlineData("brief/id", "Hanya terjemahan.", "text-required")] // a translation of nothing
    [InlineData("title/en", "Budgets\n## Milestones", "text-one-line")]
    [InlineData("title/en", "***", "text-required")]
    [InlineData("milestones/1.1/note/id", "Dari lampiran.", "text-required")] // its title is not translated, nor is the note in the plan's own language
    [InlineData("title/fr", "Les budgets", "language-not-in-plan")]
    [InlineData("description/en", "Done:\n\n## Milestones\n\nnone", "text-divides-file")]
    [InlineData("description/en", "```\nnever closed", "text-divides-file")]
    [InlineData("milestones/1.1/output/en", "- Due: 2027-01-01", "text-divides-file")]
    [InlineData("lead", "nobody", "organisation-unlisted")]
    [InlineData("milestones/1.1/lead", "nobody", "organisation-unlisted")]
    [InlineData("supporters/nobody", "public", "organisation-unlisted")]
    [InlineData("supporters/perusahaan-data", "public", "field-value-invalid")] // of another partner than the plan says
    [InlineData("milestones/1.1/supporters", "[\"nobody\"]", "organisation-unlisted")]
    [InlineData("lead", null, "unknown-needs-reason")]
    [InlineData("start", null, "unknown-needs-reason")]
    [InlineData("milestones/1.1/lead", null, "unknown-needs-reason")]
    [InlineData("unknown/lead/en", "Nobody said.", "field-value-invalid")] // somebody leads
    [InlineData("unknown/budget/en", "Nobody said.", "field-value-invalid")] // may be absent, needs no reason
    [InlineData("field", "nonsense", "field-value-invalid")]
    [InlineData("budget", "-1", "field-value-invalid")]
    [InlineData("source", "javascript:alert(1)", "source-not-address")]
    [InlineData("start", "2025-12-31", "date-outside-plan")]
    [InlineData("milestones/1.1/start", "2025-12-31", "date-outside-plan")]
    [InlineData("milestones/1.1/unknown", "true", "field-value-invalid")] // it has a date
    [InlineData("milestones/1.1/dueWords/en", "In autumn", "field-not-amendable")] // words are read as a day from files alone
    [InlineData("milestones/1.9/title/en", "new", "due-required")]
    public void What_cannot_be_amended_is_refused_by_name(string field, string? value, string rule) =>
        new SomeStory().Amend(field, value).Why!.Rule.Should().Be(rule);

    [Theory]
    [InlineData("milestones/1.9/due", "2026-12-31")]
    [InlineData("milestones/1.9/unknown", "true")]
    public void A_new_milestone_says_by_when_or_that_and_why_nobody_knows(string field, string value)
    {
        var because = new FieldChange("milestones/1.9/unknownBecause/en", "The forum has not decided.");
        new SomeStory().Amend(new AmendCommitment([new("milestones/1.9/title/en", "New"), new(field, value), because], "Decided.")).Why.Should().BeNull();
        new SomeStory().Amend(new AmendCommitment([new("milestones/1.9/title/en", "New"), new("milestones/1.9/unknown", "true")], "Decided.")).Why!.Rule.Should().Be("unknown-needs-reason");
        new SomeStory().Amend(new AmendCommitment([new("milestones/3.9/title/en", "New"), new("milestones/3.9/due", "2026-12-31")], "Decided.")).Why!.Rule.Should().Be("parent-unknown", "its number goes on from nothing that is here");
    }

    [Fact]
    public void A_coordinator_who_makes_a_party_of_whoever_judges_is_refused()
    {
        foreach (var judge in new[] { SomeActor.OtherCommunity, SomeActor.StudyCentre })
        {
            foreach (var (field, value) in new[]
            {
                ("lead", judge.Value), ("milestones/1.1/lead", judge.Value), ($"supporters/{judge}", SomePlan.Names.Organisations[judge.Value] == Partner.Public ? "public" : "academia"),
                ("milestones/1.1/supporters", $"[\"{judge}\"]"),
            })
                new SomeStory().Amend(field, value).Why!.Should().BeEquivalentTo(new { Rule = "judge-made-party", Field = field });
        }

        var story = new SomeStory(SomeCommitment.WithOneLeaf() with { Supporters = SomeCommitment.WithOneLeaf().Supporters.Add(SomeActor.StudyCentre.Value, Partner.Academia) });
        story.Amend("milestones/1.1/supporters", $"[\"{SomeActor.StudyCentre}\"]").Why.Should().BeNull("whom the plan has named all along judges nothing here anyway");
        CommitmentRules.Named(new([new("lead", "a"), new("supporters/b", "public"), new("milestones/1/supporters", "[\"c\",\"a\"]"), new("supporters/d", null), new("title/en", "e")], "Decided."))
            .Select(one => one.Value).Should().Equal("a", "b", "c");
    }

    [Fact]
    public void Whoever_leads_after_nobody_was_known_to_leads_what_had_taken_that_over_too()
    {
        var promise = SomeCommitment.With(("1.1", SomeCommitment.Milestone() with { Lead = null })) with { Lead = null, Unknown = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, PublicText>>.Empty.Add("lead", SomeText.In("The plan does not say.")) };
        var story = new SomeStory(promise).Amend("lead", SomeActor.Office.Value);
        story.Why.Should().BeNull();
        story.Commitment.Promise.Should().Match<CommitmentPublished>(one => one.Unknown == null && one.Lead == SomeActor.Office && one.Milestones["1.1"].Lead == SomeActor.Office);
        story.Report(Completion.Limited).Why.Should().BeNull();
    }

    [Fact]
    public void A_date_is_named_where_there_was_none()
    {
        var story = new SomeStory(SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Milestone() with { Due = null })));
        story.Amend("milestones/1.1/due", "2026-12-31").Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Due == new DateOnly(2026, 12, 31) && leaf.Lateness == Lateness.NotDue);
        story.Amend("milestones/1.1/due", "2027-12-31").Why!.Rule.Should().Be("field-not-amendable");
        new SomeStory(SomeCommitment.With((SomeCommitment.Leaf.Value, SomeCommitment.Milestone() with { Due = null }))).Amend("milestones/1.1/due", "2028-01-01").Why!.Rule.Should().Be("schedule-after-plan");
    }

    [Fact]
    public void Only_a_coordinator_amends_and_only_while_the_plan_runs()
    {
        new SomeStory().Amend(Title, "Less", SomeActor.Owner()).Why!.Rule.Should().Be("role-not-allowed");
        new SomeStory().Amend(new AmendCommitment([new(Title, "Less")], " ")).Why!.Rule.Should().Be("text-required");
        new SomeStory().On("2028-01-01").Amend(Title, "Less").Why!.Rule.Should().Be("plan-over");
        new SomeStory().WithdrawMilestone().Amend(Title, "Less").Why!.Rule.Should().Be("milestone-withdrawn");
        new SomeStory().WithdrawCommitment().Amend("title/en", "Less").Why!.Rule.Should().Be("commitment-withdrawn");
    }

    [Fact]
    public void Every_field_of_a_promise_reads_back_as_it_was()
    {
        var promise = SomeCommitment.With(("1", SomeCommitment.Milestone()), ("1.1", SomeCommitment.Milestone("1")));
        PromiseFields.Of(promise).Should().Contain("milestones/1.1/parent", "1").And.Contain("values", "[\"Access To Information\"]").And.Contain("title/en", "Village budgets are public");
    }

    [Fact]
    public void A_plans_files_move_a_date_like_anybody_and_the_first_one_stays()
    {
        var story = new SomeStory().On("2026-07-10").Amend(new AmendCommitment([new("milestones/1.1/due", "2026-09-30"), new(Title, "In ten villages")], "Decided.", FromFiles: true));

        story.Why.Should().BeNull();
        story.Told.TakeLast(2).Select(one => one.Event).Should().SatisfyRespectively(
            one => ((MilestoneRescheduled)one).Should().Match<MilestoneRescheduled>(moved => moved.FromFiles == true && moved.Was == SomeCommitment.Due),
            one => ((CommitmentAmended)one).FromFiles.Should().BeTrue("a receipt names the last one"));
        story.Leaf.Should().Match<MilestoneStanding>(leaf => leaf.Due == new DateOnly(2026, 9, 30) && leaf.FirstDue == SomeCommitment.Due && leaf.Lateness == Lateness.Late);
        story.Commitment.Terms!.Holding.Milestones["1.1"].Due.Should().Be(new DateOnly(2026, 9, 30));
        story.Amend(new AmendCommitment([new("milestones/1.1/due", "2026-07-01")], "Decided.", FromFiles: true)).Why!.Rule.Should().Be("schedule-past");
        story.Amend(new AmendCommitment([new("milestones/1.1/due", "2026-12-31")], " ", FromFiles: true)).Why!.Rule.Should().Be("text-required");
    }
}
