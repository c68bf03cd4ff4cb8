using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

public sealed class OfferSkeletonTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task The_partners_page_offers_one_to_each_partner(string language) =>
        (await new Pages.Visitor(site.Visitor()).Open($"/{language}/partners")).QuerySelectorAll("section[aria-labelledby=bring] a[href$='.zip']").Select(link => link.GetAttribute("href"))
            .Should().Equal("/plugin-skeleton/government.zip", "/plugin-skeleton/public.zip", "/plugin-skeleton/academia.zip", "/plugin-skeleton/business.zip");

    [Theory]
    [InlineData("government")]
    [InlineData("public")]
    [InlineData("academia")]
    [InlineData("business")]
    public async Task A_plugin_to_begin_with_is_a_plugin_that_the_host_would_take(string partner)
    {
        var bytes = await site.Visitor().GetByteArrayAsync($"/plugin-skeleton/{partner}.zip");
        var folder = Directory.CreateTempSubdirectory("tracker-skeleton-");
        try
        {
            ZipFile.ExtractToDirectory(new MemoryStream(bytes), folder.FullName);
            var read = PluginFolder.Read(Directory.GetDirectories(folder.FullName).Single());
            read.Findings.Should().BeEmpty();
            read.Manifest!.Partners.Should().Equal(partner);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        (await site.Visitor().GetByteArrayAsync($"/plugin-skeleton/{partner}.zip")).Should().Equal(bytes, "the same is the same");
    }

    [Fact]
    public async Task What_there_is_to_read_about_it_is_linked_and_is_the_repositorys_own()
    {
        var links = (await new Pages.Visitor(site.Visitor()).Open("/id/partners")).QuerySelectorAll("section[aria-labelledby=bring] a[href^='/plugin-guide/']").Select(link => link.GetAttribute("href")!).ToList();

        links.Should().HaveCount(3);
        foreach (var link in links)
        {
            var text = await site.Visitor().GetStringAsync(link);
            text.Should().Be(await File.ReadAllTextAsync(Required.File("docs/" + link["/plugin-guide/".Length..], "the documents are part of the repository")));
            foreach (Match to in Regex.Matches(text, @"\]\((?!https:)(?<path>[^)#]+)[)#]"))
                (await site.Visitor().GetAsync($"/plugin-guide/{to.Groups["path"].Value}")).StatusCode.Should().Be(HttpStatusCode.OK, "{0} leads there", link);
        }

        (await site.Visitor().GetAsync("/plugin-guide/principles.md")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_elses_plugin_is_offered() =>
        (await site.Visitor().GetAsync("/plugin-skeleton/media.zip")).StatusCode.Should().Be(HttpStatusCode.NotFound);
}
