using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Citizens' reports as evidence, through the real process in its sandbox.</summary>
public sealed class CitizenReportsTests
{
    private const string Place = "Public/CitizenReports";
    private const string Services = """[{"service_code":"queue","service_name":"Waiting"},{"service_code":7,"service_name":"Roads <b>&</b> [paths](https://x.example.org)"}]""";
    private const string Open = """{"service_code":"queue","status":"open","requested_datetime":"2026-08-01T00:00:00Z"}""";

    [SkippableTheory]
    [InlineData("<html><body>We are sorry.</body></html>", true)]
    [InlineData("<html><body>We are <br> sorry.</body>", true)]
    [InlineData("", true)]
    [InlineData("\u0089PNG\r\n\u001a\n\u0000", true)]
    [InlineData("{\"error\":\"moved\"}", true)]
    [InlineData("[]", false)]
    [InlineData("<service_requests/>", false)]
    public async Task A_feed_that_answers_with_nothing_of_its_kind_is_a_failure_by_name_and_an_empty_one_is_not(string body, bool told)
    {
        using var run = Some().With("requests.json", body);

        var failed = await run.Fails("public");

        run.Drafts.Should().BeEmpty();
        (failed?.Failure == PluginFailure.SourceUnusable && failed.Value.Words.Contains("nothing that is Open311", StringComparison.Ordinal)).Should().Be(told);
        if (!told) failed.Should().BeNull();
    }

    [SkippableFact]
    public async Task The_samples_become_one_draft_for_the_month_that_is_over_and_the_same_one_again()
    {
        using var run = new SomeRun(Place).WithSamples();
        run.Folder.Findings.Should().BeEmpty();
        await run.Collect("public");
        var july = run.Drafts.Should().ContainSingle().Subject;
        Text(july, "title").Should().Be("Citizens' reports of July 2026: 3 of 4 closed within 7 days");
        (Text(july, "shows"), Text(july, "stance"), Text(july, "on"), Text(july, "key")).Should().Be(("Substantial", "supports", "2026-07-31", "reports/2026-07"));
        july.GetProperty("data").GetProperty("medianDays").GetDecimal().Should().Be(3.5m, "it lies between the middle two, as in every plugin");
        july.GetProperty("data").GetProperty("inTime 62111").GetInt32().Should().Be(50);
        july.GetProperty("data").GetProperty("inTime 62113").GetInt32().Should().Be(100);
        july.GetProperty("data").GetProperty("reopened").GetInt32().Should().Be(1);
        july.GetProperty("data").GetProperty("service Waiting in a health centre").GetInt32().Should().Be(4);
        Text(july, "summary").Should().Contain("half took 3.5 days or less. Opened again after they were closed: 1. Services counted: Waiting in a health centre.");
        july.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("address").GetString()).Should().Equal(
            "https://feed.example.org/requests.json", "https://feed.example.org/services.json");
        july.GetProperty("data").GetProperty("village 62111").GetInt32().Should().Be(2);

