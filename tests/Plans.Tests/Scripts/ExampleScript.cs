using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Hidings;
using Tracker.Domain.Standing;
using Tracker.Support;
using Xunit;

namespace Tracker.Plans.Tests.Scripts;

/// <summary>The example's script, played through the rules: each step is answered as it says, and everything occurs.</summary>
public sealed class ExampleScript
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    public static TheoryData<DateOnly> Days { get; } = new(Today, new(2027, 6, 30), new(2028, 11, 1));

    [Theory]
    [MemberData(nameof(Days))]
    public void Is_answered_as_each_step_expects_on_whatever_day_it_is_played(DateOnly today)
    {
        var played = Play(today);
        played.Unexpected.Should().BeEmpty();
    }

    [Fact]
    public void Shows_every_state_of_proof_and_level()
    {
        var proofs = Leaves().Select(leaf => leaf.Standing.Proof).ToList();
        proofs.Select(proof => proof.State).Distinct().Should().BeEquivalentTo(Enum.GetValues<ProofState>());
        proofs.Where(proof => proof.State == ProofState.Proven).Select(proof => proof.Level!.Value).Distinct().Should().BeEquivalentTo(Enum.GetValues<Completion>());
        proofs.Should().Contain(proof => proof.Returned > 0).And.Contain(proof => proof.Withdrawn > 0).And.Contain(proof => proof.Background > 0);
    }

    [Fact]
    public void Shows_every_lateness() =>
        Leaves().Select(leaf => leaf.Standing.Lateness).Distinct().Should().BeEquivalentTo(Enum.GetValues<Lateness>());

    [Fact]
    public void Shows_every_recurrence_kept_and_missed()
    {
        var leaves = Leaves().Where(leaf => leaf.Promise.Recurs is not null).ToList();
        leaves.Select(leaf => leaf.Promise.Recurs!.Value).Distinct().Should().BeEquivalentTo(Enum.GetValues<Recurrence>());
        leaves.Select(leaf => leaf.Standing.Lateness).Should().Contain([Lateness.OnTime, Lateness.Late, Lateness.DoneLate]);
    }

    [Theory]
    [InlineData("1", "1.1", ProofState.Proven, Completion.Complete)] // two of the four partners
    [InlineData("1", "1.2", ProofState.Proven, Completion.Substantial)] // two organisations of one partner, and a planted business
    [InlineData("1", "1.3", ProofState.NotYetChecked, null)] // an objection was settled, and evidence waits
    [InlineData("1", "1.4", ProofState.NoEvidenceAvailable, null)] // nobody outside cares
    [InlineData("1", "1.8", ProofState.NoEvidenceAvailable, null)] // older than the milestone
    [InlineData("2", "2.1.1", ProofState.Proven, Completion.Limited)] // ten villages of 430
    [InlineData("2", "2.1.2", ProofState.Disputed, null)]
    [InlineData("2", "2.2", ProofState.Proven, Completion.Complete)] // the objection was withdrawn
    [InlineData("2", "2.3", ProofState.Proven, Completion.Limited)] // an objection was upheld
    [InlineData("4", "4.2", ProofState.Disputed, null)] // an objection that nobody has answered
    [InlineData("1", "1.5", ProofState.Proven, Completion.Limited)] // a return was overturned
    [InlineData("2", "2.4", ProofState.Proven, Completion.Substantial)] // ahead of its report
    [InlineData("3", "3.1", ProofState.Proven, Completion.Complete)]
    [InlineData("5", "5.1", ProofState.Proven, Completion.Complete)] // government's own document, checked once
    public void Leaves_each_milestone_as_it_says(string commitment, string leaf, ProofState state, Completion? level)
    {
        var proof = Leaves().Single(one => one.Commitment.Plan.Value == "contoh" && one.Commitment.Number.Value == commitment && one.Standing.Number.Value == leaf).Standing.Proof;
        (proof.State, proof.Level).Should().Be((state, level));
    }

    [Fact]
    public void Shows_a_hiding_that_is_confirmed_and_one_that_is_lifted() =>
        Play(Today).Hidings().Should().BeEquivalentTo([HidingStatus.Withheld, HidingStatus.Shown]);

    [Fact]
    public void Says_that_the_former_plan_is_over()
    {
        var leaves = Leaves().Where(leaf => leaf.Commitment.Plan.Value == "contoh-lama").ToList();
        leaves.Select(leaf => leaf.Standing.Lateness).Should().Contain([Lateness.OnTime, Lateness.NotDoneAtEnd, Lateness.NoReportKnown]);
    }

    [Fact]
    public void Shows_an_objection_that_nobody_had_answered_when_the_plan_was_closed()
    {
        var proof = Leaves().Single(leaf => leaf.Commitment.Plan.Value == "contoh-lama" && leaf.Standing.Number.Value == "1.2").Standing.Proof;
        (proof.State, proof.Unanswered).Should().Be((ProofState.Disputed, 1));
    }

    [Theory]
    [InlineData("- as: owner\n  do: ReportProgres\n  expect: accepted", "word-unknown", 2, 7)]
    [InlineData("- as: owner\n  do: WithdrawEvidence\n  evidence: nothing\n  reason: x\n  expect: accepted", "step-unknown", 3, 13)]
    [InlineData("- as: coordinator\n  do: HideText\n  entry: nothing\n  ground: personal\n  reason: x\n  expect: accepted", "step-unknown", 3, 10)]
    [InlineData("- as: coordinator\n  do: HideText\n  entry: nothing\n  ground: unwelcome\n  reason: x\n  expect: accepted", "word-unknown", 4, 11)]
    [InlineData("- as: owner\n  do: WithdrawEvidence\n  evidence: contoh~1~abcd\n  reason: x\n  expect: maybe", "word-unknown", 5, 11)]
    [InlineData("- as: owner\n  do: WithdrawEvidence\n  evidence: contoh~1~abcd\n  reason: x", "field-missing", 1, 3)]
    [InlineData("steps: []", "value-shape", 1, 1)]
    public void Is_checked_like_any_plan_file(string text, string code, int line, int column)
    {
        using var folder = new SomePlanFolder();
        var plan = folder.Plan();
        File.WriteAllText(folder.FileAt(ScriptFile.Name), text);
        ScriptFile.Read(folder.FileAt(ScriptFile.Name), plan).Findings
            .Should().Contain(finding => finding.Code == code && finding.Line == line && finding.Column == column);
    }

    private static PlayedScript Play(DateOnly today)
    {
        var folder = Path.Combine(Required.Root, "commitments", "contoh");
        var plan = PlanFolder.Read(folder).Plan!; // lints clean: another test
        var former = PlanFolder.Read(Path.Combine(Required.Root, "commitments", "contoh-lama")).Plan!; // likewise
        var played = new PlayedScript([plan, former], today);
        foreach (var step in ScriptFile.Read(Path.Combine(folder, ScriptFile.Name), plan).Steps) played.Play(step);
        return played;
    }

    private static List<PlayedLeaf> Leaves() => Play(Today).Leaves();
}
