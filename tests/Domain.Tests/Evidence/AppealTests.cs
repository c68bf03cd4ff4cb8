using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

public sealed class AppealTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);

    [Fact]
    public void An_overturned_return_waits_again_and_who_sent_it_back_does_not_judge_it_again()
    {
        var story = Appealed().On("2026-05-09").Decide(SomeEvidence.Id, AppealOutcome.Overturned);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Returned == 0);
        story.Leaf.Proof.WaitingSince.Should().Be(SomeRecord.At("2026-05-09"));

        story.Return(SomeEvidence.Id).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name);
        story.Accept(SomeEvidence.Id, Completion.Limited).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name);
        story.Accept(SomeEvidence.Id, Completion.Limited, SomeActor.Third()).Why.Should().BeNull();
    }

    [Fact]
    public void A_return_that_stands_is_repaired_and_not_appealed_again()
    {
        var story = Appealed().Decide(SomeEvidence.Id, AppealOutcome.Stands);
        story.Leaf.Proof.Returned.Should().Be(1);
        story.Appeal(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.AppealDecidedAlready.Name);
        story.Decide(SomeEvidence.Id, AppealOutcome.Overturned).Why!.Rule.Should().Be(Rules.AppealNotOpen.Name);

        story.Revise(SomeEvidence.Id, Better, _academia).Why.Should().BeNull();
        story.Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Why.Should().BeNull("that is another return");
    }

    [Fact]
    public void While_it_waits_it_counts_as_sent_back_and_may_be_repaired_and_then_the_appeal_lapses()
    {
        var story = Appealed();
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.Returned == 1 && proof.Waiting == 0);

        story.Revise(SomeEvidence.Id, Better, _academia).Why.Should().BeNull();
        story.Decide(SomeEvidence.Id, AppealOutcome.Overturned).Why!.Rule.Should().Be(Rules.AppealNotOpen.Name);
    }

    [Fact]
    public void A_reviewer_who_would_decide_their_own_return_is_refused()
    {
        var story = Appealed();
        story.Decide(SomeEvidence.Id, AppealOutcome.Stands, SomeActor.Reviewer()).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name, "of the same organisation is the same");
        story.Decide(SomeEvidence.Id, AppealOutcome.Stands, SomeActor.Reviewer(Partner.Academia)).Why!.Rule.Should().Be(Rules.OwnEvidence.Name);
        story.Decide(SomeEvidence.Id, AppealOutcome.Stands).Why.Should().BeNull();
    }

    [Fact]
    public void A_coordinator_who_tries_to_accept_return_or_decide_is_refused()
    {
        var coordinator = SomeActor.Coordinator();
        var story = new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia);
        story.Accept(SomeEvidence.Id, Completion.Limited, coordinator).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
        story.Return(SomeEvidence.Id, coordinator).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
        story.Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Decide(SomeEvidence.Id, AppealOutcome.Stands, coordinator).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
    }

    [Fact]
    public void Only_who_was_sent_it_back_appeals() =>
        new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia).Return(SomeEvidence.Id)
            .Appeal(SomeEvidence.Id, SomeActor.Contributor(Partner.Business)).Why!.Rule.Should().Be(Rules.NotContributor.Name);

    private static ReviseEvidence Better => new("Better", "With dates.", "https://example.org/b", new(2026, 4, 2), Completion.Limited);

    private static SomeStory Appealed() =>
        new SomeStory().Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia).Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia);
}
