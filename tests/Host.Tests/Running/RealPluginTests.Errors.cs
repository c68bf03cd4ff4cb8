using System.Globalization;
using FluentAssertions;
using Tracker.Host.Running;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a program asks that the host does not do: it is told why by a code, and its run goes on.</summary>
public sealed partial class RealPluginTests
{
    private const string Large = "https://data.example.org/large/";

    public static TheoryData<string, string, int, string> Errors() => new()
    {
        { "method", """ask("decide", {})""", ErrorCodes.MethodNotFound, "There is no method 'decide'." },
        { "fetch", """ask("fetch", {"address": 7})""", ErrorCodes.InvalidParams, "The parameters of 'fetch' are not its parameters" },
        { "part", """ask("fetchPart", {"sha256": "d" * 64, "offset": 0})""", ErrorCodes.InvalidParams, "Nothing with this digest was fetched in this run." },
        { "offset", $$"""ask("fetchPart", {"sha256": ask("fetch", {"address": "{{Large}}1"})["result"]["sha256"], "offset": 1 << 40})""", ErrorCodes.InvalidParams, "The offset lies outside of it." },
        { "broken", """ask("fetch", {"address": "https://data.example.org/broken"})""", ErrorCodes.InternalError, "This side failed." },
        { "forbidden", """ask("fetch", {"address": "https://data.example.org/forbidden"})""", ErrorCodes.FetchRefused, "It is not declared. address-not-allowed" },
        { "kept", $$"""[ask("fetch", {"address": "{{Large}}%d" % i}) for i in range(5)][4]""", ErrorCodes.TooMuch, "A run keeps at most 64 MiB of long bodies." },
        { "long", """ask("fetch", {"address": "https://data.example.org/long"})""", ErrorCodes.TooMuch, "at most 1048576 are sent." },
    };

    [SkippableTheory]
    [MemberData(nameof(Errors))]
    public async Task What_the_host_does_not_do_is_an_error_by_its_code_and_the_program_goes_on(string name, string asks, int code, string words)
    {
        _sources.Answers = address => new Uri(address).AbsolutePath switch
        {
            "/broken" => throw new InvalidOperationException("The disk is at /var/secret."),
            "/forbidden" => new SourceAnswer.Refused("address-not-allowed", "It is not declared."),
            "/long" => Said(address, "long") with { Headers = [("x-long", new('x', 1 << 20))] },
            var path when path.StartsWith("/large/", StringComparison.Ordinal) => Said(address, address.PadRight(16 << 20)),
            _ => null,
        };
        await Installed($"errors-{name}", $$"""
            error = {{asks}}["error"]
            write(method="log", params={"level": "info", "text": "%d %s %s" % (error["code"], error["message"], error.get("data", {}).get("reason", ""))})
            ask("evidence", draft("after", ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]))
            write(id=request["id"], result={})
            read()
            """);

        var run = await Ran();

        run.Row.Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 1, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Lines.Should().ContainSingle().Which.Text.Should().StartWith(code.ToString(CultureInfo.InvariantCulture)).And.Contain(words).And.NotContain("/var/secret");
    }

    [SkippableFact]
    public async Task Of_a_hundred_things_asked_at_once_each_is_answered()
    {
        await Installed("errors-many", """
            source = ask("fetch", {"address": "https://data.example.org/counts/1.json"})["result"]
            for i in range(100): write(id="many-%d" % i, method="evidence", params=draft("village-%d" % i, source))
            answers = [read() for i in range(100)]
            write(method="log", params={"level": "info", "text": "%d %s" % (len(set(one["id"] for one in answers)), set(one["result"]["outcome"] for one in answers))})
            write(id=request["id"], result={})
            read()
            """);

        var run = await Ran();

        run.Row.Should().Match<RunRow>(row => row.State == RunState.Well && row.Counts.Accepted == 100, $"{run.Row.Failure}: {run.Row.Detail}");
        run.Lines.Single().Text.Should().Be("100 {'accepted'}");
    }
}
