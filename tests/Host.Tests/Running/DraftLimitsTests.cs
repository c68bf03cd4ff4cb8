using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Grains.Plugins;
using Tracker.Host.Running;
using Tracker.PluginSdk;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What the contract of plugins, its document and its schema say a draft may have, a host takes; and nothing more.</summary>
public sealed class DraftLimitsTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private const string Address = "https://data.example.org/";
    private static readonly string s_long = Address + new string('a', DraftLimits.AddressLetters - Address.Length);

    public static TheoryData<string> Members => ["key", "title", "summary", "settledBy", "sources", "address", "page", "quotation", "data"];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_may_be_as_long_as_the_contract_says_and_not_one_longer(string member)
    {
        var plugin = await site.Speaking();
        foreach (var address in new[] { Address, s_long, s_long + "a" }) await site.Services.GetRequiredService<PluginStore>().Archived(plugin, SomePlugin.Archived, address);
        var run = new PluginRun(1, plugin, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null);

        (await Take(With(member, 1))).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Field.Should().StartWith(member is "address" or "page" or "quotation" ? "source" : member);
        (await Take(With(member, 0))).Should().BeOfType<DraftOutcome.Accepted>();

        Task<DraftOutcome> Take(ReceivedDraft draft) => site.Services.GetRequiredService<DraftDoor>().Take(run, draft, CancellationToken.None);
    }

    [Fact]
    public void The_contracts_numbers_are_the_domains() =>
        (DraftLimits.Sources, DraftLimits.DataBytes, DraftLimits.TextBytes).Should().Be((Contribution.MostSources, EvidenceData.MostBytes, TextLimits.Usual));

    private static ReceivedDraft With(string member, int more)
    {
        var source = new ReceivedSource(SomePlugin.Archived, Address, "row 1", "312 of 430 villages");
        var draft = new ReceivedDraft(
            member, "contoh", "1", "1.1", "dataset", "Counts of March", "In 312 of 430 villages the budget hangs there.", "2026-04-20", null, "Limited", "supports", null, [source], null);
        return member switch
        {
            "key" => draft with { Key = Text(DraftLimits.KeyLetters) },
            "title" => draft with { Title = Text(DraftLimits.TitleBytes) },
            "summary" => draft with { Summary = Text(DraftLimits.TextBytes) },
            "settledBy" => draft with { Stance = "disputes", Shows = "Not Started", SettledBy = Text(DraftLimits.TextBytes) },
            "sources" => draft with { Sources = [.. Enumerable.Range(1, DraftLimits.Sources + more).Select(row => source with { Page = $"row {row}" })] },
            "address" => draft with { Sources = [source with { Address = s_long + Text(0) }] },
            "page" => draft with { Sources = [source with { Page = Text(DraftLimits.PageBytes) }] },
            "quotation" => draft with { Sources = [source with { Quotation = Text(DraftLimits.QuotationBytes) }] },
            _ => draft with { Data = $$"""{"a":"{{new string('a', 8_192)}}","b":"{{Text(DraftLimits.DataBytes - 8_192 - """{"a":"","b":""}""".Length)}}"}""" },
        };

        string Text(int most) => new('a', most + more);
    }
}
