using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Indicator values as evidence, through the real process in its sandbox.</summary>
public sealed class DataFeedTests
{
    private const string Place = "Business/DataFeed";
    private const string Secret = "a secret of the tests alone";
    private static readonly DateTimeOffset s_now = new(2026, 8, 20, 3, 0, 0, TimeSpan.Zero);

    [SkippableFact]
    public async Task The_samples_become_a_draft_a_month_with_their_coverage_and_the_same_ones_again()
    {
        using var run = new SomeRun(Place).WithSamples();
        run.Folder.Findings.Should().BeEmpty();
        await run.Collect("business");
        run.Drafts.Select(draft => Text(draft, "title")).Should().Equal(
            "Desa yang papan anggarannya terlihat: 9 of 430 villages, July 2026", "Desa yang papan anggarannya terlihat: 12 of 430 villages, August 2026");
        var august = run.Drafts.Last();
        (Text(august, "shows"), Text(august, "on"), Text(august, "milestone"), Text(august, "key")).Should().Be(
            ("Limited", "2026-08-31", "2.1.1", "coverage/Desa yang papan anggarannya terlihat/2026-08"));
        august.GetProperty("data").GetProperty("refused").GetInt32().Should().Be(1);
        run.Lines.Should().Contain("line 23: 'value' is no number, such as 12.5");

        var first = run.Drafts.Select(draft => draft.GetRawText()).ToList();
        run.Drafts.Clear();
        await run.Collect("business");
        run.Drafts.Select(draft => draft.GetRawText()).Should().Equal(first);
    }

    [SkippableFact]
    public async Task A_figure_that_its_source_corrects_after_it_was_accepted_is_told_under_the_next_key()
    {
        using var run = new SomeRun(Place).With("boards.csv", "village,period,value,source\nv1,2026-07,1,s\n");
        await run.Collect("business");
        var key = Text(run.Drafts.Single(), "key");
        run.Accept(key);
        await run.With("boards.csv", "village,period,value,source\nv1,2026-07,1,s\nv1,2026-08,1,s\nv2,2026-08,many,s\n").Collect("business");
        await run.With("boards.csv", "village,period,value,source\nv1,2026-07,2,s\nv1,2026-08,1,s\n").Collect("business");

        var august = key.Replace("2026-07", "2026-08", StringComparison.Ordinal);
        run.Outcomes.Should().Equal(
            $"{key}: Accepted", $"{key}: Unchanged", $"{august}: Accepted", $"{key}: evidence-accepted-already", $"{key}/2: Accepted", $"{august}: Revised");
        run.Lines.Should().Equal(["line 4: 'value' is no number, such as 12.5"], "nothing was lost but a row of another month");
        var corrected = run.Drafts.Single(draft => Text(draft, "key") == key + "/2");
        corrected.GetProperty("data").GetProperty("median").GetDecimal().Should().Be(2);
        (await run.Check("business", corrected))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again
    }

    [SkippableTheory]
    [InlineData(4, "Complete")]
    [InlineData(3, "Substantial")]
    [InlineData(2, "Substantial")]
    [InlineData(1, "Limited")]
    public async Task The_level_is_the_coverage(int covered, string level)
    {
        using var run = new SomeRun(Place).With("boards.csv", "village,period,value,source\n" + string.Concat(Enumerable.Range(1, covered).Select(i => $"v{i},2026-03,{i},s\n")));
        run.Settings["villages"] = 4;
        await run.Collect("business");
        Text(run.Drafts.Should().ContainSingle().Subject, "shows").Should().Be(level);
    }

