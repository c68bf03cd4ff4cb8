using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Host.Running;
using Tracker.PluginSdk;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a plugin is told that it may speak about.</summary>
public sealed class OpenPromisesTests
{
    [Fact]
    public async Task It_is_every_commitment_of_the_plans_that_are_open_with_what_evidence_is_found_by()
    {
        await using var site = new SomeSite();
        await site.InitializeAsync();
        await Publish(site, SomeSite.Promise with
        {
            Commitment = CommitmentId.Parse("contoh/2"),
            PolicyAreas = ["Fiscal Openness"],
            Budget = 1_500_000_000.5m,
            Title = SomeText.In("Every village publishes its budget, every quarter!"),
            Milestones = SomeCommitment.With(
                ("2.1", SomeCommitment.Recurring(Recurrence.Quarterly, new(2026, 3, 31), new(2026, 6, 30)) with { Budget = 250_000m, Title = SomeText.In("Billboards in 430 villages") }),
                ("2.2", SomeCommitment.Milestone() with { Start = null })).Milestones,
        });
        await site.ClosedPlan();

        site.Services.GetRequiredService<OpenPromises>().Open().ToJsonString().Should().Be(string.Concat("""
            [{"plan":"contoh","number":"1","title":"Village budgets are public","keywords":["village","budgets","public"],"jurisdiction":"contoh","budget":null,"currency":"IDR","milestones":[
            {"number":"1.1","title":"Village budgets published on billboards","start":"2026-01-01","due":"2026-06-30","keywords":["village","budgets","published","billboards"],"budget":null,"recurs":null,"occurrences":null},
            {"number":"1.2.1","title":"Village budgets published on billboards","start":"2026-01-01","due":"2026-06-30","keywords":["village","budgets","published","billboards"],"budget":null,"recurs":null,"occurrences":null}]},
            {"plan":"contoh","number":"2","title":"Every village publishes its budget, every quarter!","keywords":["fiscal openness","every","village","publishes","budget","quarter"],"jurisdiction":"contoh","budget":1500000000.5,"currency":"IDR","milestones":[
            {"number":"2.1","title":"Billboards in 430 villages","start":"2026-01-01","due":"2026-06-30","keywords":["billboards","villages"],"budget":250000,"recurs":"quarterly","occurrences":["2026-03-31","2026-06-30"]},
            {"number":"2.2","title":"Village budgets published on billboards","start":null,"due":"2026-06-30","keywords":["village","budgets","published","billboards"],"budget":null,"recurs":null,"occurrences":null}]}]
            """.Split('\n')));
    }

    [Fact]
    public async Task Where_not_all_of_them_fit_into_one_message_it_is_as_many_as_do_each_whole()
    {
        const int Many = 200;
        await using var site = new SomeSite();
        await site.InitializeAsync();
        var long_ = string.Join(' ', Enumerable.Range(0, 20).Select(word => $"billboard{word:D2}"));
        for (var number = 2; number < 8; number++)
        {
            await Publish(site, SomeSite.Promise with
            {
                Commitment = CommitmentId.Parse($"contoh/{number}"),
                Milestones = SomeCommitment.With([.. Enumerable.Range(1, Many).Select(leaf => ($"{number}.{leaf}", SomeCommitment.Milestone() with { Title = SomeText.In(long_) }))]).Milestones,
            });
        }

        var open = site.Services.GetRequiredService<OpenPromises>().Open();

        open.Count.Should().BeInRange(3, 6, "of seven");
        open.Skip(1).Should().OnlyContain(one => one!["milestones"]!.AsArray().Count == Many);
        Encoding.UTF8.GetByteCount(open.ToJsonString()).Should().BeInRange(Protocol.MostBodyBytes / 4, Protocol.MostBodyBytes - (100 * 1024), "there is room for a cursor and the rest of the message");
        site.Services.GetRequiredService<OpenPromises>().Offered().Length.Should().Be(open.Count, "people choose among the same");
    }

    private static async Task Publish(SomeSite site, CommitmentPublished promise) => await site.Written(new PublishCommitment(promise), promise.Commitment);
}
