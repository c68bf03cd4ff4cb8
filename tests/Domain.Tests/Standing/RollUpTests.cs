using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Standing;

public sealed class RollUpTests
{
    [Theory]
    [InlineData("", null, false)]
    [InlineData("C C", Completion.Complete, false)]
    [InlineData("C S", Completion.Substantial, false)]
    [InlineData("C -", Completion.Substantial, true)]
    [InlineData("C - -", Completion.Limited, true)]
    [InlineData("L N", Completion.Limited, false)]
    [InlineData("N N", Completion.NotStarted, false)]
    [InlineData("- -", null, false)]
    public void A_commitments_reported_level_comes_from_its_leaves(string leaves, Completion? level, bool atLeast)
    {
        var said = leaves.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var story = new SomeStory(SomeCommitment.With([.. said.DefaultIfEmpty("-").Select((_, n) => ($"{n}", SomeCommitment.Milestone()))]));
        for (var n = 0; n < said.Length; n++)
        {
            if (said[n] != "-") story.Report(new ReportProgress(MilestoneNumber.Parse($"{n}"), LevelOf(said[n]), "Some work.", Challenges: [Challenge.LackOfResources]));
        }

        (story.Standing.Reported, story.Standing.AtLeast).Should().Be((level, atLeast));
    }

    [Fact]
    public void Weight_decides_what_half_is()
    {
        var story = new SomeStory(SomeCommitment.With(("1", SomeCommitment.Milestone() with { Weight = 3 }), ("2", SomeCommitment.Milestone() with { Weight = 4 })));
        story.Report(new ReportProgress(MilestoneNumber.Parse("1"), Completion.Complete, "Done.")).Standing.Reported.Should().Be(Completion.Limited);
        story.Report(new ReportProgress(MilestoneNumber.Parse("2"), Completion.Substantial, "Nearly.")).Standing.Reported.Should().Be(Completion.Substantial);
    }

    private static Completion LevelOf(string letter) => letter switch
    {
        "C" => Completion.Complete,
        "S" => Completion.Substantial,
        "L" => Completion.Limited,
        _ => Completion.NotStarted,
    };
}
