using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Tracker.PluginSdk;
using Tracker.PluginSdk.Framing;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>Whatever the messages are: each side answers, ends, or names what is wrong, and says nothing itself that is no message.</summary>
public sealed class MessageTests
{
    private static readonly string s_sha = new('a', 64);

    private static readonly string[] s_ofAPlugin =
    [
        """{"jsonrpc":"2.0","id":1,"result":{"protocol":"1.0","name":"some","version":"1.0.0"}}""",
        """{"jsonrpc":"2.0","id":2,"method":"fetch","params":{"address":"https://data.example.org/","method":"POST","headers":{"accept":"text/csv"},"body":"AQI="}}""",
        $$$"""{"jsonrpc":"2.0","id":"three","method":"fetchPart","params":{"sha256":"{{{s_sha}}}","offset":12}}""",
        $$$$$"""{"jsonrpc":"2.0","id":4,"method":"evidence","params":{"draft":{"key":"k","plan":"contoh","commitment":"1","kind":"survey","title":"t","summary":"s","on":"2026-01-01","shows":"Limited","stance":"supports","sources":[{"sha256":"{{{{{s_sha}}}}}","address":"https://data.example.org/"}],"data":{"villages":312}}}}""",
        """{"jsonrpc":"2.0","method":"log","params":{"level":"info","text":"words"}}""",
        """{"jsonrpc":"2.0","method":"progress","params":{"done":1,"of":2,"text":"half"}}""",
        """{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"the source is away","data":{"field":"village"}}}""",
    ];

    private static readonly string[] s_ofAHost =
    [
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocol":"1.0","settings":{"page":"https://data.example.org/"},"partner":"academia","locale":"id"}}""",
        """{"jsonrpc":"2.0","id":2,"method":"collect","params":{"commitments":[{"plan":"contoh","number":"1","title":"t","jurisdiction":"contoh","keywords":["a"],"milestones":[{"number":"1.1","title":"t","keywords":[],"start":"2026-01-01","budget":5.5,"occurrences":["2026-03-31"]}],"budget":10,"currency":"IDR"}],"cursor":"c"}}""",
        $$$"""{"jsonrpc":"2.0","id":1,"result":{"status":200,"headers":{"content-type":"text/csv"},"address":"https://data.example.org/","sha256":"{{{s_sha}}}","archivedAt":"2026-01-01T00:00:00+00:00","length":2,"body":"AQI="}}""",
        """{"jsonrpc":"2.0","id":2,"result":{"outcome":"refused","rule":"text-email","reason":"words","field":"title"}}""",
        """{"jsonrpc":"2.0","id":3,"method":"check","params":{"key":"k","sources":[],"data":{"villages":312}}}""",
        """{"jsonrpc":"2.0","id":4,"method":"shutdown","params":{}}""",
    ];

    private static readonly string[] s_pieces =
    [
        "null", "-1", "1e999", "99999999999999999999", "true", "[]", "{}", "\"\"", "\"\\ud800\"", "\"\\u0000\"", ",", ":", "\"", "{", "}", "[", "]", "\"id\":1,", "\"id\":null,", "\"method\":\"log\",",
        "\"params\":[],", "\"result\":null,", "\"error\":{},", "\"\\ud800\":1,", "é", "0", "2", "-0.5",
    ];

    [Fact]
    public Task Whatever_a_plugin_says_its_host_answers_ends_or_names_what_is_wrong() => Mutated(s_ofAPlugin).SampleAsync(
        async messages =>
        {
            using var answers = new HostAnswers(new Indifferent());
            using var said = new MemoryStream();
            var connection = new Connection(await Framed(messages), said, answers);
            try
            {
                await connection.Run(CancellationToken.None);
            }
            catch (ProtocolViolation broken)
            {
                broken.Message.Should().NotBeEmpty();
            }

            await connection.DisposeAsync();
            await AllAreMessages(said);
        },
        iter: 5_000);

    [Fact]
    public Task Whatever_a_host_says_a_plugin_answers_or_ends() => Mutated(s_ofAHost).SampleAsync(
        async messages =>
        {
            using var said = new MemoryStream();
            (await PluginProgram.Run(new SmallestPlugin(), await Framed(messages), said)).Should().BeInRange(0, 255);
            await AllAreMessages(said);
        },
        iter: 3_000);

