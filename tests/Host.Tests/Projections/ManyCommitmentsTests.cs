using CsCheck;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Past;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Projections.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Projections;

/// <summary>Ten thousand commitments in two plans (one entry holds the numbers of some nine thousand), made once.</summary>
public sealed class ManyCommitments : IAsyncLifetime
{
    public const int Count = 10_000;
    public const int InAPlan = Count / 2;

    public SomeViews Ledger { get; } = new();

    public SomeViews.Kept Views { get; private set; } = null!; // set before any test

    public async Task InitializeAsync()
    {
        foreach (var plan in new[] { "contoh", "contoh-b" })
        {
            await Ledger.Happens(plan, plan, Actor.Import, SomePlan.Published() with
            {
                Plan = PlanId.Parse(plan),
                TimeZone = plan == "contoh" ? "Asia/Jakarta" : "America/Toronto",
                Commitments = [.. Enumerable.Range(1, InAPlan).Select(number => CommitmentNumber.Parse($"{number}"))],
            });
        }

        foreach (var part in Enumerable.Range(1, Count).Chunk(250)) await Task.WhenAll(part.Select(Publish));
        Views = await Ledger.Views();
    }

    public async Task DisposeAsync() => await Ledger.DisposeAsync();

    public static CommitmentId Id(int number) =>
        CommitmentId.Parse(number <= InAPlan ? $"contoh/{number}" : $"contoh-b/{number - InAPlan}");

    private Task Publish(int number)
    {
        var id = Id(number);
        return Ledger.Happens(id, Actor.Import, SomeCommitment.WithOneLeaf() with
        {
            Commitment = id,
            Title = SomeText.In($"Promise {number % 97} of {(number % 2 == 0 ? "roads" : "schools")}"),
            Field = PriorityField.Parse(number % 2 == 0 ? "infrastructure" : "education"),
        });
    }
}

public sealed class ManyCommitmentsTests(ManyCommitments many) : IClassFixture<ManyCommitments>
{
    [Theory]
    [InlineData(CommitmentSort.Plan)]
    [InlineData(CommitmentSort.Due)]
    [InlineData(CommitmentSort.Late)]
    [InlineData(CommitmentSort.Title)]
    public void Paging_meets_every_commitment_exactly_once(CommitmentSort sort)
    {
        var met = new HashSet<CommitmentId>();
        string? cursor = null;
        do
        {
            var page = many.Views.Commitments.List(new(Sort: sort), cursor, 200, many.Views.Clock.Today);
            foreach (var row in page.Items) met.Add(row.Id).Should().BeTrue("{0} is met once", row.Id);
            cursor = page.Next;
        }
        while (cursor is not null);
        met.Should().HaveCount(ManyCommitments.Count);
    }

