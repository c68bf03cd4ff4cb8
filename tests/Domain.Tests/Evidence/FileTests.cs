using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

public sealed class FileTests
{
    private static readonly Actor _academia = SomeActor.Contributor(Partner.Academia);

    [Fact]
    public void A_file_changes_the_content_and_makes_what_waits_no_younger()
    {
        var story = Sent().On("2026-05-09").Attach(SomeEvidence.Id, _academia);
        story.Why.Should().BeNull();
        story[SomeEvidence.Id].Content.Should().Be(2, "a reviewer judges the file with the words");
        story.Leaf.Proof.WaitingSince.Should().Be(SomeRecord.At("2026-05-01"));
        story.Accept(SomeEvidence.Id, Completion.Limited);
        story.Told[^1].Event.Should().Match<EvidenceAccepted>(accepted => accepted.Content == 2);
    }

    [Fact]
    public void What_was_sent_back_waits_again_with_the_file_that_was_missing()
    {
        var story = Sent().Return(SomeEvidence.Id).On("2026-05-09").Attach(SomeEvidence.Id, _academia);
        story.Leaf.Proof.Should().Match<Proof>(proof => proof.State == ProofState.NotYetChecked && proof.Returned == 0);
        story.Leaf.Proof.WaitingSince.Should().Be(SomeRecord.At("2026-05-09"));
        story.Appeal(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.EvidenceNotReturned.Name);
    }

    [Fact]
    public void Nothing_is_put_to_what_was_judged_or_waits_for_a_decision()
    {
        Sent().Accept(SomeEvidence.Id, Completion.Limited).Attach(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.EvidenceNotOpen.Name);
        Sent().Return(SomeEvidence.Id).Appeal(SomeEvidence.Id, _academia).Attach(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.EvidenceNotOpen.Name);
        Sent().Withdraw(SomeEvidence.Id, _academia).Attach(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.EvidenceNotOpen.Name);
    }

    [Fact]
    public void Only_who_sent_it_attaches_and_a_plugin_never_does()
    {
        Sent().Attach(SomeEvidence.Id, SomeActor.Contributor(Partner.Business)).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        Sent().Attach(SomeEvidence.Id, SomeActor.Reviewer()).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
        new SomeStory().Send(SomeEvidence.Id, SomePlugin.Says(), SomePlugin.Speaking()).Attach(SomeEvidence.Id, SomePlugin.Speaking()).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
    }

    [Fact]
    public void Files_stay_through_a_revision()
    {
        var story = Sent().Attach(SomeEvidence.Id, _academia)
            .Revise(SomeEvidence.Id, new("Better", "With dates.", "https://example.org/b", new(2026, 4, 2), Completion.Limited), _academia);
        story[SomeEvidence.Id].Files.Should().ContainSingle();
        story.Attach(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.FileAttachedAlready.Name);
    }

    [Fact]
    public void The_same_photograph_is_taken_again_where_it_says_its_place_now()
    {
        var story = Sent().Attach(SomeEvidence.Id, _academia).Attach(SomeEvidence.Id, _academia, but: Placed);
        story.Why.Should().BeNull();
        story.Attach(SomeEvidence.Id, _academia, but: Placed).Why!.Rule.Should().Be(Rules.FileAttachedAlready.Name, "it says it already");
        story.Attach(SomeEvidence.Id, _academia).Why!.Rule.Should().Be(Rules.FileAttachedAlready.Name);

        static AttachFile Placed(AttachFile file) => file with { Place = "-7.1502,111.8817" };
    }

    [Fact]
    public void A_telephone_number_in_a_files_name_is_refused() =>
        Sent().Attach(SomeEvidence.Id, _academia, but: file => file with { Name = "dari 0812-3456-7890.jpg" }).Why!.Rule.Should().Be(Rules.TextTelephone.Name);

    private static SomeStory Sent() => new SomeStory().On("2026-05-01").Send(SomeEvidence.Id, SomeEvidence.Supporting(Completion.Limited), _academia);
}
