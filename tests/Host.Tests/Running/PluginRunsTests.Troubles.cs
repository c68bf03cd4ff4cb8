using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What people are told of a run that met trouble.</summary>
public sealed partial class PluginRunsTests
{
    private const string Hidden = "s3cr3t-of-the-hook";

    [Fact]
    public async Task A_dropped_delivery_says_why_in_the_plugins_own_words_and_this_sites_in_the_readers_language()
    {
        _reader.Settings = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"key":{"type":"string","secret":true}}}""")!;
        await Installed("counts-12", new() { ["key"] = Hidden });
        await Ran();
        _process.Receives = (_, _) => throw new PluginFailed("error-answer", $"x-signature is not of this body and {Hidden} <b>.");
        await Deliver("forged");
        await Grain.Ended();
        _process.Receives = (_, _) => throw new PluginFailed("crashed", "It ended with 3.");
        await Deliver("poison");
        await Grain.Ended();

        var runs = await Store.Runs(_plugin, null, 2);
        runs.Select(run => run.State).Should().OnlyContain(state => state == RunState.Well, "anybody can send this");
        var visitor = await SignedIn("partner");
        (await Lines("en", runs[1])).Should().StartWith("What was delivered at ").And.Contain(" was dropped. It answered with an error. The plugin’s own words: x-signature is not of this body and (secret) <b>.");
        (await Lines("id", runs[1])).Should().StartWith("Kiriman yang masuk ").And.Contain("Kata program itu sendiri: x-signature is not").And.NotContain("dropped");
        (await Lines("en", runs[0])).Should().EndWith("was dropped. It ended by itself before it was done. It ended with the code 3.");
        (await visitor.Open($"/en/plugins/{_plugin}/runs/{runs[1].Number}")).QuerySelectorAll("section[aria-labelledby='noted'] q").Should().ContainSingle("they are quoted");
        (await new Pages.Visitor(_site.Visitor()).Open($"/en/plugins/{_plugin}/runs/{runs[1].Number}")).QuerySelectorAll("#lines, #noted").Should().BeEmpty("nobody has checked them for names");

        async Task<string> Lines(string language, RunRow run) =>
            Regex.Replace((await visitor.Open($"/{language}/plugins/{_plugin}/runs/{run.Number}")).QuerySelector("section[aria-labelledby='noted'] li")!.TextContent, "\\s+", " ").Trim(); // it wrote one
    }

    public static TheoryData<string, string?, int, string, string, string> Troubles() => new()
    {
        { "counts-s1", "address-not-public", 0, "source-address-not-public", "A source could not be read: its address is not on the public internet.", "Sebuah sumber tidak bisa dibaca: alamatnya tidak ada di internet terbuka." },
        { "counts-s2", "truncated", 0, "source-truncated", "what came was cut short or damaged.", "yang datang terpotong atau rusak." },
        { "counts-s3", "too-large", 0, "source-too-large", "it is larger than is read.", "ukurannya terlalu besar." },
        { "counts-s4", "name-unknown", 0, "source-name-unknown", "nothing has the name in its address.", "nama dalam alamatnya tidak dikenal." },
        { "counts-s5", null, 404, "source-status-404", "it answered with status 404.", "sumber itu menjawab dengan status 404." },
        { "counts-s6", "method-not-allowed", 0, "error-answer", "It answered with an error.", "Program menjawab dengan kesalahan." },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_run_that_gave_up_over_a_source_is_a_failure_of_that_source_by_name_and_for_everybody(string id, string? refusal, int status, string failure, string english, string indonesian)
    {
        await Installed(id);
        _sources.Answers = address => refusal is null ? new SourceAnswer.Came(status, [], address, address, new('a', 64), default, default) : new SourceAnswer.Refused(refusal, "secret.example.org leads to 10.0.0.1");
        _process.Collects = async (calls, _, _, ct) =>
        {
            await calls.Fetch("GET", Feed, [], ct);
            throw new PluginFailed("error-answer", "secret.example.org leads to 10.0.0.1");
        };

        (await Ran()).Row.Failure.Should().Be(failure);

        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain(english).And.NotContain("10.0.0.1");
        (await _site.Visitor().GetStringAsync($"/id/plugins/{_plugin}")).Should().Contain(indonesian).And.NotContain("10.0.0.1");
    }

    [Fact]
    public async Task A_run_that_follows_a_source_without_end_is_a_failure_of_that_source_by_name()
    {
        await Installed("counts-s13");
        _sources.Answers = _ => new SourceAnswer.Refused("not-now", "it asks to be left alone");
        _process.Collects = async (calls, _, _, ct) =>
        {
            while (await calls.Fetch("GET", Feed, [], ct) is not SourceAnswer.Refused { Reason: "too-many-fetches" })
            {
            }

            throw new PluginFailed("error-answer", "a run fetches at most 2000 times");
        };

        (await Ran()).Row.Failure.Should().Be("source-too-many-fetches");

        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain("more was asked for than one run may.");
    }

    [Fact]
    public async Task What_no_text_of_the_record_may_say_is_not_said_by_the_list_of_what_was_refused_either()
    {
        await Installed("counts-s12");
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("budi.santoso@mail.example 0812-3456-7890", came.Sha256), ct);
            await calls.Evidence(Some("well", came.Sha256) with { Milestone = "siti@mail.example" }, ct);
            await calls.Evidence(Some("turned \u202Eround", came.Sha256) with { Kind = "gossip" }, ct);
            return null;
        };

        var run = (await Ran()).Row;

        run.Counts.Refused.Should().Be(3);
        var page = await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}/runs/{run.Number}");
        page.Should().Contain("“…”").And.Contain("“well”").And.NotContain("mail.example").And.NotContain("0812").And.NotContain("\u202E");
        (await _site.Visitor().GetStringAsync($"/api/v1/plugins/{_plugin}/runs")).Should().NotContain("mail.example").And.NotContain("0812");
    }

    [Fact]
    public async Task A_source_that_came_and_is_not_what_the_plugin_reads_is_named_so_for_everybody()
    {
        await Installed("counts-s11");
        _process.Collects = (_, _, _, _) => throw new PluginFailed("source-unusable", "The feed of secret.example.org has moved.");

        (await Ran()).Row.Failure.Should().Be("source-unusable");

        (await _site.Visitor().GetStringAsync($"/en/plugins/{_plugin}")).Should().Contain("what came is not what the plugin reads.").And.NotContain("secret.example.org");
        (await _site.Visitor().GetStringAsync($"/id/plugins/{_plugin}")).Should().Contain("yang datang bukan yang bisa dibaca program ini.").And.NotContain("secret.example.org");
    }

    [Theory]
    [InlineData("counts-s7", "crashed", "It ended with 9.", true)]
    [InlineData("counts-s8", "too-much-memory", "It used more than 64 MiB.", true)]
    [InlineData("counts-s10", "error-answer", "KeyError: 'value'", false)]
    public async Task What_is_the_plugins_own_failure_stays_its_own(string id, string failure, string detail, bool isRefused)
    {
        await Installed(id);
        var asked = 0;
        _sources.Answers = _ => asked++ == 0 || isRefused ? new SourceAnswer.Refused("too-slow", "it took longer than 30 seconds") : null;
        _process.Collects = async (calls, _, _, ct) =>
        {
            await calls.Fetch("GET", Feed, [], ct);
            await calls.Fetch("GET", Feed, [], ct);
            throw new PluginFailed(failure, detail);
        };

        (await Ran()).Row.Should().Match<RunRow>(row => row.Failure == failure && row.Detail == detail);
    }
}
