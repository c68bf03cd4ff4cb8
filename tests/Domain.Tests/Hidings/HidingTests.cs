using FluentAssertions;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Hidings;

public sealed class HidingTests
{
    [Fact]
    public void A_coordinator_hides_at_once_and_says_under_which_rule_and_why() =>
        new SomeHiding().Hide().Told.Should().Equal(new TextHidden(7, Ground.Personal, new("It names a neighbour.")));

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Partner)]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Admin)]
    public void Nobody_but_a_coordinator_hides(Role role) =>
        new SomeHiding().Hide(SomeActor.Coordinator() with { Role = role }).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);

    [Fact]
    public void What_is_said_against_a_hiding_is_not_hidden_by_the_side_it_is_against()
    {
        new SomeHiding { Of = new(9, "hiding.appealed", SomeActor.Community, Readable: true) }.Hide().Why!.Rule.Should().Be(Rules.TextOfAppeal.Name);
        HidingRules.MayHide("hiding.appealed", "reason").Should().BeFalse("no page offers it");
        HidingRules.MayHide("evidence.submitted", "summary").Should().BeTrue();
    }

    [Fact]
    public void A_hiding_needs_a_reason() => new SomeHiding().Hide(reason: " ").Why!.Rule.Should().Be(Rules.TextRequired.Name);

    [Fact]
    public void After_seven_days_it_has_lapsed_and_a_coordinator_cannot_hide_it_again()
    {
        var story = new SomeHiding().On("2026-05-01").Hide();
        HidingRules.IsHidden(story.State, new(2026, 5, 8)).Should().BeTrue();
        HidingRules.IsHidden(story.State, new(2026, 5, 9)).Should().BeFalse();
        story.On("2026-05-09").Hide().Why!.Rule.Should().Be(Rules.TextHiddenBefore.Name);
        story.Decide(HidingOutcome.Stands).Why.Should().BeNull("a reviewer who comes late may still confirm it");
    }

    [Fact]
    public void A_third_organisation_confirms_or_lifts_it()
    {
        new SomeHiding().Hide().Decide(HidingOutcome.Stands).Told[^1].Should().Be(new TextWithheld(7, new("We read it.")));
        new SomeHiding().Hide().Decide(HidingOutcome.Lifted).Told[^1].Should().Be(new TextShown(7, new("We read it.")));
        new SomeHiding().Hide().Decide(HidingOutcome.Stands, SomeActor.Reviewer(organisation: SomeActor.Community)).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name);
        new SomeHiding().Hide().Decide(HidingOutcome.Stands, SomeActor.Coordinator()).Why!.Rule.Should().Be(Rules.RoleNotAllowed.Name);
        new SomeHiding().Hide().Decide(HidingOutcome.Stands, independent: false).Why!.Rule.Should().Be(Rules.NotIndependent.Name);
        new SomeHiding().Hide().Decide(HidingOutcome.Stands, appointed: false).Why!.Rule.Should().Be(Rules.ReviewerNotAppointed.Name);
        new SomeHiding().Decide(HidingOutcome.Stands).Why!.Rule.Should().Be(Rules.TextNotHidden.Name);
    }

    [Fact]
    public void A_visitor_appeals_for_what_they_sent_without_words_and_for_nothing_else()
    {
        var of = new HidingSubject(7, "evidence.submitted", null, Readable: true, SomeActor.Visitor().By);
        var story = new SomeHiding { Of = of }.Hide().Appeal(SomeActor.Visitor(), reason: "");
        story.Told[^1].Should().Be(new HidingAppealed(null));
        story.Appeal(SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.AppealedAlready.Name);
        new SomeHiding { Of = of }.Hide().Appeal(SomeActor.Visitor() with { By = "v-other" }).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        new SomeHiding { Of = of }.Hide().Appeal(SomeActor.Contributor(Partner.Public)).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        new SomeHiding().Hide().Appeal(SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.NotContributor.Name, "the community said it");
        new SomeHiding { Of = of }.Appeal(SomeActor.Visitor()).Why!.Rule.Should().Be(Rules.TextNotHidden.Name);
    }

    [Fact]
    public void Whose_words_they_are_appeals_once_and_another_organisation_decides()
    {
        var story = new SomeHiding().Hide().Decide(HidingOutcome.Stands).Appeal();
        story.Why.Should().BeNull();
        story.Appeal().Why!.Rule.Should().Be(Rules.AppealedAlready.Name);
        story.Decide(HidingOutcome.Lifted).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name, "who confirmed it does not decide about its own word");
        story.Decide(HidingOutcome.Stands, SomeActor.Third()).Why.Should().BeNull();
        story.Appeal().Why!.Rule.Should().Be(Rules.HidingDecidedAlready.Name);
        new SomeHiding().Hide().Appeal(SomeActor.Contributor(Partner.Academia)).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        new SomeHiding().Hide().Decide(HidingOutcome.Lifted).Appeal().Why!.Rule.Should().Be(Rules.TextNotHidden.Name);
    }

    [Fact]
    public void Whoever_published_a_review_appeals_for_it_and_no_other_reviewer_does()
    {
        var review = new SomeHiding { Of = new(7, "review.published", SomeActor.Reviewer().Organisation, Readable: true) }.Hide();
        review.Appeal(SomeActor.Third()).Why!.Rule.Should().Be(Rules.NotContributor.Name);
        review.Appeal(SomeActor.Reviewer()).Why.Should().BeNull();
        review.Decide(HidingOutcome.Lifted, SomeActor.Reviewer()).Why!.Rule.Should().Be(Rules.NotThirdOrganisation.Name);
    }

    [Fact]
    public void An_appeal_that_nobody_of_the_plan_decides_any_reviewer_takes()
    {
        var story = new SomeHiding().On("2026-05-01").Hide().Decide(HidingOutcome.Stands).Appeal();
        story.On("2026-05-15").Decide(HidingOutcome.Lifted, SomeActor.Third(), appointed: false).Why!.Rule.Should().Be(Rules.ReviewerNotAppointed.Name);
        story.On("2026-05-16").Decide(HidingOutcome.Lifted, SomeActor.Third(), appointed: false).Why.Should().BeNull();
    }

    [Theory]
    [InlineData("evidence.submitted", true)]
    [InlineData("progress.reported", true)]
    [InlineData("dispute.answered", true)]
    [InlineData("return.appealed", true)]
    [InlineData("hiding.appealed", true)]
    [InlineData("evidence.accepted", false)]
    [InlineData("plan.published", false)]
    [InlineData("text.hidden", false)]
    [InlineData("text.redacted", false)]
    public void Only_what_somebody_told_in_their_own_words_can_be_hidden(string type, bool personal) => PersonalTypes.Has(type).Should().Be(personal);

    [Theory]
    [InlineData("contoh/1/k7q2/hidden.1", true, "contoh")]
    [InlineData("contoh/1/hidden.12", true, "contoh")]
    [InlineData("organisation/a/hidden.1", true, null)]
    [InlineData("contoh/1/k7q2", false, null)]
    [InlineData("contoh/1/hidden.0", false, null)]
    [InlineData("contoh/1/hidden.x", false, null)]
    public void A_hiding_is_known_by_the_entry_it_is_about(string stream, bool known, string? plan)
    {
        HidingId.TryFromStream(stream, out var id).Should().Be(known);
        if (!known) return;
        (id.Stream, id.Plan?.Value).Should().Be((stream, plan));
        EvidenceId.TryFromStream(stream, out _).Should().BeFalse();
    }
}
