using FluentAssertions;
using Microsoft.AspNetCore.WebUtilities;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Doors;

/// <summary>What a program is told of a refusal, in its language.</summary>
public sealed class ProblemWordsTests
{
    [Fact]
    public void An_English_title_is_the_statuss_own_name() =>
        Titles("en").Should().NotBeEmpty().And.OnlyContain(title => title.Words == ReasonPhrases.GetReasonPhrase(title.Status));

    [Fact]
    public void Every_status_that_a_rule_refuses_with_has_a_title_of_its_own() =>
        Titles("id").Select(title => title.Status).Should().Contain(Enum.GetValues<RefusalKind>().Select(Problems.Status)).And.OnlyHaveUniqueItems();

    [Fact]
    public void Words_for_programs_are_those_of_rules()
    {
        const string Prefix = "programs.rules.";
        Speech.In("en").Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key[Prefix.Length..])
            .Should().NotBeEmpty().And.OnlyContain(rule => Rules.All.ContainsKey(rule) || DoorRules.All.ContainsKey(rule));
    }

    [Theory]
    [InlineData("1", "have 1 error and")]
    [InlineData("3", "have 3 errors and")]
    public void One_and_many_are_told_apart_in_a_refusal(string count, string words) =>
        Speech.In("en").Refusal(DoorRules.PlanFilesBroken.Refuse("digest", ("count", count))).Should().Contain(words).And.NotContain("{");

    private static List<(int Status, string Words)> Titles(string language)
    {
        const string Prefix = "programs.titles.";
        var speech = Speech.In(language);
        return [.. speech.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => (int.Parse(key[Prefix.Length..], System.Globalization.CultureInfo.InvariantCulture), speech[key]))];
    }
}
