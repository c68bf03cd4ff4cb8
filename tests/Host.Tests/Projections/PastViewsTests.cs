using CsCheck;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Projections.Past;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Projections;

/// <summary>Views of the past against the views that were kept then: the same in every row.</summary>
public sealed class PastViewsTests
{
    [Fact]
    public Task The_past_is_what_the_views_were_when_that_day_was_over() => Gen.Select(Step.Some, Step.Some).SampleAsync(
        async (before, after) =>
        {
            await using var ledger = await RebuildingTests.Begun();
            var views = await ledger.Views();
            var history = new SomeHistory();
            await ledger.Happens("site", "organisation/universitas", Actor.Import, SomeRegister.University());
            foreach (var step in before) await history.Play(ledger, step);
            await views.CatchUp();
            var (then, day) = (Rows(views), views.Clock.Today(SomePlan.Id));

            ledger.Clock.Advance(TimeSpan.FromDays(1));
            foreach (var step in after) await history.Play(ledger, step);
            await views.CatchUp();

            using var lent = await views.Past.Find(SomePlan.Id, day, CancellationToken.None);
            views.Reader.At(lent!.Stood);
            Rows(views).Should().Equal(then);
            views.Clock.Today(SomePlan.Id).Should().Be(day);
        },
        iter: 10, threads: 1);

    [Fact]
    public async Task What_happened_in_the_last_minute_of_a_day_is_of_that_day_in_the_zone_of_the_plan()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        ledger.Clock.SetUtcNow(new(2026, 5, 4, 16, 59, 59, TimeSpan.Zero)); // a second before midnight in Jakarta
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        ledger.Clock.SetUtcNow(new(2026, 5, 4, 17, 0, 0, TimeSpan.Zero));
        await ledger.Happens(SomeCommitment.Id, SomeActor.Owner(), SomeReport.Of(Completion.Complete));
        ledger.Clock.SetUtcNow(new(2026, 5, 7, 0, 0, 0, TimeSpan.Zero));
        var views = await ledger.Views();

        (await Reported(views, new(2026, 5, 3))).Should().BeNull();
        (await Reported(views, new(2026, 5, 4))).Should().Be(Completion.Limited);
        (await Reported(views, new(2026, 5, 5))).Should().Be(Completion.Complete);
        (await Reported(views, new(2026, 5, 7))).Should().Be(Completion.Complete, "today is the present");
    }

    [Fact]
    public async Task A_day_that_has_not_come_has_no_past()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var views = await ledger.Views();
        var tomorrow = views.Clock.Today(SomePlan.Id).AddDays(1);

        await views.Past.Invoking(past => past.Find(SomePlan.Id, tomorrow, CancellationToken.None)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Only_the_last_few_pasts_are_kept_and_one_that_is_read_stays_until_it_is_given_back()
    {
        await using var ledger = await new SomeViews().WithAPlan();
        var views = await ledger.Views();
        ledger.Clock.Advance(TimeSpan.FromDays(60));
        var first = await views.Past.Find(SomePlan.Id, new(2026, 5, 10), CancellationToken.None);
        for (var day = 11; day < 11 + PastViews.MostKept; day++) (await views.Past.Find(SomePlan.Id, new(2026, 5, day), CancellationToken.None))!.Dispose();

        Folders(views).Should().Be(PastViews.MostKept + 1, "the first is out of those kept, and still read");
        first!.Dispose();
        Folders(views).Should().Be(PastViews.MostKept);
        views.Dispose();
        Folders(views).Should().Be(0);
    }

    private static int Folders(SomeViews.Kept views) => Directory.GetDirectories(Path.Combine(views.Folder, "past")).Length;

    private static async Task<Completion?> Reported(SomeViews.Kept views, DateOnly day)
    {
        using var lent = await views.Past.Find(SomePlan.Id, day, CancellationToken.None);
        views.Reader.At(lent!.Stood);
        return views.Commitments.Commitment(SomeCommitment.Id, views.Clock.Today(SomePlan.Id))!.Standing.Reported;
    }

    /// <summary>Every row but how far the logs have been read.</summary>
    private static IEnumerable<string> Rows(SomeViews.Kept views) => views.Dump().Where(row => !row.StartsWith("position|", StringComparison.Ordinal));
}
