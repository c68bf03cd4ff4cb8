using CsCheck;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Store;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Projections;

public sealed class RebuildingTests
{
    [Fact]
    public Task Views_that_are_rebuilt_equal_views_that_were_kept() => Step.Some.SampleAsync(
        async steps =>
        {
            await using var ledger = await Begun();
            var kept = await ledger.Views();
            var history = new SomeHistory();
            foreach (var step in steps)
            {
                await history.Play(ledger, step);
                if (step.CatchUp) await kept.CatchUp();
            }

            await ledger.Happens("site", "organisation/universitas", Actor.Import, SomeRegister.University());
            await kept.CatchUp();
            var rebuilt = await ledger.Views("rebuilt");
            rebuilt.Dump().Should().Equal(kept.Dump());
        },
        iter: 12, threads: 1);

    [Fact]
    public Task A_standing_that_is_read_for_a_day_is_the_one_the_domain_computes_for_it() => Step.Some.SampleAsync(
        async steps =>
        {
            await using var ledger = await Begun();
            var history = new SomeHistory();
            foreach (var step in steps) await history.Play(ledger, step);
            var views = await ledger.Views();
            // From the last entry's day on: what stood before it was told by fewer entries.
            var today = views.Clock.Today(SomePlan.Id);
            DateOnly[] turns = [new(2026, 6, 30), new(2026, 7, 1), new(2026, 12, 31), new(2027, 1, 1), new(2027, 12, 31), new(2028, 1, 1), new(2028, 6, 1)];
            var days = Enumerable.Range(0, 50).Select(week => today.AddDays(week * 13)).Concat(turns.Where(day => day >= today));
            var folded = new Dictionary<int, CommitmentHistory>();
            for (var i = 0; i < 3; i++) folded.Add(i, await Fold(ledger, SomeHistory.Id(i)));
            foreach (var day in days)
            {
                var leaves = new List<MilestoneStanding>();
                for (var i = 0; i < 3; i++)
                {
                    var expected = folded[i].At(day);
                    leaves.AddRange(expected.Milestones);
                    var actual = views.Commitments.Commitment(SomeHistory.Id(i), day)!;
                    foreach (var (shown, computed) in actual.Standing.Milestones.Zip(expected.Milestones))
                        ViewJson.Write(shown).Should().Be(ViewJson.Write(computed), "on {0}", day);
                    ViewJson.Write(actual.Standing).Should().Be(ViewJson.Write(expected), "on {0}", day);
                    actual.Headline.Should().Be(Headline.Of(expected.Milestones, day), "on {0}", day);
                    actual.HistoryCount.Should().Be(views.History.Of(SomeHistory.Id(i), null, null, 1000).Items.Length, "counting is not reading");
                    actual.EvidenceCount.Should().Be(views.Evidence.Of(SomeHistory.Id(i), null, null, 1000).Items.Length, "counting is not reading");
                }

                views.Plans.Home(SomePlan.Id, day)!.Headline.Should().Be(Headline.Of(leaves, day), "on {0}", day);
                views.Plans.Home(SomePlan.Id, day)!.ByField.Sum(field => field.Headline.Due).Should().Be(Headline.Of(leaves, day).Due);
            }
        },
        iter: 8, threads: 1);

    [Fact]
    public async Task What_a_report_changed_is_told_the_same_whether_read_at_once_or_one_by_one()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Limited), SomeReport.Of(Completion.Complete));
        var views = await ledger.Views();
        var changes = views.History.Of(SomeCommitment.Id, null, null, 10).Items.Select(entry => entry.Change).ToList();
        changes[0]!.ReportedBefore.Should().Be(Completion.Limited);
        changes[0]!.ReportedAfter.Should().Be(Completion.Complete);
        changes[1]!.ReportedBefore.Should().BeNull();
        changes[2].Should().BeNull("publishing changes no standing");
    }

    [Fact]
    public async Task A_moment_is_told_by_the_clocks_of_its_plan()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var views = await ledger.Views();
        var evening = new DateTimeOffset(2026, 5, 4, 20, 0, 0, TimeSpan.Zero);
        views.Clock.There(evening, SomePlan.Id).DateTime.Should().Be(new(2026, 5, 5, 3, 0, 0), "it is the next morning in Jakarta");
        views.Clock.There(evening, null).DateTime.Should().Be(evening.DateTime);
    }

    [Fact]
    public async Task A_commitment_that_was_forgotten_is_folded_again_from_what_is_stored()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        (await ledger.Views()).Dispose();
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Complete));
        var reopened = await ledger.Views(); // the same folder: rows are there, memory is not
        var rebuilt = await ledger.Views("rebuilt");
        rebuilt.Dump().Should().Equal(reopened.Dump());
        reopened.Commitments.Commitment(SomeCommitment.Id, new(2026, 5, 1))!.Standing.Reported.Should().Be(Completion.Complete);
    }

    /// <summary>A plan of three commitments to which anything may happen.</summary>
    internal static async Task<SomeViews> Begun()
    {
        var ledger = new SomeViews();
        await ledger.Happens("contoh", "contoh", Actor.Import, SomePlan.Published() with
        {
            Fields = [Domain.Plans.PriorityField.Parse("health"), Domain.Plans.PriorityField.Parse("infrastructure")],
            Commitments = [CommitmentNumber.Parse("1"), CommitmentNumber.Parse("2"), CommitmentNumber.Parse("3")],
        });
        for (var i = 0; i < 3; i++) await ledger.Happens(SomeHistory.Id(i), Actor.Import, SomeHistory.Promise(i));
        return ledger;
    }

    /// <summary>Folds the ledger itself: nothing of the views is in it.</summary>
    private static async Task<CommitmentHistory> Fold(SomeViews ledger, CommitmentId id)
    {
        var history = CommitmentHistory.Empty;
        foreach (var stored in await ledger.Ledger.Reader.ReadLog("contoh", 0, 10_000, CancellationToken.None))
        {
            var entry = ReadEntry.From(stored);
            if (entry.Event is CommitmentEvent of && entry.Header.Stream == id.Value) history = history.Evolve(new Recorded<CommitmentEvent>(of, entry.Header));
            if (entry.Event is EvidenceEvent piece && EvidenceId.TryFromStream(entry.Header.Stream, out var evidence) && evidence.Commitment == id)
                history = history.Evolve(evidence, new Recorded<EvidenceEvent>(piece, entry.Header));
        }

        return history;
    }
}
