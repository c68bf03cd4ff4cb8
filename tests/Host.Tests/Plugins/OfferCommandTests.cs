using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FluentAssertions;
using Tracker.Host.Tests.Pages;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The command for partners who have only the site.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class OfferCommandTests : IAsyncLifetime
{
    private static readonly byte[] s_program = Encoding.ASCII.GetBytes("a program of some length");
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-command-").FullName;
    private readonly TrackerApp _app = new();
    private readonly string _sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(s_program));

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "tracker-linux-x64"), s_program);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "tracker-osx-x64"), s_program); // nobody vouches for it
        await File.WriteAllTextAsync(Path.Combine(_folder, "secrets"), "not for anybody");
        await File.WriteAllTextAsync(Path.Combine(_folder, "SHA256SUMS"), $"{_sha256}  tracker-linux-x64\n{_sha256}  tracker-win-x64.exe\n{_sha256}  secrets\n{_sha256}  ../secrets\n");
        _app.Settings["Tracker:Command"] = _folder;
        await _app.Ready();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("en", "It needs nothing installed")]
    [InlineData("id", "Tidak perlu memasang apa pun")]
    public async Task Partners_are_offered_what_is_there_and_named_with_its_digest(string language, string words)
    {
        var bring = (await new Visitor(_app.Visitor()).Open($"/{language}/partners")).QuerySelector("section[aria-labelledby=bring]")!;

        bring.TextContent.Should().Contain(words).And.Contain(_sha256);
        bring.QuerySelectorAll("a[href^='/tracker-command/']").Select(link => link.TextContent).Should().Equal("tracker-linux-x64");
    }

    [Fact]
    public async Task It_is_handed_out_whole_or_from_where_a_download_broke()
    {
        (await _app.Visitor().GetByteArrayAsync("/tracker-command/tracker-linux-x64")).Should().Equal(s_program);
        using var rest = new HttpRequestMessage(HttpMethod.Get, "/tracker-command/tracker-linux-x64") { Headers = { Range = new RangeHeaderValue(10, null) } };
        var answer = await _app.Visitor().SendAsync(rest);

        (await _app.Visitor().SendAsync(new(HttpMethod.Head, "/tracker-command/tracker-linux-x64"))).Content.Headers.ContentLength.Should().Be(s_program.Length);
        answer.StatusCode.Should().Be(HttpStatusCode.PartialContent);
        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(s_program[10..]);
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
    }

    [Theory]
    [InlineData("tracker-osx-x64")]
    [InlineData("tracker-win-x64.exe")]
    [InlineData("secrets")]
    [InlineData("SHA256SUMS")]
    [InlineData("..%2Fsecrets")]
    public async Task Nothing_else_is(string name) =>
        (await _app.Visitor().GetAsync($"/tracker-command/{name}")).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_site_without_it_says_nothing_of_it()
    {
        await using var other = new TrackerApp();
        await other.Ready();
        (await new Visitor(other.Visitor()).Open("/en/partners")).QuerySelector("section[aria-labelledby=bring]")!.TextContent.Should().NotContain("It needs nothing installed");
    }
}