    [Fact]
    public async Task Paging_is_stable_while_others_write()
    {
        var met = new HashSet<CommitmentId>();
        string? cursor = null;
        do
        {
            var page = many.Views.Commitments.List(new(Plan: SomePlan.Id), cursor, 200, many.Views.Clock.Today);
            foreach (var row in page.Items) met.Add(row.Id).Should().BeTrue();
            if (met.Count % 1000 == 0)
            {
                await many.Ledger.Happens(CommitmentId.Parse($"contoh/{met.Count}"), SomeActor.Owner(), SomeReport.Of(Completion.Limited));
                await many.Views.CatchUp();
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        met.Should().HaveCount(ManyCommitments.InAPlan);
    }

    [Fact]
    public void Filters_narrow_and_counting_agrees()
    {
        var filter = new CommitmentFilter(SomePlan.Id, PriorityField.Parse("education"), Query: "promise 7 school");
        var page = many.Views.Commitments.List(filter, null, 200, many.Views.Clock.Today);
        page.Items.Should().NotBeEmpty().And.OnlyContain(row => row.Field.Value == "education" && row.Title.Own.Contains("schools"));
        many.Views.Commitments.Count(filter with { Query = null }, many.Views.Clock.Today).Should().Be(ManyCommitments.InAPlan / 2);
        many.Views.Commitments.Count(new(Value: OgpValue.Technology), many.Views.Clock.Today).Should().Be(0);
        many.Views.Commitments.Count(new(Lead: SomeActor.Office), many.Views.Clock.Today).Should().Be(ManyCommitments.Count);
    }

    [Fact]
    public void No_search_filter_or_cursor_breaks_a_query() => Gen.Select(
        Gen.String[0, 60], Gen.String[0, 40], Gen.Enum<CommitmentSort>(), Gen.Enum<ProofState>(), Gen.Bool).Sample(
        (query, cursor, sort, proof, overdue) =>
        {
            var filter = new CommitmentFilter(SomePlan.Id, Query: query, Sort: sort, Proof: overdue ? proof : null, Overdue: overdue);
            many.Views.Commitments.List(filter, null, 3, many.Views.Clock.Today).Items.Length.Should().BeLessThanOrEqualTo(3);
            try
            {
                many.Views.Commitments.List(filter, cursor, 3, many.Views.Clock.Today);
            }
            catch (FormatException)
            {
                // the only answer to a cursor that is none
            }
        },
        iter: 300, threads: 1);

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR(a b)")]
    [InlineData("a* AND (b NOT")]
    [InlineData("title:x ^y")]
    [InlineData("'; DROP TABLE plan; --")]
    public void A_search_is_words_and_never_an_expression(string query) =>
        many.Views.Commitments.List(new(Query: query), null, 5, many.Views.Clock.Today).Items.Should().BeEmpty();

    public static TheoryData<string, string> Hot { get; } = new()
    {
        { nameof(PlanViews.NextDue), PlanViews.NextDue },
        { nameof(PlanViews.LatestLate), PlanViews.LatestLate },
        { nameof(PlanViews.Moved), PlanViews.Moved },
        { nameof(PlanViews.ByOrganisation), PlanViews.ByOrganisation },
        { nameof(PlanViews.LastIndex), PlanViews.LastIndex },
        { nameof(StandingQueries.Sum), StandingQueries.Sum },
        { nameof(StandingQueries.SumByField), StandingQueries.SumByField },
        { nameof(StandingQueries.OfCommitment), StandingQueries.OfCommitment },
        { nameof(StandingQueries.OfRow), StandingQueries.OfRow },
        { nameof(CommitmentViews.ById), CommitmentViews.ById },
        { nameof(CommitmentViews.Report), CommitmentViews.Report },
        { nameof(CommitmentViews.Led), CommitmentViews.Led },
        { nameof(EvidenceViews.OfCommitment), EvidenceViews.OfCommitment },
        { nameof(EvidenceViews.OfLeaf), EvidenceViews.OfLeaf },
        { nameof(EvidenceViews.Waiting), EvidenceViews.Waiting },
        { nameof(EvidenceViews.WaitingCount), EvidenceViews.WaitingCount },
        { nameof(EvidenceViews.WaitingOf), EvidenceViews.WaitingOf },
        { nameof(EvidenceViews.OfOrganisation), EvidenceViews.OfOrganisation },
        { nameof(EvidenceViews.CountOfOrganisation), EvidenceViews.CountOfOrganisation },
        { nameof(PluginViews.PartOf), PluginViews.PartOf },
        { nameof(HidingViews.Undecided), HidingViews.Undecided },
        { nameof(WaitingViews.Hidings), WaitingViews.Hidings },
        { nameof(OrganisationViews.All), OrganisationViews.All },
        { nameof(OrganisationViews.OfPartner), OrganisationViews.OfPartner },
        { nameof(HistoryViews.OfCommitment), HistoryViews.OfCommitment(null) },
        { nameof(HistoryViews.OfCommitment) + " of a kind", HistoryViews.OfCommitment(HistoryKind.Decision) },
        { nameof(HistoryViews.OfBecame), HistoryViews.OfBecame },
        { nameof(HistoryViews.OfPlan), HistoryViews.OfPlan },
        { nameof(HistoryViews.OfStream), HistoryViews.OfStream },
        { nameof(HistoryViews.OfTerms), HistoryViews.OfTerms },
        { nameof(HistoryViews.InLog), HistoryViews.InLog },
        { nameof(HistoryViews.At), HistoryViews.At },
        { nameof(HistoryViews.ContentBefore), HistoryViews.ContentBefore },
        { nameof(PastViews.OfPlan), PastViews.OfPlan },
        { nameof(PastViews.OfSite), PastViews.OfSite },
    };

    [Theory]
    [MemberData(nameof(Hot))]
    public void No_hot_query_scans_a_table(string name, string sql)
    {
        using var read = many.Views.Reader.Read();
        var parameters = Enumerable.Range(1, 6).Count(i => sql.Contains($"${i}", StringComparison.Ordinal));
        var plan = read.Query("EXPLAIN QUERY PLAN " + sql, row => row.GetString(3), [.. Enumerable.Repeat<object?>(1L, parameters)]);
        plan.Should().NotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal), "{0} must find its rows: {1}", name, string.Join("; ", plan));
        plan.Should().NotContain(step => step.Contains("TEMP B-TREE FOR ORDER BY") && name != nameof(CommitmentViews.Led), "{0} must not sort", name);
    }

    [Fact]
    public void What_changed_of_a_promise_is_found_without_reading_its_reports()
    {
        using var read = many.Views.Reader.Read();
        read.Query("EXPLAIN QUERY PLAN " + HistoryViews.OfTerms, row => row.GetString(3), "plan/1")
            .Should().Contain(step => step.Contains("history_terms", StringComparison.Ordinal));
    }
}
