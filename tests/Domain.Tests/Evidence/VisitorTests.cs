using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

public sealed class VisitorTests
{
    private static readonly EvidenceId _id = SomeEvidence.Id;

    [Fact]
    public void What_a_visitor_sent_waits_like_any_other_and_is_nobodys()
    {
        var story = Sent();

        story.Why.Should().BeNull();
        story[_id].Should().BeEquivalentTo(new { Status = EvidenceStatus.Waiting, Contributor = (OrganisationId?)null, Partner = (Partner?)null, Independent = false, HeldAt = (long?)story.Told[^1].Header.Index });
        story.Leaf.Proof.State.Should().Be(ProofState.NotYetChecked);
    }

    [Fact]
    public void A_visitor_needs_no_source_but_what_is_given_is_an_address()
    {
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited) with { Source = " " }).Why.Should().BeNull();
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited) with { Source = "a neighbour" }).Why!.Rule.Should().Be(Rules.SourceNotAddress.Name);
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited) with { Place = "Two\nlines" }).Why!.Rule.Should().Be(Rules.TextOneLine.Name);
    }

    [Fact]
    public void A_visitor_who_objects_says_what_would_settle_it() =>
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited, Stance.Disputes) with { SettledBy = null }).Why!.Rule.Should().Be(Rules.SettledByRequired.Name);

    [Theory]
    [InlineData(Role.Partner)]
    [InlineData(Role.Owner)]
    [InlineData(Role.Plugin)]
    public void Who_has_an_account_sends_under_its_name(Role role) =>
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited), by: SomeActor.Visitor() with { Role = role }).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);

    [Fact]
    public void Twenty_may_wait_and_the_twenty_first_is_refused()
    {
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited), waiting: 19).Why.Should().BeNull();
        new SomeStory().Send(_id, SomeEvidence.Seen(Completion.Limited), waiting: 20).Why!.Rule.Should().Be(Rules.TooManyWaiting.Name);
    }

    [Fact]
    public void Releasing_shows_it_and_it_waits_on()
    {
        var story = Sent().Release(_id);

        story[_id].HeldAt.Should().BeNull();
        story[_id].Status.Should().Be(EvidenceStatus.Waiting);
        story.Told[^1].Event.Should().Be(new TextReleased(story.Told[^2].Header.Index));
    }

    [Fact]
    public void Accepting_and_sending_back_release_it_by_an_entry_of_their_own()
    {
        Sent().Accept(_id, Completion.Limited).Told.Select(one => one.Event.GetType()).TakeLast(2).Should().Equal(typeof(TextReleased), typeof(EvidenceAccepted));
        Sent().Return(_id).Told.Select(one => one.Event.GetType()).TakeLast(2).Should().Equal(typeof(TextReleased), typeof(EvidenceReturned));
        Sent().Release(_id).Accept(_id, Completion.Limited).Told.Count(one => one.Event is TextReleased).Should().Be(1);
    }

    [Fact]
    public void Refusing_ends_it_with_a_public_reason_and_it_counts_for_nothing()
    {
        var story = Sent().Refuse(_id);

        story.Told[^1].Event.Should().Be(new TextRefused(story.Told[^2].Header.Index, Ground.Personal, new("It names a neighbour.")));
        story.Leaf.Proof.State.Should().Be(ProofState.NoEvidenceAvailable);
        story.Accept(_id, Completion.Limited).Why!.Rule.Should().Be(Rules.EvidenceNotWaiting.Name);
        Sent().Refuse(_id, reason: " ").Why!.Rule.Should().Be(Rules.TextRequired.Name);
        Sent().Refuse(_id, (Ground)9).Why!.Rule.Should().Be(Rules.ValueUnknown.Name);
    }

    [Fact]
    public void Only_who_may_judge_it_releases_or_refuses_it()
    {
        foreach (var act in new Func<SomeStory, Actor?, bool, bool, SomeStory>[]
        {
            (story, by, independent, appointed) => story.Release(_id, by, independent, appointed),
            (story, by, independent, appointed) => story.Refuse(_id, Ground.Personal, by, independent, appointed),
        })
        {
            act(Sent(), SomeActor.Coordinator(), true, true).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
            act(Sent(), SomeActor.Owner(), true, true).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
            act(Sent(), null, false, true).Why!.Rule.Should().Be(Rules.NotIndependent.Name);
            act(Sent(), null, true, false).Why!.Rule.Should().Be(Rules.ReviewerNotAppointed.Name);
            act(Sent().On("2026-05-20"), null, true, false).Why.Should().BeNull("nobody's absence holds it up");
        }
    }

    [Fact]
    public void Nobody_else_takes_it_back_revises_it_or_appeals_for_a_visitor()
    {
        var partner = SomeActor.Contributor(Partner.Public);
        Sent().Withdraw(_id, partner).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        Sent().Return(_id).Appeal(_id, partner).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        Sent().Withdraw(_id, SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
    }

    [Fact]
    public void Whoever_sent_it_appeals_against_its_return_without_a_word_and_another_organisation_decides()
    {
        var story = Sent().Return(_id);
        story.Appeal(_id, SomeActor.Visitor() with { By = "another" }).Why!.Rule.Should().Be(Rules.NotContributor.Name);

        story = Sent().Return(_id).Appeal(_id, SomeActor.Visitor());

        story.Why.Should().BeNull();
        story.Told[^1].Event.Should().BeOfType<ReturnAppealed>().Which.Reason.Should().BeNull("its words would have to be held and released first");
        story.Decide(_id, AppealOutcome.Overturned, SomeActor.Reviewer()).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name);
        story.Decide(_id, AppealOutcome.Overturned).Why.Should().BeNull();
        story[_id].Status.Should().Be(EvidenceStatus.Waiting);
    }

    [Fact]
    public void It_counts_through_the_organisation_that_accepted_it_and_through_that_one_only()
    {
        var story = Sent(Completion.Complete).Accept(_id, Completion.Complete);

        story.Leaf.Proof.Level.Should().Be(Completion.Substantial, "Complete needs two of the four partners, and a visitor is of none");
        story.Prove(SomeEvidence.Number(2), Completion.Complete, SomeActor.Contributor(Partner.Academia)).Leaf.Proof.Level.Should().Be(Completion.Complete);
    }

    [Fact]
    public void A_refusal_falls_with_the_independence_of_who_refused()
    {
        var story = Sent().Refuse(_id).Discount(_id, SomeActor.OtherCommunity);

        story[_id].Status.Should().Be(EvidenceStatus.Waiting);
        story.Accept(_id, Completion.Limited, SomeActor.Third()).Told.Select(one => one.Event.GetType()).TakeLast(2).Should().Equal(typeof(TextReleased), typeof(EvidenceAccepted));
    }

    [Fact]
    public void Who_sent_it_attaches_files_to_it_and_nobody_else_does()
    {
        var story = Sent().On("2026-05-09").Attach(_id, SomeActor.Visitor());
        story.Why.Should().BeNull();
        story[_id].HeldFiles.Should().ContainSingle().Which.Index.Should().Be(story.Told[^1].Header.Index);
        story[_id].HeldAt.Should().NotBeNull();
        story.Leaf.Proof.WaitingSince.Should().Be(SomeRecord.At("2026-05-01"));

        Sent().Attach(_id, SomeActor.Visitor() with { By = "v-other" }).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        Sent().Attach(_id, SomeActor.Contributor(Partner.Public)).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        new SomeStory().Send(_id, SomeEvidence.Supporting(Completion.Limited), SomeActor.Contributor(Partner.Public))
            .Attach(_id, SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        new SomeStory().Attach(_id, SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.EvidenceUnknown.Name);
    }

    [Fact]
    public void Releasing_or_judging_a_piece_releases_its_files_with_it()
    {
        foreach (var act in new Func<SomeStory, SomeStory>[] { story => story.Release(_id), story => story.Accept(_id, Completion.Limited), story => story.Return(_id) })
        {
            var story = act(WithFiles());
            story.Told.Select(one => one.Event).OfType<TextReleased>().Select(one => one.Target)
                .Should().Equal(Indices(story), "the words and both files");
            (story[_id].HeldAt, story[_id].HeldFiles.Length).Should().Be((null, 0));
        }
    }

    [Fact]
    public void A_file_that_came_after_the_release_is_held_alone_and_is_released_alone()
    {
        var story = Sent().Release(_id).Attach(_id, SomeActor.Visitor());
        (story[_id].HeldAt, story[_id].HeldFiles.Length).Should().Be((null, 1));
        story.Release(_id).Told[^1].Event.Should().Be(new TextReleased(story.Told[^2].Header.Index));
        story.Release(_id).Why!.Rule.Should().Be(Rules.EvidenceNotHeld.Name);
    }

    [Fact]
    public void Refusing_a_piece_refuses_its_files_and_both_come_back_where_that_falls()
    {
        var story = WithFiles().Refuse(_id);
        story.Told.Select(one => one.Event).OfType<TextRefused>().Select(one => one.Target).Should().Equal(Indices(story));
        story[_id].Status.Should().Be(EvidenceStatus.Refused);

        story.Discount(_id, SomeActor.OtherCommunity).Accept(_id, Completion.Limited, SomeActor.Third());
        story.Told.Count(one => one.Event is TextReleased).Should().Be(3);
    }

    [Fact]
    public void One_file_is_refused_and_the_rest_is_judged_without_it()
    {
        var story = WithFiles().Refuse(_id, file: FileId.Parse(new string('a', 32)));
        story[_id].Status.Should().Be(EvidenceStatus.Waiting);
        story[_id].HeldFiles.Should().ContainSingle();
        story.Refuse(_id, file: FileId.Parse(new string('a', 32))).Why!.Rule.Should().Be(Rules.EvidenceNotHeld.Name);
        story.Accept(_id, Completion.Limited).Told.Count(one => one.Event is TextReleased).Should().Be(2, "the words and the other file");
        Sent().Release(_id).Attach(_id, SomeActor.Visitor()).Refuse(_id)[_id].Status.Should().Be(EvidenceStatus.Waiting, "its words are public: only the file is refused");
    }

    [Fact]
    public void What_was_sent_back_waits_again_with_a_file_unless_too_many_wait()
    {
        Sent().Return(_id).Attach(_id, SomeActor.Visitor(), waiting: 20).Why!.Rule.Should().Be(Rules.TooManyWaiting.Name);
        Sent().Return(_id).Attach(_id, SomeActor.Visitor(), waiting: 19)[_id].Status.Should().Be(EvidenceStatus.Waiting);
        Sent().Attach(_id, SomeActor.Visitor(), waiting: 20).Why.Should().BeNull("it waits already");
    }

    private static SomeStory WithFiles() => Sent().Attach(_id, SomeActor.Visitor()).Attach(_id, SomeActor.Visitor(), 'b');

    /// <summary>What a visitor sent: the words, then each file.</summary>
    private static IEnumerable<long> Indices(SomeStory story) =>
        story.Told.Where(one => one.Event is EvidenceSubmitted or FileAttached).Select(one => one.Header.Index);

    private static SomeStory Sent(Completion shows = Completion.Limited) => new SomeStory().On("2026-05-01").Send(_id, SomeEvidence.Seen(shows));
}
