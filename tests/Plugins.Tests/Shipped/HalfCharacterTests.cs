using System.Text;
using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>Texts that a source cut within a character, read by the real processes: they cost nothing but themselves.</summary>
public sealed class HalfCharacterTests
{
    // Half an emoji, as a program writes it that cuts by UTF-16; one that is whole; a backslash and no half; a byte of UTF-8 too few.
    private const string Escaped = "Road \\uD83D and \\ud83d\\ude00 and \\\\ud83d, \\ude00";
    private const string Read = "Road \uFFFD and \U0001F600 and \\ud83d, \uFFFD";
    private const string Cut = "Road \u00FF";

    [SkippableTheory]
    [InlineData(Escaped, Read)]
    [InlineData(Cut, "Road \uFFFD")]
    public async Task A_contract(string title, string read)
    {
        using var package = Fed("Government/OpenContracting", "releases.json", $$"""{"\ud83d":1,"releases":[{{Release(1, title)}},{{Release(2, "Whole")}}]}""");
        await package.Collect("government");
        package.Drafts.Select(draft => Text(draft, "title")).Should().Equal(read, "Whole");
        (await package.Check("government", package.Drafts.First()))!.Verdict.Should().Be(PluginSdk.Verdict.Unchanged); // it looks again

        using var lines = Fed("Government/OpenContracting", "releases.json", $"{Release(1, title)}\n{Release(2, "Whole")}");
        await lines.Collect("government");
        lines.Drafts.Select(draft => Text(draft, "title")).Should().Equal(read, "Whole");

        static string Release(int number, string title) =>
            $$"""{"\ude00":2,"ocid":"ocds-contoh-portal-{{number}}","date":"2026-01-31T00:00:00Z","tag":["\ud83d"],"contracts":[{"id":"a","status":"\ud83d","title":"{{title}}"}]}""";
    }

    [SkippableTheory]
    [InlineData(Escaped, Read)]
    [InlineData(Cut, "Road \uFFFD")]
    public async Task A_work_and_a_dataset(string title, string read)
    {
        using var run = Fed("Academia/OpenScience", "package_search.json", $$$"""{"result":{"count":1,"\ud83d":0,"results":[{"name":"a","title":"{{{title}}}","metadata_created":"2026-01-01T00:00:00"}]}}""");
        Feed(run, "works/10.5555/contoh.villages", $$$"""{"message":{"title":["{{{title}}}"],"URL":"\ud83d","published":{"date-parts":[[2026,3,10]]} } }""");
        Feed(run, "dois/10.5555/contoh.standards", $$$"""{"data":{"attributes":{"titles":[{"title":"{{{title}}}"}],"publicationYear":2026} } }""");

        await run.Collect("academia");

        run.Drafts.Select(draft => Text(draft, "title")).Should().Equal(read, read, read);
    }

    [SkippableTheory]
    [InlineData("""[{"service_code":"queue","description":"ROAD","zipcode":"ROAD","\ud83d":1,"status":"open","requested_datetime":"2026-07-01T00:00:00Z"},{"service_code":"queue","status":"open","requested_datetime":"2026-08-01T00:00:00Z"}]""", Escaped)]
    [InlineData("""[{"service_code":"queue","description":"ROAD","zipcode":"ROAD","status":"open","requested_datetime":"2026-07-01T00:00:00Z"},{"service_code":"queue","status":"open","requested_datetime":"2026-08-01T00:00:00Z"}]""", Cut)]
    [InlineData("<service_requests><request><service_code>queue</service_code><description>ROAD</description><requested_datetime>2026-07-01</requested_datetime></request><request><service_code>queue</service_code><requested_datetime>2026-08-01</requested_datetime></request></service_requests>", "Road &#xD83D; &#x1;")]
    public async Task A_report_and_a_service(string feed, string words)
    {
        using var run = Fed("Public/CitizenReports", "requests.json", feed.Replace("ROAD", words, StringComparison.Ordinal));
        Feed(run, "services.json", $$"""[{"service_code":"queue","service_name":"{{(words == Cut ? Cut : Escaped)}}"}]""");

        await run.Collect("public");

        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("reports").GetInt32().Should().Be(1);
    }

    [SkippableTheory]
    [InlineData("{\"village\":\"v1\",\"period\":\"2026-03\",\"value\":1,\"source\":\"s\",\"remark\":\"ROAD\",\"\\ud83d\":1}\n{\"village\":\"ROAD\",\"period\":\"2026-03\",\"value\":1,\"source\":\"s\"}", Escaped)]
    [InlineData("{\"village\":\"v1\",\"period\":\"2026-03\",\"value\":1,\"source\":\"s\",\"remark\":\"ROAD\"}\n{\"village\":\"ROAD\",\"period\":\"2026-03\",\"value\":1,\"source\":\"s\"}", Cut)]
    [InlineData("village,period,value,source,remark\nv1,2026-03,1,s,ROAD\nROAD,2026-03,1,s,", Cut)]
    public async Task A_row(string table, string words)
    {
        using var run = Fed("Business/DataFeed", "boards.csv", table.Replace("ROAD", words, StringComparison.Ordinal));

        await run.Collect("business");

        run.Drafts.Should().ContainSingle().Which.GetProperty("data").GetProperty("covered").GetInt32().Should().Be(1);
        run.Lines.Should().ContainSingle().Which.Should().EndWith("'village' is neither a name nor a code");
    }

    [SkippableFact]
    public async Task A_title_that_is_shortened_ends_before_a_character_and_not_within_it()
    {
        var title = new string('a', 158) + "😀😀";
        using var contract = Fed("Government/OpenContracting", "releases.json", $$"""{"ocid":"ocds-contoh-portal-1","date":"2026-01-31T00:00:00Z","contracts":[{"id":"a","title":"{{title}}"}]}""");
        using var work = Fed("Academia/OpenScience", "package_search.json", $$$"""{"result":{"count":1,"results":[{"name":"a","title":"{{{title}}}","metadata_created":"2026-01-01T00:00:00"}]}}""");

        await contract.Collect("government");
        await work.Collect("academia");

        contract.Drafts.Concat(work.Drafts).Select(draft => Text(draft, "title")).Should().Equal(Enumerable.Repeat(new string('a', 158) + "…", 2));
    }

    private static SomeRun Fed(string place, string path, string text)
    {
        var run = new SomeRun(place);
        Feed(run, path, text);
        return run;
    }

    /// <summary>In Latin-1 where it is <see cref="Cut"/>: the byte FF begins nothing in UTF-8.</summary>
    private static void Feed(SomeRun run, string path, string text) =>
        run.Feeds[$"https://feed.example.org/{path}"] = text.Contains('\u00FF', StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);

    private static string Text(JsonElement draft, string name) => draft.GetProperty(name).GetString()!; // every draft has it
}
