using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginSdk;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>A plugin and its host over pipes in memory.</summary>
public sealed class ConversationTests
{
    private static readonly CommitmentBrief s_commitment = new("contoh", "1", "Puskesmas terbuka", "contoh", ["puskesmas"], [new("1.1", "Standar", [])], 1_000_000m, "IDR");

    [Fact]
    public async Task The_smallest_plugin_fetches_and_sends_a_draft()
    {
        await using var talk = new Talk(new SmallestPlugin());
        var greeting = await talk.Host.Ask<InitializeResult>(
            Methods.Initialize, new InitializeParams("1.3", new() { ["page"] = "https://data.example.org/" }, "academia", "id"), CancellationToken.None);
        greeting.Should().Be(new InitializeResult("1.0", "Smallest", "1.0.0"));

        var collected = await talk.Host.Ask<CollectResult>(Methods.Collect, new CollectParams([s_commitment]), CancellationToken.None);

        collected.Cursor.Should().Be(new string('a', 64));
        var draft = talk.Drafts.Should().ContainSingle().Which;
        draft.GetProperty("shows").GetString().Should().Be("Limited");
        draft.GetProperty("stance").GetString().Should().Be("supports");
        draft.GetProperty("on").GetString().Should().Be("2026-01-31");
        draft.TryGetProperty("milestone", out _).Should().BeFalse("what is null is absent");
        draft.GetProperty("sources")[0].GetProperty("sha256").GetString().Should().Be(new string('a', 64));
        await talk.Host.Ask<JsonElement>(Methods.Shutdown, new Nothing(), CancellationToken.None);
        (await talk.Ended).Should().Be(0);
    }

    [Fact]
    public void The_smallest_plugin_has_fewer_than_thirty_lines() =>
        File.ReadAllLines(Support.Required.File("tests/Plugins.Tests/Protocol/SmallestPlugin.cs", "it is this test's own"))
            .Should().HaveCountLessThan(30);

    [Fact]
    public async Task Another_major_version_is_refused_with_words()
    {
        await using var talk = new Talk(new SmallestPlugin());
        var error = await talk.Fails(Methods.Initialize, new InitializeParams("2.0", [], "academia", "id"));
        error.Code.Should().Be(ErrorCodes.WrongProtocol);
        error.Message.Should().Contain("1.0").And.Contain("2.0");
    }

    [Theory]
    [InlineData("nonsense", ErrorCodes.MethodNotFound)]
    [InlineData(Methods.Collect, ErrorCodes.InvalidRequest)]
    public async Task What_it_cannot_do_now_is_an_error(string method, int code)
    {
        await using var talk = new Talk(new SmallestPlugin());
        (await talk.Fails(method, new CollectParams([]))).Code.Should().Be(code);
    }

    [Theory]
    [InlineData(Methods.Receive)]
    [InlineData(Methods.Fields)]
    [InlineData(Methods.Submit)]
    [InlineData(Methods.Check)]
    public async Task What_it_does_not_offer_is_no_method(string method)
    {
        await using var talk = new Talk(new SmallestPlugin());
        await talk.Greet();
        object parameters = method switch
        {
            Methods.Receive => new ReceiveParams(ImmutableSortedDictionary<string, string>.Empty, [1], DateTimeOffset.UnixEpoch, "a", "b", []),
            Methods.Fields => new FieldsParams("id"),
            Methods.Submit => new SubmitParams([], "a", "b", []),
            _ => new CheckParams("k", []),
        };
        (await talk.Fails(method, parameters)).Code.Should().Be(ErrorCodes.MethodNotFound);
    }

    [Fact]
    public async Task A_plugin_that_throws_answers_with_its_words_and_goes_on()
    {
        await using var talk = new Talk(new Throwing());
        await talk.Greet();
        var error = await talk.Fails(Methods.Collect, new CollectParams([]));
        error.Code.Should().Be(ErrorCodes.InternalError);
        error.Message.Should().Be("InvalidOperationException: no such village");
        (await talk.Fails(Methods.Collect, new CollectParams([]))).Message.Should().Contain("no such village");
    }

    [Fact]
    public async Task Parameters_that_are_not_the_methods_are_an_error()
    {
        await using var talk = new Talk(new SmallestPlugin());
        await talk.Greet();
        (await talk.Fails(Methods.Collect, new { commitments = "none" })).Code.Should().Be(ErrorCodes.InvalidParams);
        (await talk.Fails(Methods.Collect, new { })).Code.Should().Be(ErrorCodes.InvalidParams, "the commitments are missing");
    }

    [Fact]
    public async Task What_a_later_minor_version_of_the_host_adds_is_left_alone()
    {
        await using var talk = new Talk(new SmallestPlugin());
        var settings = new { page = "https://data.example.org/" };
        (await talk.Host.Ask<InitializeResult>(Methods.Initialize, new { protocol = "1.9", settings, partner = "academia", locale = "id", mood = new[] { 1 } }, CancellationToken.None)).Protocol.Should().Be("1.0");
        var milestone = new { number = "1.1", title = "Standar", keywords = Array.Empty<string>(), weather = "dry" };
        var commitment = new { plan = "contoh", number = "1", title = "Puskesmas terbuka", field = "contoh", keywords = Array.Empty<string>(), jurisdiction = "contoh", milestones = new[] { milestone }, colour = new { red = 1 } };

        (await talk.Host.Ask<CollectResult>(Methods.Collect, new { commitments = new[] { commitment }, wishes = 3 }, CancellationToken.None)).Cursor.Should().Be(new string('a', 64));

        talk.Drafts.Should().ContainSingle();
    }

