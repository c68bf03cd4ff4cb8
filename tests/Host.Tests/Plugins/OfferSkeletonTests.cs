using System.IO.Compression;
using System.Net;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

public sealed class OfferSkeletonTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Theory]
    [InlineData("government")]
    [InlineData("academia")]
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
    public async Task Nobody_elses_plugin_is_offered() =>
        (await site.Visitor().GetAsync("/plugin-skeleton/media.zip")).StatusCode.Should().Be(HttpStatusCode.NotFound);
}
