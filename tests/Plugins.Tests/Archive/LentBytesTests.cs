using FluentAssertions;
using Tracker.PluginRunner;
using Xunit;

namespace Tracker.Plugins.Tests.Archive;

/// <summary>Bytes that are lent are one's own until they are given back.</summary>
public sealed class LentBytesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(8_388_609)]
    [InlineData(20_000_000)]
    public void There_are_as_many_as_were_asked_for(int length)
    {
        using var lent = LentBytes.Of(length);
        lent.Bytes.Length.Should().Be(length);
        lent.Cut(length / 2).Bytes.Length.Should().Be(length / 2);
    }

    [Fact]
    public void What_is_given_back_twice_is_not_lent_to_two()
    {
        var first = LentBytes.Of(300_000);
        first.Dispose();
        first.Dispose();
        first.Bytes.IsEmpty.Should().BeTrue();

        using var one = LentBytes.Of(300_000);
        using var other = LentBytes.Of(300_000);
        one.Bytes.Span.Fill(1);
        other.Bytes.Span.Fill(2);
        one.Bytes.Span.ContainsAnyExcept((byte)1).Should().BeFalse();
    }

    [Fact]
    public async Task A_file_is_read_whole_and_one_that_is_not_there_is_said_to_be_so()
    {
        var file = Path.GetTempFileName();
        var bytes = new byte[200_001];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(file, bytes);

        using (var lent = await LentBytes.OfFile(file, CancellationToken.None)) lent.Bytes.ToArray().Should().Equal(bytes);

        File.Delete(file);
        await FluentActions.Awaiting(() => LentBytes.OfFile(file, CancellationToken.None)).Should().ThrowAsync<FileNotFoundException>();
    }
}
