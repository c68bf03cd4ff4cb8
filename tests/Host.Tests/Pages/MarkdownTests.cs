using AngleSharp.Html.Parser;
using CsCheck;
using FluentAssertions;
using Tracker.Domain.Text;
using Tracker.Host.Text;
using Tracker.Support;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed class MarkdownTests
{
    private static readonly HtmlParser s_browser = new();

    public static TheoryData<string> Shapes => new("{0}", "[text]({0})", "[text](<{0}>)", "![{0}](x.png)", "![text]({0})", "<{0}>", "```\n{0}\n```", "```{0}\ncode\n```", "# {0}", "| a |\n|---|\n| {0} |", "[text][1]\n\n[1]: {0}");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_payload_of_the_corpus_survives_in_any_shape(string shape)
    {
        foreach (var payload in Corpus.Payloads) OnlyTheListComesOut(shape.Replace("{0}", payload, StringComparison.Ordinal));
    }

    [Fact]
    public void Programs_that_render_nothing_are_given_the_words_alone()
    {
        Markdown.ToWords("This plan is **invented**, see [there](https://example.org).").Should().Be("This plan is invented, see there.");
        foreach (var text in Corpus.Markdown) Markdown.ToWords(text).Should().NotBeNull();
    }

    [Fact]
    public void No_hostile_Markdown_survives()
    {
        foreach (var text in Corpus.Markdown) OnlyTheListComesOut(text);
    }

    [Theory]
    [InlineData("[a](https://example.org/x)", "https://example.org/x")]
    [InlineData("https://example.org/x", "https://example.org/x")]
    [InlineData("<https://example.org/x>", "https://example.org/x")]
    [InlineData("[a](page)", "page")]
    [InlineData("[a](mailto:a@example.org)", "mailto:a@example.org")]
    [InlineData("![a](https://example.org/x.png)", "https://example.org/x.png")]
    public void A_harmless_link_stays_and_is_named_as_somebody_elses(string text, string address)
    {
        var link = s_browser.ParseDocument(Markdown.ToHtml(text)).QuerySelector("a");
        link!.GetAttribute("href").Should().Be(address);
        link.GetAttribute("rel").Should().Be("nofollow noopener ugc");
    }

    [Theory]
    [InlineData("[words](javascript:alert(1))", "words")]
    [InlineData("[words](//example.org)", "words")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void What_is_not_allowed_stays_readable_as_text(string text, string words) =>
        s_browser.ParseDocument(Markdown.ToHtml(text)).Body!.TextContent.Should().Contain(words);

    [Fact]
    public void Tables_lists_and_emphasis_are_rendered_and_headings_leave_the_pages_outline_alone()
    {
        var page = s_browser.ParseDocument(Markdown.ToHtml("# Title\n\n- *one*\n- **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"));
        page.QuerySelectorAll("h1,h2,h3,h4,h5,h6").Should().BeEmpty();
        page.QuerySelector("p > strong")!.TextContent.Should().Be("Title");
        page.QuerySelectorAll("li > em, li > strong, td").Should().HaveCount(4);
    }

    [Fact]
    public void A_text_that_cannot_be_rendered_is_refused_by_name_and_shown_as_written()
    {
        var deep = string.Concat(Enumerable.Repeat("> ", 2_000)) + "<b>end</b>";
        var why = Markdown.Refusal(deep, "narrative");
        why!.Rule.Should().Be("text-not-renderable");
        why.Field.Should().Be("narrative");
        Danger.In(Markdown.ToHtml(deep)).Should().BeEmpty();
        Markdown.Refusal(new string('a', TextLimits.Hard + 1), "narrative").Should().NotBeNull();
        Markdown.Refusal("plain", "narrative").Should().BeNull();
    }

    [Fact]
    public void Plain_prose_comes_out_as_it_would_out_of_the_whole_pipeline()
    {
        // Mostly what counts as prose, with what makes something else of it in between.
        string[] words = ["Report", "www.", "WWW", "http", ":", ": ", "://", "mailto", "1", "1.", "a.", " ", "  ", ".", ",", ";", "?", "%", "é", "ß", "中", "ﬁ", "\u0301", "É"];
        var piece = Gen.OneOf(Gen.Int[0, words.Length - 1].Select(i => words[i]), Gen.Char[' ', '~'].Select(c => c.ToString()));
        var prose = 0;
        piece.Array[0, 12].Select(string.Concat).Sample(
            text =>
            {
                if (!Markdown.IsProse(text)) return;
                Interlocked.Increment(ref prose);
                Markdown.TryPipeline(text, out var html).Should().BeTrue();
                Markdown.ToHtml(text).Should().Be(html);
            },
            iter: 20_000);
        prose.Should().BePositive("else nothing was compared");
        Markdown.IsProse("Measured, not meant: a report of the tests.").Should().BeTrue();
    }

    [Theory]
    [InlineData("[a](b")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("`")]
    [InlineData("<a ")]
    [InlineData("![")]
    [InlineData("| a ")]
    public void Hostile_repetition_ends_in_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, TextLimits.Usual / part.Length));
        Processor.Least(() => Markdown.ToHtml(text)).Should().BeLessThan(TimeSpan.FromMilliseconds(500));
    }

    private static void OnlyTheListComesOut(string text)
    {
        var html = Markdown.ToHtml(text);
        var page = s_browser.ParseDocument(html);
        Danger.Of(page).Should().BeEmpty("of {0}", text);
        foreach (var element in page.Body!.QuerySelectorAll("*"))
        {
            Markdown.Elements.Should().Contain(element.LocalName, "of {0}", text);
            foreach (var attribute in element.Attributes) Markdown.Attributes.Should().Contain(attribute.Name, "of {0}", text);
        }
    }
}
