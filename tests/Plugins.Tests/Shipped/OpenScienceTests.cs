using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Running;
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
        using var run = new SomeRun(Place).With(Article, body).With("package_search.json", """{"result":{"count":0,"results":[]}}""");
        await run.Collect("academia");
        run.Drafts.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"result":{"results":[{"name":"cut""")]
    [InlineData("""{"result":{"results":null}}""")]
    [InlineData("""{"result":[]}""")]
    [InlineData("""{"result":{"results":[]}}""")]
    [InlineData("""{"result":{"count":"1","results":[]}}""")]
    [InlineData("""{"result":{"count":-1,"results":[]}}""")]
    [InlineData("<html>")]
    public async Task A_catalogue_that_answers_with_nothing_of_its_kind_is_a_failure_by_name_after_all_others_were_read(string body)
    {
        using var run = new SomeRun(Place).WithSamples().With("package_search.json", body);

        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, "The catalogue answers with nothing that is CKAN’s package_search: has it moved?"));

        run.Drafts.Should().HaveCount(2, "works were found");
    }

    [SkippableTheory]
    [InlineData(0, 1_000, 1)]
    [InlineData(10, 1_000, 1)]
    [InlineData(11, 1_000, 2)]
    [InlineData(50, 1_000, 2)]
    [InlineData(101, 1_000, 4)]
    [InlineData(45, 20, 4)] // a catalogue that gives no more at once
    public async Task All_datasets_that_a_catalogue_counts_become_evidence(int datasets, int atOnce, int asked)
    {
        var ckan = new SomeCkan { Datasets = datasets, AtOnce = atOnce };
        using var run = Searched(ckan);

        await run.Collect("academia");

        run.Drafts.Select(draft => Text(draft, "key")).Should().BeEquivalentTo(Enumerable.Range(1, datasets).Select(one => $"dataset/set-{one}"));
        ckan.Asked.Should().HaveCount(asked);
        ckan.Asked.Skip(1).Where(query => !query.StartsWith("?fq=tags:village&sort=metadata_created asc, name asc&rows=50&start=", StringComparison.Ordinal)).Should().BeEmpty("what is searched for stays");
    }

    [SkippableFact]
    public async Task Who_says_an_order_is_answered_in_it()
    {
        var ckan = new SomeCkan { Datasets = 12 };
        using var run = Searched(ckan, "sort=name+desc&rows=5&start=5");

        await run.Collect("academia");

        run.Drafts.Should().HaveCount(12);
        ckan.Asked.Should().Equal("?sort=name desc&rows=5&start=5", "?sort=name desc&rows=50&start=0");
    }

    [SkippableTheory]
    [InlineData(25, null, 10, false, 10, "The catalogue answers with datasets that it gave before: its paging loops. It counts 25 datasets and gives 10: what those say was sent.")]
    [InlineData(25, 40, 1_000, true, 25, "It counts 40 datasets and gives 25: what those say was sent.")]
    [InlineData(0, 40, 1_000, true, 0, "It counts 40 datasets and gives 0: what those say was sent.")]
    [InlineData(5, 3, 1_000, true, 5, "It counts 3 datasets and gives 5: what those say was sent.")]
    [InlineData(201, null, 2, true, 200, "The catalogue counts 201 datasets, more than 100 pages bring: what those say was sent, the rest was not read. Set a narrower search.")]
    public async Task A_catalogue_that_counts_others_than_it_gives_is_a_failure_by_name_after_what_it_gives_was_sent(int datasets, int? says, int atOnce, bool pages, int sent, string words)
    {
        using var run = Searched(new() { Datasets = datasets, Says = says, AtOnce = atOnce, HasPages = pages });

        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, words));

        run.Drafts.Should().HaveCount(sent);
    }

    [SkippableFact]
    public async Task A_page_that_is_away_is_a_failure_after_the_pages_before_it_were_sent()
    {
        using var run = Searched(new() { Datasets = 250, AwayFrom = 200 });

        (await run.Fails("academia")).Should().Be((PluginFailure.ErrorAnswer, "Page 5 of the catalogue answers 503."));

        run.Drafts.Should().HaveCount(200);
    }

    [SkippableFact]
    public async Task Datasets_that_cannot_be_read_are_counted_and_keep_no_other_from_being_read()
    {
        using var run = new SomeRun(Place).With(
            "package_search.json", """{"result":{"count":4,"results":[{"name":"a"},{"title":"b"},null,{"name":"c","metadata_created":"2026-01-01T00:00:00"}]}}""");

        await run.Collect("academia");

        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("dataset/c");
        run.Lines.Should().Contain("3 datasets without a name or a day were left out");
    }

    [SkippableFact]
    public async Task A_dataset_is_looked_for_on_every_page_before_it_is_said_to_be_gone()
    {
        var ckan = new SomeCkan { Datasets = 10 };
        using var run = Searched(ckan);
        await run.Collect("academia");
        var oldest = run.Drafts.Single(draft => Text(draft, "key") == "dataset/set-1");

        ckan.Datasets = 30; // by now it is not among the ten that come at once
        (await run.Check("academia", oldest))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again

        run.Source = new SomeCkan { Datasets = 30, AtOnce = 10, AwayFrom = 0 }.Answer;
        run.With("package_search.json?fq=tags:village", new SomeCkan { Datasets = 30 }.Answer(new("https://feed.example.org/x")).Body);
        (await run.Check("academia", oldest)).Should().Be(new PluginSdk.CheckResult(PluginSdk.Verdict.Unknown, "Page 1 of the catalogue answers 503."), "nobody knows whether it is gone");

        run.With("package_search.json?fq=tags:village", """{"result":{"count":1,"results":[{"name":"other","metadata_created":"2026-01-01T00:00:00"}]}}""");
        (await run.Check("academia", oldest))!.Verdict.Should().Be(PluginSdk.Verdict.Gone); // as above
    }

    [SkippableFact]
    public async Task A_catalogue_is_read_once_for_all_datasets_that_stand_elsewhere_by_now()
    {
        var ckan = new SomeCkan { Datasets = 10 };
        using var run = Searched(ckan);
        await run.Collect("academia");
        ckan.Datasets = 30;
        ckan.Asked.Clear();

        var said = await run.Check("academia", run.Drafts.Take(3));

        said.Should().OnlyContain(one => one!.Verdict == PluginSdk.Verdict.Unchanged); // it looks again
        ckan.Asked.Count(asked => asked.Contains("start=0", StringComparison.Ordinal)).Should().Be(1);
    }

    [SkippableFact]
    public async Task A_catalogue_that_may_not_be_read_now_says_nothing_about_any_and_is_no_failure()
    {
        using var run = Searched(new() { Datasets = 10 });
        await run.Collect("academia");
        run.With("package_search.json?fq=tags:village", new SomeCkan { Datasets = 30 }.Answer(new("https://feed.example.org/x")).Body);
        run.Source = _ => throw new PluginSdk.RpcError(PluginSdk.ErrorCodes.FetchRefused, "its robots.txt asks not to");

        var said = await run.Check("academia", run.Drafts.Take(3));

        said.Should().HaveCount(3).And.OnlyContain(one => one == new PluginSdk.CheckResult(PluginSdk.Verdict.Unknown, "its robots.txt asks not to"));
    }

    [SkippableFact]
    public async Task A_survey_that_is_away_is_a_failure_and_keeps_no_dataset_from_being_read()
    {
        using var run = new SomeRun(Place).WithSamples();
        (run.Settings["survey"], run.Settings["dictionary"], run.Settings["surveyOn"]) = ("https://feed.example.org/gone.csv", "https://feed.example.org/gone-too.csv", "2026-06-30");

        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, "The survey answers 404, its dictionary 404."));

        run.Drafts.Should().HaveCount(3);
    }

    [SkippableFact]
    public async Task What_datacite_cannot_be_asked_about_is_looked_up_at_crossref()
    {
        using var run = new SomeRun(Place).WithSamples().With("works/10.5555/contoh.standards", """{"message":{"title":["Standards"],"published":{"date-parts":[[2025,8,11]]}}}""");
        Refuse(run, "/dois/");

        (await run.Fails("academia")).Should().BeNull("one of them describes each");

        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("doi/10.5555/contoh.standards", "retraction/doi/10.5555/contoh.villages", "dataset/contoh-budget-boards");
        run.Lines.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("no connection to dois", "/dois/")] // and Crossref knows nothing of it
    [InlineData("no connection to dois", "/dois/", "/works/10.5555/contoh.standards")]
    [InlineData("no connection to works", "/works/10.5555/contoh.standards")] // and DataCite knows nothing of it
    public async Task A_registry_that_cannot_be_had_is_a_failure_by_name_after_all_others_were_read(string words, params string[] away)
    {
        using var run = new SomeRun(Place).WithSamples()
            .With("survey.csv", "clear\n5\n").With("dictionary.csv", "column,label,least,most\nclear,Is it clear?,1,5\n");
        run.Feeds.Remove("https://feed.example.org/dois/10.5555/contoh.standards");
        (run.Settings["survey"], run.Settings["dictionary"], run.Settings["surveyOn"]) = ("https://feed.example.org/survey.csv", "https://feed.example.org/dictionary.csv", "2026-06-30");
        Refuse(run, away);

        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, $"10.5555/contoh.standards cannot be looked up: {words}."));

        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("retraction/doi/10.5555/contoh.villages", "survey/2026-06-30", "dataset/contoh-budget-boards");
        run.Lines.Should().Equal([$"10.5555/contoh.standards cannot be looked up: {words}."], "nobody knows whether a registry describes it");
    }

    [SkippableTheory]
    [InlineData(PluginFailure.ErrorAnswer, "/dois/", "/works/")] // the last that could not be had: the host knows why
    [InlineData(PluginFailure.SourceUnusable, "/dois/")] // Crossref answered after it
    public async Task Of_several_works_that_cannot_be_looked_up_the_first_is_the_failure_and_each_is_told(PluginFailure failure, params string[] away)
    {
        using var run = new SomeRun(Place);
        run.Settings.Remove("catalogue");
        Refuse(run, away);

        (await run.Fails("academia")).Should().Be((failure, "10.5555/contoh.standards cannot be looked up: no connection to dois."));

        run.Lines.Should().Equal("10.5555/contoh.standards cannot be looked up: no connection to dois.", "10.5555/contoh.villages cannot be looked up: no connection to dois.");
    }

    [SkippableTheory]
    [InlineData("survey")]
    [InlineData("dictionary")]
    public async Task A_survey_that_cannot_be_had_is_a_failure_by_name_after_all_others_were_read(string away)
    {
        using var run = new SomeRun(Place).WithSamples().With("survey.csv", "clear\n5\n").With("dictionary.csv", "column,label,least,most\nclear,Is it clear?,1,5\n");
        (run.Settings["survey"], run.Settings["dictionary"], run.Settings["surveyOn"]) = ("https://feed.example.org/survey.csv", "https://feed.example.org/dictionary.csv", "2026-06-30");
        Refuse(run, $"/{away}.csv");

        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, $"The survey cannot be read: no connection to {away}.csv."));

        run.Drafts.Should().HaveCount(3);
    }

    [SkippableFact]
    public async Task A_catalogue_that_cannot_be_had_is_told_beside_the_first_work_that_cannot()
    {
        using var run = new SomeRun(Place).WithSamples();
        Refuse(run, "/dois/", "/package_search.json");

        (await run.Fails("academia")).Should().Be((PluginFailure.ErrorAnswer, "10.5555/contoh.standards cannot be looked up: no connection to dois. no connection to package_search.json"), "the host knows why");

        run.Drafts.Should().ContainSingle("Crossref describes the other");
    }

    [SkippableTheory]
    [InlineData(503, "The survey’s dictionary answers 503.")]
    [InlineData(404, "The survey’s dictionary answers 404.")]
    [InlineData(0, "no connection to dictionary.csv")]
    public async Task A_survey_whose_dictionary_cannot_be_had_is_not_said_to_be_gone(int status, string words)
    {
        using var run = Surveyed("clear,hung\n5,1\n");
        await run.Collect("academia");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (await run.Check("academia", draft)).Should().Be(new PluginSdk.CheckResult(PluginSdk.Verdict.Unchanged));

        if (status == 0) Refuse(run, "/dictionary.csv");
        else run.Source = _ => (status, "");
        run.Feeds.Remove("https://feed.example.org/dictionary.csv");

        (await run.Check("academia", draft)).Should().Be(new PluginSdk.CheckResult(PluginSdk.Verdict.Unknown, words));
    }

    [SkippableTheory]
    [InlineData("\"dates\": [{ \"dateType\": \"Withdrawn\", \"date\": \"2026-05-01\" },", "disputes")]
    [InlineData("\"relatedIdentifiers\": [{ \"relationType\": \"IsObsoletedBy\" }], \"dates\": [", "supports")]
    public async Task What_its_registry_says_was_withdrawn_disputes_and_what_a_newer_version_takes_the_place_of_does_not(string said, string stance)
    {
        using var run = new SomeRun(Place).WithSamples();
        var address = run.Feeds.Keys.Single(feed => feed.Contains("contoh.standards", StringComparison.Ordinal));
        run.Feeds[address] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(run.Feeds[address]).Replace("\"dates\": [", said, StringComparison.Ordinal));

        await run.Collect("academia");

        Text(run.Drafts.Single(draft => Text(draft, "key").Contains("contoh.standards", StringComparison.Ordinal)), "stance").Should().Be(stance);
    }

    [SkippableFact]
    public async Task A_title_that_says_retracted_is_one_and_hostile_words_stay_words()
    {
        using var run = new SomeRun(Place).With(Article, """{"message":{"title":["RETRACTED: <script>alert(1)</script>"],"published":{"date-parts":[[2026,3,10]]}}}""").With("package_search.json", """{"result":{"count":0,"results":[]}}""");
        await run.Collect("academia");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "stance").Should().Be("disputes");
        Text(draft, "title").Should().Be("Retracted: RETRACTED: <script>alert(1)</script>");
        Text(draft, "summary").Should().NotContain("<");
    }

    [SkippableTheory]
    [InlineData("5,1\n5,1\n", "Complete", "100")]
    [InlineData("4,1\n2,0\n", "Substantial", "50")]
    [InlineData("2,0\n,0\n", "Limited", "13")]
    [InlineData("1,0\n", "Not Started", "0")]
    public async Task A_scored_survey_becomes_evidence_with_its_numbers(string answers, string level, string score)
    {
        using var run = Surveyed("clear,hung\n" + answers);
        await run.Collect("academia");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (Text(draft, "shows"), Text(draft, "kind"), Text(draft, "on"), Text(draft, "key")).Should().Be((level, "survey", "2026-03-31", "survey/2026-03-31"));
        Text(draft, "title").Should().EndWith($"scores {score} of 100");
        draft.GetProperty("sources").GetArrayLength().Should().Be(2);
        draft.GetProperty("data").GetProperty("answers").GetInt32().Should().Be(answers.Count(c => c == '\n'));
    }

    [SkippableFact]
    public async Task What_is_no_number_on_its_scale_is_left_out_and_told_by_its_line()
    {
        using var run = Surveyed("clear,hung,remarks\n9,1,\"a, b\"\n3,many,\n3,1\n3,,\n");
        await run.Collect("academia");
        run.Lines.Should().Equal("line 2, clear: no number from 1 to 5", "line 3, hung: no number from 0 to 1", "line 4: 2 cells where the first row has 3");
        var data = run.Drafts.Should().ContainSingle().Subject.GetProperty("data");
        (data.GetProperty("answers clear").GetInt32(), data.GetProperty("answers hung").GetInt32(), data.GetProperty("mean clear").GetDecimal()).Should().Be((2, 1, 3m));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("<html></html>")]
    [InlineData("clear,hung\n")]
    public async Task A_survey_without_a_score_gives_no_draft_and_is_named(string survey)
    {
        using var run = Surveyed(survey);
        (await run.Fails("academia")).Should().Be((PluginFailure.SourceUnusable, "No answer of the survey can be scored."));
        run.Drafts.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("a,b\nclear,1\n", "the dictionary has no column 'column'")]
    [InlineData("column,label,least,most\nclear,Is it clear?,5,5\n", "line 2 of the dictionary: a score has")]
    [InlineData("column,label,least,most\nclear,c,1,5\nclear,c,1,5\n", "line 3 of the dictionary: 'clear' stands twice")]
    [InlineData("column,label,least,most\nnone,c,1,5\n", "the survey has no column 'none'")]
    public async Task What_is_wrong_with_the_dictionary_is_told(string dictionary, string words)
    {
        using var run = Surveyed("clear,hung\n3,1\n", dictionary);
        (await run.Fails("academia"))?.Failure.Should().Be(PluginFailure.SourceUnusable, "it is a failure where nothing is left to be scored");
        run.Lines.Should().ContainSingle().Which.Should().StartWith(words);
    }

    private static SomeRun Searched(SomeCkan catalogue, string query = "fq=tags:village")
    {
        var run = new SomeRun(Place) { Source = catalogue.Answer };
        run.Settings.Remove("works");
        run.Settings["catalogue"] = $"https://feed.example.org/package_search.json?{query}";
        return run;
    }

    /// <summary>What is beneath these paths is not to be had, as the host says it.</summary>
    private static void Refuse(SomeRun run, params string[] paths)
    {
        foreach (var address in run.Feeds.Keys.Where(address => paths.Any(path => new Uri(address).AbsolutePath.StartsWith(path, StringComparison.Ordinal))).ToList()) run.Feeds.Remove(address);
        run.Source = address => paths.Any(path => address.AbsolutePath.StartsWith(path, StringComparison.Ordinal))
            ? throw new PluginSdk.RpcError(PluginSdk.ErrorCodes.FetchRefused, $"no connection to {address.AbsolutePath.Split('/')[1]}")
            : (404, "");
    }

    private static SomeRun Surveyed(string survey, string dictionary = "column,label,least,most\nclear,Is the standard clear?,1,5\nhung,Does it hang?,0,1\nremarks,Remarks,,\n")
    {
        var run = new SomeRun(Place).With("survey.csv", survey).With("dictionary.csv", dictionary);
        foreach (var name in new[] { "works", "catalogue" }) run.Settings.Remove(name);
        foreach (var (name, value) in new[] { ("survey", "https://feed.example.org/survey.csv"), ("dictionary", "https://feed.example.org/dictionary.csv"), ("surveyOn", "2026-03-31") }) run.Settings[name] = value;
        return run;
    }

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;
}