    [Fact]
    public async Task When_the_host_is_gone_the_plugin_ends()
    {
        var talk = new Talk(new SmallestPlugin());
        await talk.Greet();
        await talk.HangUp();
        (await talk.Ended).Should().Be(0);
        await talk.DisposeAsync();
    }

    [Fact]
    public async Task Many_drafts_at_once_are_each_answered()
    {
        await using var talk = new Talk(new Eager());
        await talk.Greet();
        (await talk.Host.Ask<CollectResult>(Methods.Collect, new CollectParams([s_commitment]), CancellationToken.None)).Cursor.Should().Be("500");
        talk.Drafts.Select(draft => draft.GetProperty("key").GetString()).Should().OnlyHaveUniqueItems().And.HaveCount(500);
    }

    [Fact]
    public async Task What_a_plugin_prints_is_a_line_of_its_log()
    {
        await using var talk = new Talk(new SmallestPlugin());
        var toPlugin = new Pipe();
        var toHost = new Pipe();
        await using var plugin = new Connection(toPlugin.Reader.AsStream(), toHost.Writer.AsStream(), talk);
        await using var host = new Connection(toHost.Reader.AsStream(), toPlugin.Writer.AsStream(), talk);
        var reading = host.Run(CancellationToken.None);
        await using (var printed = new PrintedLines(plugin))
        {
            await printed.WriteLineAsync("312 villages");
            await printed.WriteAsync("cut short\r\n\n");
            await printed.WriteAsync(new string('x', 2_001));
            await printed.WriteAsync("no end");
            await printed.FlushAsync();
        }

        await toHost.Writer.CompleteAsync();
        await reading;
        talk.Lines.Should().Equal("312 villages", "cut short", new string('x', 2_000), "xno end");
    }

    private sealed class Throwing : EvidencePlugin
    {
        public override string Name => "Throwing";

        public override string Version => "1.0.0";

        public override Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct) => throw new InvalidOperationException("no such village");
    }

    private sealed class Eager : EvidencePlugin
    {
        public override string Name => "Eager";

        public override string Version => "1.0.0";

        public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
        {
            var sent = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.Submit(
                new($"{i}", "contoh", "1", EvidenceKind.Report, "t", "s", new(2026, 1, 1), Level.Limited, Stance.Supports, [new(new('a', 64), "https://data.example.org/")]), ct)));
            return sent.Count(one => one.Outcome == Outcome.Accepted).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private sealed class Talk : IAnswers, IAsyncDisposable
    {
        private readonly Pipe _toPlugin = new();
        private readonly Pipe _toHost = new();
        private readonly Task _reading;

        public Talk(EvidencePlugin plugin)
        {
            Ended = PluginProgram.Run(plugin, _toPlugin.Reader.AsStream(), _toHost.Writer.AsStream());
            Host = new(_toHost.Reader.AsStream(), _toPlugin.Writer.AsStream(), this);
            _reading = Host.Run(CancellationToken.None);
        }

        public Connection Host { get; }

        public Task<int> Ended { get; }

        public ConcurrentQueue<JsonElement> Drafts { get; } = [];

        public ConcurrentQueue<string> Lines { get; } = [];

        public Task<InitializeResult> Greet() => Host.Ask<InitializeResult>(Methods.Initialize, new InitializeParams("1.0", [], "academia", "id"), CancellationToken.None);

        public async Task<RpcError> Fails(string method, object parameters) =>
            (await FluentActions.Awaiting(() => Host.Ask<JsonElement>(method, parameters, CancellationToken.None)).Should().ThrowAsync<RpcError>()).Which;

        public async Task HangUp() => await _toPlugin.Writer.CompleteAsync();

        public Task<object?> Answer(string method, JsonElement parameters, CancellationToken ct)
        {
            if (method == Methods.Fetch)
            {
                var address = parameters.GetProperty("address").GetString()!;
                return Task.FromResult<object?>(new FetchResult(
                    200, ImmutableSortedDictionary<string, string>.Empty, address, new('a', 64), DateTimeOffset.UnixEpoch, 2, "ok"u8.ToArray()));
            }

            Drafts.Enqueue(parameters.GetProperty("draft").Clone());
            return Task.FromResult<object?>(new EvidenceResult(Outcome.Accepted));
        }

        public void Told(string method, JsonElement parameters) => Lines.Enqueue(parameters.GetProperty("text").GetString()!); // a line has one

        public async ValueTask DisposeAsync()
        {
            await HangUp();
            await Ended;
            await _toHost.Writer.CompleteAsync();
            await Host.DisposeAsync();
            await _reading;
        }
    }
}
