using FluentAssertions;
using Xunit;

namespace Tracker.Domain.Tests;

/// <summary>How the refusals of several fields become one.</summary>
public sealed class RefusedTests
{
    private static readonly Refused s_title = Rules.TextRequired.Refuse("title"), s_on = Rules.OnAfterToday.Refuse("on"), s_source = Rules.SourceNotAddress.Refuse("source");

    [Fact]
    public void Nothing_wrong_is_no_refusal() => Refused.Every(null, null).Should().BeNull();

    [Fact]
    public void One_thing_wrong_stands_alone() => Refused.Every(null, s_on, null).Should().Be(s_on);

    [Fact]
    public void The_first_stands_where_it_did_and_the_others_beside_it_in_their_order()
    {
        var why = Refused.Every(s_title, null, s_on, s_source)!; // there are three
        (why with { Others = [] }).Should().Be(s_title);
        why.Each().Should().Equal(s_title, s_on, s_source);
    }

    [Fact]
    public void A_field_is_told_once_by_what_was_found_first() =>
        Refused.Every(s_title, Rules.TextOneLine.Refuse("title"), s_on, Rules.TextRequired.Refuse("on"))!.Each().Should().Equal(s_title, s_on);

    [Fact]
    public void What_was_gathered_before_is_gathered_whole() =>
        Refused.Every(Refused.Every(s_title, s_on), Refused.Every(s_on, s_source))!.Each().Should().Equal(s_title, s_on, s_source);
}
