using System.Text;
using CsCheck;
using FluentAssertions;
using Tracker.PluginSdk.Framing;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>Whatever the bytes are: messages, the end, or words about what is wrong.</summary>
public sealed class FramingTests
{
    [Fact]
    public void Any_bytes_end_in_messages_the_end_or_a_named_fault()
    {
        // Mostly pieces of real frames, so that the reader gets beyond the first letter.
        string[] pieces = ["Content-Length: ", "content-length: ", "Content-Type: x\r\n", "\r\n", "\r\n\r\n", "2", "0", "99999999999", "-1", "{}", "\n", ": ", "é", "\0"];
        var piece = Gen.OneOf(
            Gen.Int[0, pieces.Length - 1].Select(i => Encoding.UTF8.GetBytes(pieces[i])),
            Gen.Byte.Array[0, 6]);
        piece.Array[0, 12].Select(parts => parts.SelectMany(part => part).ToArray()).Sample(
            bytes =>
            {
                try
                {
                    Frames(new MemoryStream(bytes)).GetAwaiter().GetResult();
                }
                catch (FramingException fault)
                {
                    fault.Message.Should().NotBeEmpty();
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Messages_split_anywhere_are_the_same_messages()
    {
        var any = Gen.Select(Gen.String.Select(text => text.Replace("\0", "", StringComparison.Ordinal)).Array[1, 5], Gen.Int[1, 7]);
        any.Sample(
            (texts, size) =>
            {
                var sent = texts.Select(text => Encoding.UTF8.GetBytes(text)).ToArray(); // a lone surrogate becomes a mark, which is UTF-8
                var stream = new MemoryStream();
                using var writer = new FrameWriter(stream);
                foreach (var body in sent) writer.Write(body, CancellationToken.None).GetAwaiter().GetResult();
                var read = Frames(new Trickle(stream.ToArray(), size)).GetAwaiter().GetResult();
                read.Select(Convert.ToHexString).Should().Equal(sent.Select(Convert.ToHexString));
            },
            iter: 300);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n{", "inside a message")]
    [InlineData("Content-Len", "inside a header")]
    [InlineData("Content-Length: 1048577\r\n\r\n", "at most 1048576")]
    [InlineData("Content-Length: -1\r\n\r\n", "is no length")]
    [InlineData("Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "one Content-Length")]
    [InlineData("Content-Type: application/json\r\n\r\n{}", "without Content-Length")]
    [InlineData("hello\r\n\r\n", "standard output")]
    public async Task What_is_wrong_is_said(string bytes, string words) =>
        (await FluentActions.Awaiting(() => Frames(new MemoryStream(Encoding.Latin1.GetBytes(bytes)))).Should().ThrowAsync<FramingException>())
            .Which.Message.Should().Contain(words);

    [Fact]
    public async Task A_header_longer_than_256_bytes_is_not_read_to_its_end() =>
        (await FluentActions.Awaiting(() => Frames(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 100_000))))).Should().ThrowAsync<FramingException>())
            .Which.Message.Should().Contain("256");

    [Theory]
    [InlineData(PluginSdk.Protocol.MostHeaderBytes, true)]
    [InlineData(PluginSdk.Protocol.MostHeaderBytes + 1, false)]
    public async Task A_header_has_256_bytes_with_its_blank_line_and_not_one_more(int bytes, bool isTaken)
    {
        var header = $"Content-Length: 2\r\nContent-Type: {new string('x', bytes - 37)}\r\n\r\n";
        header.Should().HaveLength(bytes);
        var reading = () => Frames(new MemoryStream(Encoding.ASCII.GetBytes(header + "{}")));
        if (isTaken) (await reading()).Should().ContainSingle();
        else (await reading.Should().ThrowAsync<FramingException>()).Which.Message.Should().Contain("256");
    }

    [Fact]
    public async Task A_message_of_exactly_one_MiB_is_sent_and_taken()
    {
        var body = Encoding.ASCII.GetBytes(new string(' ', PluginSdk.Protocol.MostBodyBytes));
        using var stream = new MemoryStream();
        using var writer = new FrameWriter(stream);
        await writer.Write(body, CancellationToken.None);
        stream.Position = 0;
        (await Frames(stream)).Should().ContainSingle().Which.Should().Equal(body);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused() =>
        (await FluentActions.Awaiting(() => Frames(new MemoryStream([.. "Content-Length: 2\r\n\r\n"u8, 0xC3, 0x28]))).Should().ThrowAsync<FramingException>())
            .Which.Message.Should().Contain("UTF-8");

    [Fact]
    public async Task A_message_that_is_too_long_is_not_sent()
    {
        using var stream = new MemoryStream();
        using var writer = new FrameWriter(stream);
        await FluentActions.Awaiting(() => writer.Write(new byte[(1024 * 1024) + 1], CancellationToken.None)).Should().ThrowAsync<ArgumentException>();
        stream.Length.Should().Be(0);
    }

    private static async Task<List<byte[]>> Frames(Stream stream)
    {
        var reader = new FrameReader(stream);
        var frames = new List<byte[]>();
        while (await reader.Read(CancellationToken.None) is { } body) frames.Add(body);
        return frames;
    }

    /// <summary>A stream that gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
