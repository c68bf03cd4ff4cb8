using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Works and datasets as evidence, through the real process in its sandbox.</summary>
public sealed class OpenScienceTests
{
    private const string Place = "Academia/OpenScience";
    private const string Article = "works/10.5555/contoh.villages";

    [SkippableFact]
    public async Task The_samples_become_a_work_a_retraction_and_a_dataset_and_the_same_ones_again()
    {
        using var run = new SomeRun(Place).WithSamples();
        run.Folder.Findings.Should().BeEmpty();
        await run.Collect("academia");
        var drafts = run.Drafts.ToDictionary(draft => Text(draft, "key"));
        drafts.Keys.Should().Equal("doi/10.5555/contoh.standards", "retraction/doi/10.5555/contoh.villages", "dataset/contoh-budget-boards");
        var work = drafts["doi/10.5555/contoh.standards"];
        (Text(work, "shows"), Text(work, "stance"), Text(work, "on"), Text(work, "kind")).Should().Be(("Substantial", "supports", "2025-08-11", "publication"));
        work.GetProperty("data").GetProperty("licence").GetString().Should().Be("cc-by-4.0");
        var retracted = drafts["retraction/doi/10.5555/contoh.villages"];
        (Text(retracted, "shows"), Text(retracted, "stance"), Text(retracted, "on")).Should().Be(("Not Started", "disputes", "2026-03-01"));
        Text(retracted, "settledBy").Should().NotBeEmpty();
        (Text(drafts["dataset/contoh-budget-boards"], "shows"), Text(drafts["dataset/contoh-budget-boards"], "kind")).Should().Be(("Limited", "dataset"));

        var first = run.Drafts.Select(draft => draft.GetRawText()).ToList();
        run.Drafts.Clear();
        await run.Collect("academia");
        run.Drafts.Select(draft => draft.GetRawText()).Should().Equal(first);
    }

    [SkippableFact]
    public async Task A_doi_that_nobody_knows_is_told_and_the_others_go_on()
    {
        using var run = new SomeRun(Place).WithSamples();
        run.Feeds.Remove("https://feed.example.org/dois/10.5555/contoh.standards");
        await run.Collect("academia");
        run.Lines.Should().Contain("Neither DataCite nor Crossref describes 10.5555/contoh.standards");
        run.Drafts.Should().HaveCount(2);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"message":[]}""")]
    [InlineData("""{"message":{"title":"one","published":{"date-parts":[[2026]]}}}""")]
    [InlineData("""{"message":{"title":["t"],"published":{"date-parts":[[2026,13,45]]}}}""")]
    [InlineData("""{"message":{"title":["t"],"published":{"date-parts":"2026"}}}""")]
    [InlineData("<html>")]
    public async Task What_is_no_description_gives_no_draft_and_no_failure(string body)
    {
        using var run = new SomeRun(Place).With(Article, body).With("package_search.json", body);
        await run.Collect("academia");
        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task A_title_that_says_retracted_is_one_and_hostile_words_stay_words()
    {
        using var run = new SomeRun(Place).With(Article, """{"message":{"title":["RETRACTED: <script>alert(1)</script>"],"published":{"date-parts":[[2026,3,10]]}}}""");
        await run.Collect("academia");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "stance").Should().Be("disputes");
        Text(draft, "title").Should().Be("Retracted: RETRACTED: <script>alert(1)</script>");
        Text(draft, "summary").Should().NotContain("<");
    }

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;
}
