using System.Text.Json;
using System.Threading.Channels;
using FluentAssertions;
using Tracker.PluginSdk;
using Tracker.PluginSdk.Framing;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>However much the other side asks at once, this side does only so much of it at once.</summary>
public sealed class AtOnceTests
{
    [Fact]
    public async Task Thirty_two_are_answered_at_once_and_nothing_more_is_read_until_one_is()
    {
        Connection.AtOnce.Should().Be(32, "the protocol says so");
        using var asked = new MemoryStream();
        using (var frames = new FrameWriter(asked))
        {
            foreach (var i in Enumerable.Range(1, 40)) await frames.Write(JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id = i, method = "evidence" }), default);
            await frames.Write(JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", method = "log" }), default);
        }

        asked.Position = 0;
        var answers = new Slow();
        using var said = new MemoryStream();
        await using var connection = new Connection(asked, said, answers);

        var reading = connection.Run(default); // all of it is there to be read: whatever is not, waits

        (answers.Begun, answers.Told).Should().Be((32, false));
        for (var i = 0; i < 40; i++) (await answers.Next()).SetResult(null);
        await reading;
        (answers.Begun, answers.Told).Should().Be((40, true));
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class Slow : IAnswers
    {
        private readonly Channel<TaskCompletionSource<object?>> _asked = Channel.CreateUnbounded<TaskCompletionSource<object?>>();

        public int Begun { get; private set; }

        public bool Told { get; private set; }

        public Task<object?> Answer(string method, JsonElement parameters, CancellationToken ct)
        {
            var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
            Begun++; // they are read one by one
            _asked.Writer.TryWrite(answer);
            return answer.Task.WaitAsync(ct); // as whoever answers should
        }

        void IAnswers.Told(string method, JsonElement parameters) => Told = true;

        /// <summary>The next that was asked, to be answered.</summary>
        public ValueTask<TaskCompletionSource<object?>> Next() => _asked.Reader.ReadAsync();
    }
}
