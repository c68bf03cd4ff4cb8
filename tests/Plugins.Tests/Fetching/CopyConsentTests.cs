using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>What a page says of its copies is read from whatever it is made of.</summary>
public sealed class CopyConsentTests
{
    [Theory]
    [InlineData("<META CONTENT=noarchive\nNAME = \"robots\">", false)]
    [InlineData("<meta name=robots data-x='1' content='nosnippet, none'>", false)]
    [InlineData("<meta name='robots' content='index'><meta name='description' content='none'>", true)]
    [InlineData("<meta name='robots-of-ours' content='index'>", true)]
    [InlineData("<meta><p>name=robots noarchive</p>", true)]
    public void The_tag_for_robots_decides_in_whatever_order_its_parts_are(string page, bool allowed) => (WhyNot(page) is null).Should().Be(allowed);

    [Theory]
    [InlineData("<meta contentname=robots ")]
    [InlineData("<meta content name = robots name = robots ")]
    [InlineData("<meta ")]
    public void A_page_made_to_be_read_for_long_is_read_to_its_end(string part)
    {
        var page = string.Concat(Enumerable.Repeat(part, 64 * 1024 / part.Length - 10));
        WhyNot(page).Should().BeNull();
        WhyNot(page + "><meta name=robots content=noarchive>").Should().NotBeNull();
    }

    private static string? WhyNot(string page)
    {
        using var answer = new HttpResponseMessage();
        return CopyConsent.WhyNot(answer, "text/html", Encoding.Latin1.GetBytes(page));
    }
}
