using System.Text.Encodings.Web;
using FluentAssertions;
using Tracker.Host.Features.Shared;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>Choices in groups, whose words may be in other languages than the page's.</summary>
public sealed class GroupedChoicesTests
{
    [Fact]
    public void A_language_stands_where_it_is_not_that_of_what_is_around()
    {
        var groups = new Fields.Group[]
        {
            new("Rencana", "id", [new("a", "Satu", Language: "id"), new("b", "Two", Language: "en")]),
            new("Plan", "en", [new("c", "Tiga", Language: "id"), new("d", "<b>", Language: "en")]),
        };
        using var html = new StringWriter();

        new Fields(Speech.In("en")).Select(new SomeForm(), "about", groups).WriteTo(html, HtmlEncoder.Default);

        html.ToString().Should()
            .Contain("<optgroup label=\"Rencana\" lang=\"id\"><option value=\"a\">Satu</option><option lang=\"en\" value=\"b\">Two</option></optgroup>")
            .And.Contain("<optgroup label=\"Plan\"><option lang=\"id\" value=\"c\">Tiga</option><option selected=\"selected\" value=\"d\">&lt;b&gt;</option></optgroup>");
    }

    private sealed class SomeForm : IForm
    {
        public string Form => "fill-plugin-form";

        public Typed Typed { get; } = new([new("about", "d")]);
    }
}