        run.Drafts.Clear();
        await run.Collect("public");
        run.Drafts.Single().GetRawText().Should().Be(july.GetRawText());
    }

    [SkippableTheory]
    [InlineData("2026-07-01", 0, "2026-07-31, 2026-08-31")]
    [InlineData("2026-07-02", 0, "2026-08-31")]
    [InlineData("", 0, "2026-08-31")]
    [InlineData("2026-07-01", 998, "2026-08-31")]
    public async Task A_month_that_the_source_may_have_cut_off_is_not_sent(string since, int more, string sent)
    {
        using var run = Some();
        run.Settings["since"] = since;
        var reports = new[] { "2026-07-16", "2026-08-03" }.Concat(Enumerable.Repeat("2026-09-01", more + 1))
            .Select(day => $$"""{"service_code":"queue","status":"open","requested_datetime":"{{day}}T00:00:00Z"}""");

        await run.With("requests.json", $"[{string.Join(',', reports)}]").Collect("public");

        string.Join(", ", run.Drafts.Select(draft => Text(draft, "on"))).Should().Be(sent);
    }

    [SkippableTheory]
    [InlineData("", "06: 2, 07: 3, 08: 4")] // what came in ninety days begins on 12 June, and June is asked for whole
    [InlineData("2025-11-01", "01: 1, 06: 2, 07: 3, 08: 4")]
    [InlineData("2026-06-02", "07: 3, 08: 4")]
    [InlineData("2026-08-01", "08: 4")]
    public async Task A_source_that_answers_ninety_days_is_asked_for_each_month(string since, string told)
    {
        var source = new SomeOpen311().With(1, "2026-01-05T00:00:00Z").With(1, "2026-06-01T00:30:00+07:00").With(1, "2026-06-20T00:00:00Z")
            .With(2, "2026-07-31T23:30:00+07:00").With(1, "2026-07-01T00:00:00+07:00").With(3, "2026-08-01T00:00:00+07:00").With(1, "2026-08-31T23:59:00-05:00").With(1, "2026-09-02T00:00:00Z");

        (await Told(source, since)).Should().Be(told);
    }

    [SkippableFact]
    public async Task Of_a_source_whose_first_page_is_the_last_days_the_ninety_days_are_told()
    {
        var source = new SomeOpen311 { AtOnce = 20, HasPages = true }.With(30, "2026-07-16T00:00:00Z").With(40, "2026-08-16T00:00:00Z").With(50, "2026-09-02T00:00:00Z");

        (await Told(source, "")).Should().Be("07: 30, 08: 40");
    }

    [SkippableTheory]
    [InlineData("9999-12-31")]
    [InlineData("2099-01-01")]
    [InlineData("0001-01-01")]
    public async Task A_report_of_a_day_that_nobody_can_have_asked_on_is_left_out_alone(string day)
    {
        var wrong = $$"""{"service_code":"queue","status":"open","requested_datetime":"{{day}}T00:00:00Z"}""";
        using var run = Some().With("requests.json", $"[{wrong},{Open.Replace("2026-08", "2026-07", StringComparison.Ordinal)},{Open}]");
        run.Settings["since"] = "2026-07-01";

        await run.Collect("public");

        run.Drafts.Select(draft => Text(draft, "key")).Should().Equal("reports/2026-07/disputes");
        run.Lines.Should().Equal("1 request without a service, or without a day that has been, was left out");
    }

    [SkippableTheory]
    [InlineData("2026-02-31")]
    [InlineData("0001-01-01")]
    public async Task A_first_day_that_is_none_is_a_failure_by_name(string since)
    {
        using var run = Some().With("requests.json", $"[{Open}]");
        run.Settings["since"] = since;

        (await run.Fails("public")).Should().Be((PluginFailure.ErrorAnswer, $"The setting 'since' is '{since}', which is no day, such as 2026-01-01."));
    }

    [SkippableTheory]
    [InlineData(50, true, true, "07: 130, 08: 60")]
    [InlineData(50, true, false, "07: 130, 08: 60")] // pages whose requests have no names
    [InlineData(1_000, false, true, "07: 1300, 08: 600")] // halves
    [InlineData(1_000, false, false, "07: 1300, 08: 600")]
    [InlineData(1_000, true, true, "07: 1300, 08: 600")]
    [InlineData(5, true, true, "08: 60")] // July does not end within fifteen answers
    public async Task A_month_of_more_than_comes_at_once_is_told_whole_or_not_at_all(int atOnce, bool pages, bool ids, string told)
    {
        var many = atOnce == 1_000 ? 10 : 1;
        var source = new SomeOpen311 { AtOnce = atOnce, HasPages = pages, HasIds = ids };
        for (var day = 1; day <= 26; day++) source.With(5 * many, $"2026-07-{day:00}T10:00:00+07:00");
        for (var day = 1; day <= 12; day++) source.With(5 * many, $"2026-08-{day:00}T10:00:00+07:00");

        (await Told(source.With(1, "2026-09-01T00:00:00Z"), "2026-07-01")).Should().Be(told);
    }

    [SkippableFact]
    public async Task A_day_of_more_than_comes_at_once_leaves_its_month_out_and_says_so()
    {
        var source = new SomeOpen311().With(1_200, "2026-07-16T10:00:00Z").With(3, "2026-08-02T00:00:00Z").With(1, "2026-09-01T00:00:00Z");
        using var run = Some();
        (run.Source, run.Settings["since"]) = (source.Answer, "2026-07-01");

        await run.Collect("public");

        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("month").GetString().Should().Be("2026-08");
        run.Lines.Should().ContainSingle().Which.Should().StartWith("2026-07: more reports than its source gives");
    }

    [SkippableFact]
    public async Task What_was_asked_for_by_days_rests_on_those_answers_and_is_looked_at_again_by_days()
    {
        var source = new SomeOpen311 { AtOnce = 50, HasPages = true }.With(60, "2026-07-16T10:00:00Z").With(1, "2026-08-02T00:00:00Z");
        using var run = Some().With("services.json?jurisdiction_id=bojonegoro.go.id", Services);
        (run.Source, run.Settings["since"], run.Settings["jurisdiction"]) = (source.Answer, "2026-07-01", "bojonegoro.go.id");

        await run.Collect("public");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        draft.GetProperty("sources").EnumerateArray().Select(one => one.GetProperty("address").GetString()).Should().Equal(
            "https://feed.example.org/requests.json?jurisdiction_id=bojonegoro.go.id&start_date=2026-06-30T00%3A00%3A00Z&end_date=2026-08-01T23%3A59%3A59Z&service_code=queue",
            "https://feed.example.org/requests.json?jurisdiction_id=bojonegoro.go.id&start_date=2026-06-30T00%3A00%3A00Z&end_date=2026-08-01T23%3A59%3A59Z&service_code=queue&page=2",
            "https://feed.example.org/services.json?jurisdiction_id=bojonegoro.go.id");
        (await run.Check("public", draft))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again
        source.With(1, "2026-07-17T00:00:00Z");
        (await run.Check("public", draft))!.Verdict.Should().Be(PluginSdk.Verdict.Changed); // as above
    }

    [SkippableTheory]
    [InlineData(200, null, "", null)] // a file: it answers the same whatever it is asked
    [InlineData(400, "what is end_date?", "", null)]
    [InlineData(500, "", "The feed answers 500.", PluginFailure.ErrorAnswer)] // for a moment; a month is not told from less
    [InlineData(429, "", "The feed answers 429.", PluginFailure.ErrorAnswer)]
    [InlineData(200, "<html>We are sorry.</html>", "The feed answers with nothing that is Open311", PluginFailure.SourceUnusable)]
    public async Task A_source_that_does_not_narrow_is_taken_as_it_is_and_one_that_is_away_is_a_failure(int status, string? answer, string words, PluginFailure? failure)
    {
        const string July = """{"service_code":"queue","status":"open","requested_datetime":"2026-07-16T00:00:00Z"}""";
        const string Feed = $"[{July},{Open}]";
        using var run = Some().With("requests.json", Feed);
        (run.Source, run.Settings["since"]) = (_ => (status, answer ?? Feed), "2026-07-01");

        var failed = await run.Fails("public");

        failed?.Failure.Should().Be(failure);
        (failed?.Words ?? "").Should().StartWith(words);
        run.Drafts.Should().HaveCount(failure is null ? 1 : 0);
    }

    private static async Task<string> Told(SomeOpen311 source, string since)
    {
        using var run = Some();
        run.Settings["since"] = since;
        run.Source = source.Answer;
        await run.Collect("public");
        return string.Join(", ", run.Drafts.Select(draft => draft.GetProperty("data")).Select(data => $"{Text(data, "month")[5..]}: {data.GetProperty("reports").GetInt32()}"));
    }

    [SkippableFact]
    public async Task Nobodys_words_names_or_places_leave_it()
    {
        using var run = Some().With("requests.json", """
            [{"service_request_id":"1","status":"open","service_code":"queue","requested_datetime":"2026-07-01T00:00:00Z","description":"SECRET-WORDS","first_name":"SECRET-NAME","address":"SECRET-STREET","lat":-7.15,"long":111.88,"phone":"SECRET-PHONE","zipcode":"62111"},
             {"status":"closed","service_code":"queue","requested_datetime":"2026-08-01T00:00:00Z"}]
            """);
        await run.Collect("public");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        draft.GetRawText().Should().NotContain("SECRET").And.NotContain("111.88");
        (Text(draft, "stance"), Text(draft, "shows")).Should().Be(("disputes", "Not Started"));
        Text(draft, "settledBy").Should().NotBeEmpty();
        string.Concat(run.Lines).Should().NotContain("SECRET");
    }

    [SkippableTheory]
    [InlineData("35.22.01.2001", true)]
    [InlineData("Sumber Arum", true)]
    [InlineData("!a@b.co", false)]
    [InlineData("a@b.co", false)]
    [InlineData("0812-3456-7890", false)]
    [InlineData("rumah 081234567890", false)]
    [InlineData("3522014501900001", false)]
    [InlineData("call me: 5", false)]
    [InlineData("<b>Dander</b>", false)]
    public async Task What_is_neither_a_villages_name_nor_its_code_or_somebodys_number_is_not_told_and_its_report_counts(string zipcode, bool told)
    {
        using var run = Some().With("requests.json", $$"""[{{Open[..^1].Replace("2026-08", "2026-07", StringComparison.Ordinal)}},"zipcode":"{{zipcode}}"},{{Open}}]""");

        await run.Collect("public");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        draft.GetProperty("data").GetProperty("reports").GetInt32().Should().Be(1);
        draft.GetProperty("data").TryGetProperty($"village {zipcode}", out _).Should().Be(told);
        Text(draft, "summary").Should().Contain($"Villages named: {(told ? 1 : 0)}.");
        if (!told) draft.GetRawText().Should().NotContain(zipcode);
    }

    [SkippableFact]
    public async Task A_service_that_is_called_like_somebodys_number_is_told_by_its_code()
    {
        using var run = Some().With("services.json", """[{"service_code":"queue","service_name":"Hotline 0812-3456-7890"}]""").With("requests.json", $"[{Open.Replace("2026-08", "2026-07", StringComparison.Ordinal)},{Open}]");

        await run.Collect("public");

        Text(run.Drafts.Should().ContainSingle().Subject, "summary").Should().Contain("Services counted: queue.").And.NotContain("0812");
    }

    [SkippableTheory]
    [InlineData("""{"reopened":1,"status":"closed"}""", "reopened", 1)]
    [InlineData("""{"reopened":"2026-07-09T00:00:00Z","status":"open"}""", "reopened", 1)]
    [InlineData("""{"reopened":true,"status":"open"}""", "reopened", 1)]
    [InlineData("""{"reopened":0,"status":"closed"}""", "reopened", 0)]
    [InlineData("""{"reopened":"no","status":"closed"}""", "reopened", 0)]
    [InlineData("""{"reopened":1,"status":"closed"}""", "", null)] // nobody said that this member says it
    [InlineData("""{"status":"reopened"}""", "", 1)]
    [InlineData("""{"status":"open"}""", "", null)]
    public async Task What_was_opened_again_is_counted_where_the_source_says_so_and_else_not_told(string says, string member, int? counted)
    {
        using var run = Some();
        run.Settings["reopened"] = member;
        var request = $$"""{"service_code":"queue","requested_datetime":"2026-07-01T00:00:00Z",{{says[1..]}}""";
        await run.With("requests.json", $"[{request},{Open}]").Collect("public");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        (draft.GetProperty("data").TryGetProperty("reopened", out var value) ? value.GetInt32() : (int?)null).Should().Be(counted);
        Text(draft, "summary").Contains("Opened again", StringComparison.Ordinal).Should().Be(counted is not null);
    }

    [SkippableTheory]
    [InlineData(Services)]
    [InlineData("""<services><service><service_code>queue</service_code><service_name>Waiting</service_name></service><service><service_code>7</service_code><service_name>Roads</service_name></service></services>""")]
    public async Task Services_are_named_by_the_sources_own_list_and_as_plain_words(string services)
    {
        using var run = Some().With("services.json", services);
        run.Settings["service"] = "";
        await run.With("requests.json", $$"""
            [{"service_code":7,"service_name":"SECRET","status":"open","requested_datetime":"2026-07-01T00:00:00Z"},
             {"service_code":"queue","service_name":"SECRET","status":"open","requested_datetime":"2026-07-01T00:00:00Z"},
             {"service_code":"nobody knows","service_name":"SECRET","status":"open","requested_datetime":"2026-07-01T00:00:00Z"},{{Open}}]
            """).Collect("public");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        draft.GetRawText().Should().NotContain("SECRET").And.NotContain("nobody knows").And.NotContain("<b>").And.NotContain("](");
        Text(draft, "summary").Should().MatchRegex("Services counted: Roads[^<\\[]*, Waiting[.]");
        draft.GetProperty("data").GetProperty("service Waiting").GetInt32().Should().Be(1);
        draft.GetProperty("data").GetProperty("reports").GetInt32().Should().Be(3);
        (await run.Check("public", draft))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again
    }

    [SkippableTheory]
    [InlineData("""[{"service_code":"roads","service_name":"Roads"}]""", PluginFailure.ErrorAnswer, "The setting 'service' is queue, which is none of the source's services: roads.")]
    [InlineData("<html></html>", PluginFailure.SourceUnusable, "The services answer with nothing that is an Open311 service list, neither JSON nor XML: has it moved?")]
    [InlineData("[]", PluginFailure.SourceUnusable, "The services answer with nothing that is an Open311 service list, neither JSON nor XML: has it moved?")]
    [InlineData(null, PluginFailure.ErrorAnswer, "The services answer 404.")]
    public async Task A_service_list_that_is_away_or_does_not_know_the_service_is_a_failure_by_name(string? services, PluginFailure failure, string words)
    {
        using var run = Some().With("requests.json", $"[{Open}]");
        if (services is null) run.Feeds.Remove("https://feed.example.org/services.json");
        else run.With("services.json", services);

        (await run.Fails("public")).Should().Be((failure, words));
        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Without_a_service_list_nothing_is_named_and_the_requests_are_all_it_rests_on()
    {
        using var run = new SomeRun(Place).With("requests.json", $"[{Open.Replace("2026-08", "2026-07", StringComparison.Ordinal)},{Open}]");
        run.Settings.Remove("services");
        await run.Collect("public");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "summary").Should().NotContain("Services");
        draft.GetProperty("sources").GetArrayLength().Should().Be(1);
    }

    [SkippableFact]
    public async Task A_month_that_crosses_one_half_changes_sides_under_a_key_of_its_own()
    {
        using var run = Some();
        await run.With("requests.json", Reports("open")).Collect("public");
        var disputing = run.Drafts.Single();
        await run.With("requests.json", Reports("closed")).Collect("public");
        run.Accept("reports/2026-07");
        await run.With("requests.json", Reports("closed") + " ").Collect("public");
        await run.With("requests.json", Reports("closed").Replace("07-09", "07-20", StringComparison.Ordinal)).Collect("public");

        run.Outcomes.Should().Equal(
            "reports/2026-07/disputes: Accepted", "reports/2026-07: Accepted", "reports/2026-07: Unchanged", "reports/2026-07/disputes: Revised");
        run.Drafts.Select(draft => Text(draft, "stance")).Should().Equal("disputes", "supports", "supports", "disputes");
        run.Lines.Should().BeEmpty();
        (await run.Check("public", disputing))!.Verdict.Should().Be(PluginSdk.Verdict.Changed); // it looks again

        static string Reports(string second) => $$"""
            [{"service_code":"queue","status":"open","requested_datetime":"2026-07-01T00:00:00Z"},
             {"service_code":"queue","status":"{{second}}","requested_datetime":"2026-07-05T00:00:00Z","updated_datetime":"2026-07-09T00:00:00Z"},
             {"service_code":"queue","status":"open","requested_datetime":"2026-08-01T00:00:00Z"}]
            """;
    }

    [SkippableFact]
    public async Task Xml_is_read_too_and_nothing_in_it_expands()
    {
        using var run = Some().With("requests.json", """
            <?xml version="1.0" encoding="utf-8"?>
            <service_requests>
              <request><service_code>queue</service_code><status>closed</status><requested_datetime>2026-07-01T00:00:00Z</requested_datetime><updated_datetime>2026-07-02T00:00:00Z</updated_datetime></request>
              <request><service_code>queue</service_code><status>open</status><requested_datetime>2026-08-01T00:00:00Z</requested_datetime></request>
            </service_requests>
            """);
        await run.Collect("public");
        Text(run.Drafts.Should().ContainSingle().Subject, "shows").Should().Be("Complete");

        using var bomb = Some().With("requests.json", """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><service_requests><request><service_code>&b;</service_code></request></service_requests>""");
        (await bomb.Fails("public"))!.Value.Failure.Should().Be(PluginFailure.SourceUnusable); // it fails
        bomb.Drafts.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1, null, {}]")]
    [InlineData("<html>")]
    [InlineData("[{\"service_code\":\"queue\",\"requested_datetime\":\"yesterday\"}]")]
    public async Task What_is_no_feed_gives_no_draft_and_breaks_nothing(string feed)
    {
        using var run = Some().With("requests.json", feed);
        (await run.Fails("public"))?.Failure.Should().Be(PluginFailure.SourceUnusable);
        run.Drafts.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData("en", "It supports the promise", "Limited", "supports")]
    [InlineData("id", "Membantah janji", "Sebagian kecil", "disputes")]
    public async Task A_persons_own_report_becomes_a_draft_with_its_place(string language, string side, string level, string stance)
    {
        using var run = new SomeRun(Place);
        var asked = (await run.Fields("public", language))["properties"]!;
        asked["side"]!["enum"]!.AsArray().Select(one => (string?)one).Should().Contain(side);
        asked["shows"]!["enum"]!.AsArray().Select(one => (string?)one).Should().Contain(level);
        await run.Submit("public", Own(("side", side), ("shows", level), ("settledBy", "A board that hangs.")), "1", "1.2");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        (Text(draft, "title"), Text(draft, "on"), Text(draft, "milestone"), Text(draft, "shows"), Text(draft, "stance")).Should().Be(
            ("The board hangs (Dander)", "2026-03-31", "1.2", "Limited", stance));
        draft.GetProperty("data").GetProperty("place").GetString().Should().Be("Dander");
        Text(draft, "key").Should().StartWith("own/");
    }

    [SkippableTheory]
    [InlineData("title", "x")]
    [InlineData("words", "short")]
    [InlineData("place", "")]
    [InlineData("on", "2026-02-30")]
    [InlineData("side", "perhaps")]
    [InlineData("shows", "All of it")]
    [InlineData("settledBy", "")]
    public async Task An_own_report_that_lacks_something_is_refused_by_the_fields_name(string field, string value)
    {
        using var run = new SomeRun(Place);
        var wrong = await run.Submit("public", Own(("side", "It disputes the promise"), ("settledBy", "A board that hangs."), (field, value)), "1", "1.2");
        wrong!.Value.Field.Should().Be(field); // it is refused
        run.Drafts.Should().BeEmpty();
    }

    private static System.Text.Json.Nodes.JsonObject Own(params (string Name, string Value)[] other)
    {
        var values = new System.Text.Json.Nodes.JsonObject
        {
            ["title"] = "The board hangs",
            ["words"] = "At the village hall the board hangs for everybody to read.",
            ["place"] = "Dander",
            ["on"] = "2026-03-31",
            ["side"] = "It supports the promise",
            ["shows"] = "Limited",
        };
        foreach (var (name, value) in other) values[name] = value;
        return values;
    }

    private static SomeRun Some() => new SomeRun(Place).With("services.json", Services);

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;
}
