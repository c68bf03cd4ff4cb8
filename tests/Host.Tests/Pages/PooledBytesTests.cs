using System.Security.Cryptography;
using FluentAssertions;
using Tracker.Host.Http;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>An answer in the making.</summary>
public sealed class PooledBytesTests
{
    private const int Large = 85_000; // bytes, from which on .NET keeps an array among the large ones

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32 * 1024)]
    [InlineData(1_500_000)]
    public async Task They_are_what_was_written_as_often_as_they_are_read(int length)
    {
        var written = Some(length);
        using var bytes = new PooledBytes();
        bytes.Write(written.AsSpan(0, length / 3));
        await bytes.WriteAsync(written.AsMemory(length / 3));
        for (var again = 0; again < 2; again++)
        {
            using var sent = new MemoryStream();
            await bytes.SendTo(sent);
            sent.ToArray().AsSpan().SequenceEqual(written).Should().BeTrue();
        }

        bytes.Length.Should().Be(length);
        bytes.Sha256().Should().Equal(SHA256.HashData(written));
    }

    [Fact]
    public void What_is_kept_of_them_is_in_parts_that_are_not_large_however_they_were_written()
    {
        using var bytes = new PooledBytes();
        bytes.Write(Some(1_000_000));
        foreach (var one in Some(1000)) bytes.WriteByte(one);
        var parts = bytes.ToParts();
        parts.Should().OnlyContain(part => part.Length < Large);
        parts.Sum(part => part.Length).Should().Be(1_001_000);
    }

    [Fact]
    public void They_are_cleared_and_made_anew_when_an_answer_fails_half_way()
    {
        using var bytes = new PooledBytes();
        bytes.Write(Some(100_000));
        _ = bytes.Sha256();
        bytes.Write(Some(10));
        bytes.SetLength(0);
        bytes.Length.Should().Be(0);
        bytes.ToParts().Should().BeEmpty();
        bytes.Write([1, 2]);
        bytes.ToParts().Should().ContainSingle().Which.ToArray().Should().Equal(1, 2);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_not_begun()
    {
        using var bytes = new PooledBytes();
        bytes.Write([]);
        using var closed = new MemoryStream([]);
        closed.Close();
        await bytes.Invoking(these => these.SendTo(closed)).Should().NotThrowAsync("nothing is written");
    }

    [Fact]
    public void They_are_not_cut()
    {
        using var bytes = new PooledBytes();
        bytes.Write([1, 2, 3]);
        bytes.Invoking(these => these.SetLength(1)).Should().Throw<NotSupportedException>();
    }

    private static byte[] Some(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 / 7))];
}
