using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Tracker.Host.Http;
using Xunit;

namespace Tracker.Host.Tests.Pages;

/// <summary>An answer that is held back until it is whole.</summary>
public sealed class HeldAnswerTests : IDisposable
{
    private readonly PooledBytes _bytes = new();
    private readonly MemoryStream _sent = new();
    private readonly HeldAnswer _answer;
    private int _told;

    public HeldAnswerTests() => _answer = new(_bytes, new StreamResponseBodyFeature(_sent), most: 1000, () => _told++);

    public void Dispose()
    {
        _answer.Dispose();
        _sent.Dispose();
        _bytes.Dispose();
    }

    [Fact]
    public async Task Nothing_goes_out_while_it_may_still_be_kept()
    {
        await _answer.WriteAsync(new byte[1000]);
        await _answer.FlushAsync();
        (_answer.Started, _sent.Length, _bytes.Length, _told).Should().Be((false, 0, 1000, 0));
    }

    [Fact]
    public async Task One_that_grows_too_long_goes_out_whole_and_in_order()
    {
        byte[] all = [.. Enumerable.Range(0, 2500).Select(i => (byte)(i / 10))];
        foreach (var part in all.Chunk(600)) await _answer.WriteAsync(part);
        await _answer.CompleteAsync();
        _answer.Started.Should().BeTrue();
        _told.Should().Be(1);
        _sent.ToArray().Should().Equal(all);
        _bytes.Length.Should().Be(0, "nothing of it is kept");
    }

    [Fact]
    public async Task One_that_failed_half_way_is_made_anew()
    {
        await _answer.WriteAsync(new byte[600]);
        _answer.CanSeek.Should().BeTrue("else nobody clears it");
        _answer.SetLength(0);
        await _answer.Writer.WriteAsync(new byte[] { 1, 2, 3 });
        await _answer.CompleteAsync();
        _bytes.ToParts().Should().ContainSingle().Which.ToArray().Should().Equal(1, 2, 3);
    }
}
