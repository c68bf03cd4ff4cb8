using FluentAssertions;
using Tracker.Domain.Text;
using Xunit;

namespace Tracker.Domain.Tests.Text;

public sealed class WordingTests
{
    [Theory]
    [InlineData("//\u202e")] // Uri throws over it where paths are Unix's
    [InlineData("//data.example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("httpx://data.example.org/")]
    [InlineData("http")]
    public void What_is_no_address_of_a_page_is_refused_by_name(string text) => Wording.Source("source", text)!.Rule.Should().Be(Rules.SourceNotAddress.Name); // it is refused

    [Fact]
    public void An_address_may_be_written_in_capitals() => Wording.Source("source", "HTTPS://DATA.EXAMPLE.ORG/").Should().BeNull();
}