    [SkippableFact]
    public async Task A_row_that_is_wrong_costs_itself_alone_and_is_told_by_its_line()
    {
        using var run = new SomeRun(Place).With("boards.csv", "\uFEFFVillage,Period,Value,Source\r\nv1,2026-03,1.5,\"a, \"\"quoted\"\"\nsource\"\r\nv1,2026-03,2,s\r\nv2,March,2,s\r\nv3,2026-03,,s\r\nv4,2026-03\r\n=cmd|x,2026-03,3,s\r\nv5,2026-03,1,\r\nv5,2026-04,1\r\nv6,9999-12,1,s\r\nv6,0001-01,1,s\r\nv6,2027-03,1,s\r\n");
        await run.Collect("business");
        run.Lines.Should().Equal("line 4: v1 stands twice in 2026-03", "line 5: 'period' is no month, such as 2026-03", "line 6: 'value' is empty", "line 7: it is no row", "line 8: 'village' is neither a name nor a code", "line 9: 'source' is empty", "line 10: it is no row",
            "line 11: 'period' is no month, such as 2026-03", "line 12: 'period' is no month, such as 2026-03", "line 13: 2027-03 has not begun");
        var data = run.Drafts.Should().ContainSingle().Subject.GetProperty("data");
        (data.GetProperty("covered").GetInt32(), data.GetProperty("refused").GetInt32()).Should().Be((1, 4), "that many of its rows name this month");
    }

