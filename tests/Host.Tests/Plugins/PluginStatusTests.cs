using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>That a plugin is in quarantine, and why, is nobody's secret.</summary>
public sealed class PluginStatusTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    [Theory]
    [InlineData("en", "In quarantine", "it failed five times in a row. The last failure: It took longer than it may.", "In quarantine since 4 May 2026")]
    [InlineData("id", "Dikarantina", "gagal lima kali berturut-turut. Kegagalan terakhir: Program berjalan lebih lama dari yang diizinkan.", "Dikarantina sejak 4 Mei 2026")]
    public async Task Everybody_reads_that_a_plugin_is_in_quarantine_and_why(string language, string mark, string why, string since)
    {
        var (plugin, other) = (await site.Quarantined(), await site.Speaking());
        var visitor = new Visitor(site.Visitor());

        var page = await visitor.Open($"/{language}/plugins/{plugin}");
        page.QuerySelector("main p.meta .chip")!.TextContent.Trim().Should().Be(mark);
        var speaks = page.QuerySelector("section[aria-labelledby=speaks]")!;
        speaks.QuerySelector("li .chip")!.TextContent.Trim().Should().Be(mark);
        Regex.Replace(speaks.TextContent, "\\s+", " ").Should().Contain(why).And.Contain(since);

        var partners = await visitor.Open($"/{language}/partners?status=Quarantined");
        partners.QuerySelector("#status option[selected]")!.TextContent.Should().Be(mark);
        var card = partners.QuerySelectorAll("section[aria-labelledby=public] article").Single(one => one.QuerySelector($"a[href='/{language}/plugins/{plugin}']") is not null);
        card.QuerySelector(".chip")!.TextContent.Trim().Should().Be(mark);
        partners.QuerySelectorAll($"article a[href='/{language}/plugins/{other}']").Should().BeEmpty();
    }

    [Fact]
    public async Task And_so_does_every_program()
    {
        var (plugin, other) = (await site.Quarantined(), await site.Speaking());

        var listed = JsonNode.Parse(await site.Visitor().GetStringAsync("/api/v1/plugins?status=Quarantined"))!.AsArray();
        listed.Should().OnlyContain(one => (string)one!["status"]! == "Quarantined");
        listed.Select(one => (string)one!["id"]!).Should().Contain(plugin.Value).And.NotContain(other.Value);
        var speaks = (await (await site.Visitor().GetAsync($"/api/v1/plugins/{plugin}")).Json())["approvals"]![0]!;
        ((string)speaks["status"]!, (string)speaks["failure"]!).Should().Be(("Quarantined", "timeout"));
        speaks["nextTry"].Should().BeNull("it is not started any more");
    }
}
