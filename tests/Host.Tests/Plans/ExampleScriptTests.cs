using FluentAssertions;
using Tracker.Plans;
using Xunit;

namespace Tracker.Host.Tests.Plans;

public sealed class ExampleScriptTests
{
    [Fact]
    public async Task The_example_goes_as_its_script_expects_and_is_played_once()
    {
        using var folder = new SomePlanFolder().With("contoh").With("contoh-lama");
        var expected = ScriptFile.Read(folder["contoh/script.yaml"], PlanFolder.Read(folder["contoh"]).Plan!); // the shipped plan is whole
        List<string> contoh;
        await using (var first = await folder.Start("Development"))
        {
            first.Surprises.Should().BeEmpty();
            contoh = await first.Types("contoh");
            contoh.Count(type => type is "progress.reported" or "progress.corrected" or "evidence.submitted" or "evidence.accepted" or "evidence.returned" or "evidence.revised" or "evidence.withdrawn"
                or "milestone.rescheduled" or "milestone.withdrawn" or "commitment.withdrawn"
                or "dispute.answered" or "dispute.decided" or "return.appealed" or "appeal.decided"
                or "text.released" or "text.hidden" or "text.withheld" or "text.shown" or "file.attached" or "commitment.amended" or "evidence.confirmed" or "policy.tightened"
                or "review.published" or "review.answered" or "review.withdrawn")
                .Should().Be(expected.Steps.Count(step => step is { Refusal: null } and not (DeclareIndependenceStep or ChallengeIndependenceStep or DecideChallengeStep))).And.BePositive();
        }

        await using var again = await folder.Start("Development");

        again.Surprises.Should().BeEmpty();
        (await again.Types("contoh")).Should().Equal(contoh);
    }

    [Fact]
    public async Task What_goes_otherwise_than_expected_is_named_with_its_line()
    {
        using var folder = new SomePlanFolder().With("contoh").With("contoh-lama");
        folder.Change("contoh/script.yaml", "  expect: refused own-evidence", "  expect: accepted");

        await using var app = await folder.Start("Development");

        app.Surprises.Should().ContainSingle().Which.Should().Contain("script.yaml:").And.Contain("expected accepted, got refused own-evidence");
    }
}