    [SkippableTheory]
    [InlineData("en", "lowest 1, median 1, highest 1. Sources named: 2 (Board of Statistics, Bojonegoro; Village office). No row")]
    [InlineData("id", "terendah 1, median 1, tertinggi 1. Sumber yang disebut: 2 (Board of Statistics, Bojonegoro; Village office). Tidak ada")]
    public async Task A_draft_names_where_its_values_come_from_in_what_is_pulled_and_in_what_is_delivered(string language, string words)
    {
        const string table = "village,period,value,source\nv1,2026-03,1,Village office\nv2,2026-03,1,\"Board of Statistics, Bojonegoro\"\nv3,2026-03,1,\"Board of Statistics, Bojonegoro\"\n";
        using var run = new SomeRun(Place) { Locale = language }.With("boards.csv", table);
        run.Settings["secret"] = Secret;

        await run.Collect("business");
        await run.Receive("business", Encoding.UTF8.GetBytes(table), s_now, Signed(Encoding.UTF8.GetBytes(table), s_now, Secret));

        run.Drafts.Should().HaveCount(2);
        run.Drafts.Should().OnlyContain(draft => Text(draft, "summary").Contains(words, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("https://data.example.org/boards/2026-03?token=SECRET#part", "1 (https://data.example.org/boards/2026-03)")]
    [InlineData("https://SECRET:word@data.example.org/", "1")]
    [InlineData("Survey: https://data.example.org/d?key=SECRET of March", "1 (Survey: https://data.example.org/d of March)")]
    [InlineData("data.example.org/d?key=SECRET", "1 (data.example.org/d)")]
    [InlineData("Survey key=SECRET", "1 (Survey)")]
    [InlineData("Survey api_key:SECRET", "1 (Survey)")]
    [InlineData("Survey Kunci: SECRET", "1 (Survey)")]
    [InlineData("https://data.example.org/d%3Fkey%3DSECRET", "1 (data.example.org)")]
    [InlineData("https://data.example.org/d key:SECRET", "1 (data.example.org)")]
    [InlineData("https://data.example.org:8443/d", "1 (https://data.example.org:8443/d)")]
    [InlineData("doi:10.5281/zenodo.1", "1 (doi:10.5281/zenodo.1)")]
    [InlineData("Survey: the round at 10:30 in Dander", "1 (Survey: the round at 10:30 in Dander)")]
    [InlineData("Survey token = SECRET", "1 (Survey token)")]
    [InlineData("Survey d%3Fkey%3DSECRET", "1 (Survey)")]
    [InlineData("https://data.example.org/[a](b)*c*", "1 (data.example.org)")]
    [InlineData("Budi 0812-3456-7890", "1")]
    [InlineData("budi@example.org", "1")]
    [InlineData("3522014501900001", "1")]
    [InlineData("**", "1")]
    [InlineData("<b>Office</b> [x](javascript:alert)", "1 (b Office /b x (javascript:alert))")]
    public async Task What_could_be_somebodys_or_markup_is_no_name_of_a_source(string source, string named)
    {
        using var run = new SomeRun(Place).With("boards.csv", $"village,period,value,source\nv1,2026-03,1,{source}\n");

        await run.Collect("business");

        Text(run.Drafts.Should().ContainSingle().Subject, "summary").Should().Contain($"Sources named: {named}. ").And.NotContain("SECRET");
        run.Lines.Should().BeEmpty();
    }

    [SkippableTheory]
    [InlineData(57, "", "2 (https://{0}.com/; s)")]
    [InlineData(57, "d%3Fkey%3DSECRET", "2 ({1}.com; s)")]
    [InlineData(59, "", "2 (s; 1 more)")]
    [InlineData(59, "d%3Fkey%3DSECRET", "2 (s; 1 more)")]
    public async Task A_source_whose_host_can_be_none_is_counted_and_not_told_and_costs_no_row(int letters, string path, string named)
    {
        var host = new string('é', letters); // what DNS would carry of it has at most 63
        using var run = new SomeRun(Place).With("boards.csv", $"village,period,value,source\nv1,2026-03,1,https://{host}.com/{path}\nv2,2026-03,1,s\n");

        await run.Collect("business");

        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "summary").Should().Contain($"Sources named: {string.Format(CultureInfo.InvariantCulture, named, host, letters > 57 ? "" : new IdnMapping().GetAscii(host))}. ");
        draft.GetProperty("data").GetProperty("refused").GetInt32().Should().Be(0);
        run.Lines.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task Of_many_sources_those_of_most_rows_are_named_and_long_ones_are_shortened()
    {
        var rows = Enumerable.Range(1, 7).SelectMany(source => Enumerable.Range(1, source).Select(village => $"v{source}-{village},2026-03,1,{(source == 7 ? new string('s', 200) : $"Office {source}")}"));
        using var run = new SomeRun(Place).With("boards.csv", $"village,period,value,source\n{string.Join('\n', rows)}\n");

        await run.Collect("business");

        Text(run.Drafts.Should().ContainSingle().Subject, "summary").Should().Contain($"Sources named: 7 ({new string('s', 79)}…; Office 6; Office 5; Office 4; Office 3; 2 more). ");
    }

    [SkippableFact]
    public async Task Somebodys_number_where_a_village_belongs_costs_its_row_and_is_not_repeated()
    {
        using var run = new SomeRun(Place).With("boards.csv", "village,period,value,source\nv1,2026-03,1,s\n081234567890,2026-03,1,s\n081234567890,2026-03,1,s\n");

        await run.Collect("business");

        run.Lines.Should().Equal(new[] { 3, 4 }.Select(line => $"line {line}: 'village' is a telephone number: what is sent stays public for ever, take it out"));
        run.Drafts.Should().ContainSingle();
    }

    [SkippableFact]
    public async Task A_value_that_is_larger_than_any_costs_its_row_alone()
    {
        const string most = "79228162514264337593543950335";
        using var run = new SomeRun(Place).With("boards.csv", $"village,period,value,source\nv1,2026-03,{most},s\nv2,2026-03,-{most},s\nv3,2026-03,999999999999999,s\nv4,2026-03,1000000000000000,s\nv5,2026-03,999999999999999,s\n");

        await run.Collect("business");

        run.Lines.Should().Equal(new[] { 2, 3, 5 }.Select(line => $"line {line}: 'value' is larger than any is"));
        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("median").GetDecimal().Should().Be(999_999_999_999_999m);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("village,period,value,source\n")]
    [InlineData("<html><body>We are <br> sorry.</body></html>")]
    [InlineData("\u0089PNG\r\n\u001a\n\u0000")]
    [InlineData("{\"error\":\"moved\"}")]
    public async Task A_table_of_which_no_row_can_be_read_is_a_failure_by_name(string table)
    {
        using var run = new SomeRun(Place).With("boards.csv", table);

        (await run.Fails("business")).Should().Be((PluginFailure.SourceUnusable, "No row can be read in what the feed answers."));

        run.Lines.Should().NotBeEmpty("they say of each line why");
        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task More_villages_than_there_are_said_to_be_are_a_failure_and_none_of_them_is_sent()
    {
        using var run = new SomeRun(Place).With("boards.csv", "village,period,value,source\nv1,2026-02,1,s\nv1,2026-03,1,s\nv2,2026-03,2,s\n");
        run.Settings["villages"] = 1;

        (await run.Fails("business")).Should().Be((PluginFailure.ErrorAnswer, "The table has 2 villages in 2026-03, and by the setting 'villages' there are 1."));

        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task A_feed_that_is_away_is_a_failure()
    {
        using var run = new SomeRun(Place);
        (await run.Fails("business")).Should().Be((PluginFailure.ErrorAnswer, "The feed answers 404."));
    }

    [SkippableFact]
    public async Task Json_lines_are_read_too()
    {
        using var run = new SomeRun(Place).With("boards.csv", "{\"village\":\"v1\",\"period\":\"2026-03\",\"value\":1,\"source\":\"s\"}\nrubbish\n{\"village\":\"v2\",\"period\":\"2026-03\",\"value\":\"2\",\"source\":\"s\"}\n[1]\n{\"village\":\"v3\",\"period\":\"2026-03\",\"value\":1}\n{\"cut");
        await run.Collect("business");
        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("covered").GetInt32().Should().Be(2);
        run.Lines.Should().Equal("line 2: it is no row", "line 4: it is no row", "line 5: 'source' is empty", "line 6: it is no row");
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("<html></html>")]
    [InlineData("village,period,value,source\n")]
    [InlineData("\"unclosed")]
    public async Task What_is_no_table_gives_no_draft_and_breaks_nothing(string feed)
    {
        using var run = new SomeRun(Place).With("boards.csv", feed);
        (await run.Fails("business"))?.Failure.Should().Be(PluginFailure.SourceUnusable);
        run.Drafts.Should().BeEmpty();
    }

    [SkippableFact]
    public async Task What_is_delivered_and_signed_is_taken_and_dated_no_later_than_it_came()
    {
        using var run = new SomeRun(Place);
        run.Settings["secret"] = Secret;
        var body = Encoding.UTF8.GetBytes("village,period,value,source\nv1,2026-08,1,s\nv1,2026-09,1,s\nv1,9999-12,1,s\n");
        await run.Receive("business", body, s_now, Signed(body, s_now, Secret));
        run.Lines.Should().Equal("line 3: 2026-09 has not begun", "line 4: 'period' is no month, such as 2026-03");
        var draft = run.Drafts.Should().ContainSingle().Subject;
        Text(draft, "on").Should().Be("2026-08-20");
        draft.GetProperty("sources")[0].GetProperty("address").GetString().Should().Be("https://site.example.org/hooks/x");
    }

    [SkippableFact]
    public async Task A_firm_that_only_delivers_needs_no_address()
    {
        using var run = new SomeRun(Place);
        run.Settings.Remove("feed").Should().BeTrue();
        run.Settings["secret"] = Secret;
        run.Folder.Manifest!.Settings!["required"]!.AsArray().Select(name => (string)name!).Should().NotContain("feed");

        await run.Collect("business");
        run.Drafts.Should().BeEmpty();

        var body = Encoding.UTF8.GetBytes("village,period,value,source\nv1,2026-08,1,s\n");
        await run.Receive("business", body, s_now, Signed(body, s_now, Secret));
        run.Drafts.Should().ContainSingle();
    }

    [SkippableTheory]
    [InlineData("another secret", 0, "not of this body")]
    [InlineData(Secret, 301, "five minutes")]
    [InlineData(Secret, -301, "five minutes")]
    [InlineData(null, 0, "missing")]
    public async Task What_is_not_signed_or_is_sent_again_is_not_taken(string? secret, int secondsOff, string words)
    {
        using var run = new SomeRun(Place);
        run.Settings["secret"] = Secret;
        var body = Encoding.UTF8.GetBytes("village,period,value,source\nv1,2026-08,1,s\n");
        var failed = await FluentActions.Awaiting(() => run.Receive("business", body, s_now, secret is null ? [] : Signed(body, s_now.AddSeconds(secondsOff), secret)))
            .Should().ThrowAsync<PluginFailed>();
        failed.Which.Reason.Should().Be(PluginFailure.ErrorAnswer);
        failed.Which.Message.Should().Contain(words);
        run.Drafts.Should().BeEmpty();
    }

    private static (string, string)[] Signed(byte[] body, DateTimeOffset at, string secret)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            ("x-timestamp", timestamp),
            ("x-signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]))),
        ];
    }

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!;
}
