using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Cli;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>Whatever is said of a plan file or of a plugin's folder can be said in every language of the pages.</summary>
public sealed partial class InEveryLanguage
{
    private static readonly IReadOnlyList<string> s_inCode = [.. new[] { typeof(Remark).Assembly, typeof(PlanFolder).Assembly, typeof(PluginFolder).Assembly, typeof(LintCommand).Assembly }
        .SelectMany(RemarksInCode.Of).Where(template => Hole().Replace(template, "").Any(char.IsLetter)).Distinct()];

    public static TheoryData<string> Translations => [.. RemarkTexts.Languages.Where(language => language != "en")];

    [Fact]
    public void There_is_more_than_one() => RemarkTexts.Languages.Should().Contain(["en", "id"]);

    [Fact]
    public void Every_remark_in_the_code_is_found() =>
        s_inCode.Should().Contain(["`{0}` is missing", "delete it", "`{0}` is not {1}", "did you mean `{0}`?", "write a list: `[one, other]`", "the character U+{0} cannot be seen", "`{0}` is no cron expression"])
            .And.HaveCountGreaterThan(200);

    [Theory]
    [MemberData(nameof(Translations))]
    public void Every_remark_has_its_words(string language) => s_inCode.Except(RemarkTexts.Of(language).Keys).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Translations))]
    public void No_words_are_left_over(string language) => RemarkTexts.Of(language).Keys.Except(s_inCode).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Translations))]
    public void The_words_have_the_same_holes(string language) =>
        RemarkTexts.Of(language).Where(one => !Holes(one.Key).SequenceEqual(Holes(one.Value))).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Translations))]
    public void What_is_to_be_written_is_the_same(string language) =>
        RemarkTexts.Of(language).Where(one => !Quoted(one.Key).SequenceEqual(Quoted(one.Value))).Should().BeEmpty("what stands in backticks is written into a file");

    [Fact]
    public void A_rule_that_refuses_what_is_written_says_so_as_on_the_pages()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "name: Kampus", "name: kampus@contoh.example");

        var finding = folder.Read().Findings.Should().ContainSingle(one => one.Code == "text-email").Subject;

        finding.Message.ToString().Should().Be(Domain.Rules.TextEmail.Reason.TrimEnd('.'));
        finding.Message.In("id").Should().StartWith("Teks ini memuat alamat surel");
        finding.Message.In("xx").Should().Be(finding.Message.ToString(), "nobody translated into it");
    }

    [Fact]
    public void What_the_author_wrote_is_never_taken_for_a_hole()
    {
        using var folder = new SomePlanFolder();
        folder.Change("plan.md", "Asia/Jakarta", "\"{0} {1}\"");
        folder.Read().Findings.Should().ContainSingle(one => one.Code == "time-zone-wrong").Which.Message.In("id").Should().Be("`{0} {1}` bukan zona waktu");
    }

    private static IEnumerable<string> Holes(string text) => Hole().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Quoted(string text) => Backticks().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Backticks();
}