    [Fact]
    public async Task A_run_has_64_MiB_of_long_bodies_kept_and_what_is_more_is_given_back_at_once()
    {
        var calls = new Lavish();
        using (var answers = new HostAnswers(calls))
        {
            for (var i = 0; i < 8; i++) await Fetch(answers, i);
            (calls.Lent, calls.GivenBack).Should().Be((8, 0));

            for (var i = 8; i < 12; i++) (await FluentActions.Awaiting(() => Fetch(answers, i)).Should().ThrowAsync<RpcError>()).Which.Code.Should().Be(ErrorCodes.TooMuch);
            calls.GivenBack.Should().Be(4);
            await Fetch(answers, 3); // is kept already, and stays so
            (await answers.Answer(Methods.FetchPart, JsonSerializer.SerializeToElement(new { sha256 = Lavish.Digest(3), offset = 0 }), default)).Should().NotBeNull();
            await FluentActions.Awaiting(() => answers.Answer(Methods.FetchPart, JsonSerializer.SerializeToElement(new { sha256 = Lavish.Digest(9), offset = 0 }), default)).Should().ThrowAsync<RpcError>();
        }

        calls.GivenBack.Should().Be(calls.Lent);

        static Task<object?> Fetch(HostAnswers answers, int nth) => answers.Answer(Methods.Fetch, JsonSerializer.SerializeToElement(new { method = "GET", address = $"https://data.example.org/{nth}" }), default);
    }

    [Theory]
    [InlineData(PluginSdk.Protocol.MostDepth, true)]
    [InlineData(PluginSdk.Protocol.MostDepth + 1, false)]
    public async Task A_message_of_32_levels_is_taken_and_one_of_more_is_not(int levels, bool isTaken)
    {
        var lists = levels - 2; // within the message and its parameters
        using var answers = new HostAnswers(new Indifferent());
        await using var connection = new Connection(
            await Framed([$$$$"""{"jsonrpc":"2.0","method":"log","params":{"level":"info","text":"w","later":{{{{new string('[', lists)}}}}{{{{new string(']', lists)}}}}}}"""]), Stream.Null, answers);
        var reading = () => connection.Run(CancellationToken.None);
        if (isTaken) await reading.Should().NotThrowAsync();
        else (await reading.Should().ThrowAsync<ProtocolViolation>()).Which.Message.Should().Contain(PluginSdk.Protocol.MostDepth.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Real messages, in any order, with a few places of each cut out, doubled or replaced.</summary>
    private static Gen<string[]> Mutated(string[] messages)
    {
        var change = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.Int[-1, s_pieces.Length - 1]);
        var mutated = Gen.Select(Gen.Int[0, messages.Length - 1], change.Array[0, 3]).Select((which, changes) => changes.Aggregate(messages[which], (message, at) =>
        {
            var from = (int)(at.Item1 * message.Length);
            var to = Math.Min(message.Length, from + at.Item2);
            return message[..from] + (at.Item3 < 0 ? message[from..to] + message[from..to] : s_pieces[at.Item3]) + message[to..];
        }));
        return mutated.Array[1, 6];
    }

    private static async Task<Stream> Framed(IEnumerable<string> messages)
    {
        var stream = new MemoryStream();
        using var writer = new FrameWriter(stream);
        foreach (var message in messages) await writer.Write(Encoding.UTF8.GetBytes(message), CancellationToken.None);
        stream.Position = 0;
        return stream;
    }

    private static async Task AllAreMessages(MemoryStream said)
    {
        var reader = new FrameReader(new MemoryStream(said.ToArray()));
        while (await reader.Read(CancellationToken.None) is { } body)
        {
            using var message = JsonDocument.Parse(body, new() { MaxDepth = PluginSdk.Protocol.MostDepth });
            message.RootElement.GetProperty("jsonrpc").GetString().Should().Be("2.0");
        }
    }

    /// <summary>A host that takes everything.</summary>
    /// <summary>Every address brings eight mebibytes of its own.</summary>
    private sealed class Lavish : Indifferent
    {
        private static readonly byte[] s_body = new byte[8 * 1024 * 1024];

        public int Lent { get; private set; }

        public int GivenBack { get; private set; }

        public static string Digest(int nth) => nth.ToString("x64", CultureInfo.InvariantCulture);

        public override Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct)
        {
            Lent++;
            var sha256 = Digest(int.Parse(new Uri(asked.Address).Segments[^1], CultureInfo.InvariantCulture));
            return Task.FromResult(new FetchedBody(
                new(200, ImmutableSortedDictionary<string, string>.Empty, asked.Address, sha256, DateTimeOffset.UnixEpoch, s_body.Length, []), s_body, new Loan(this)));
        }

        private sealed class Loan(Lavish of) : IDisposable
        {
            private bool _over;

            public void Dispose()
            {
                if (!_over) of.GivenBack++;
                _over = true;
            }
        }
    }

    private class Indifferent : IPluginCalls
    {
        public virtual Task<FetchedBody> Fetch(FetchParams asked, CancellationToken ct) => Task.FromResult(new FetchedBody(
            new(200, ImmutableSortedDictionary<string, string>.Empty, asked.Address, s_sha, DateTimeOffset.UnixEpoch, 100_000, []), new byte[100_000]));

        public Task<EvidenceResult> Evidence(JsonElement draft, CancellationToken ct) => Task.FromResult(new EvidenceResult(Outcome.Accepted));

        public void Log(LogLevel level, string text)
        {
        }

        public void Progress(ProgressParams progress)
        {
        }
    }
}
