using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Grains.Ledgers;
using Tracker.Host.Files;
using Tracker.Host.Projections;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Xunit;

namespace Tracker.Host.Tests.Files;

/// <summary>What is cleared away, and what is not.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class FileSweepTests : IAsyncLifetime
{
    private readonly SomeSite _site = new();

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task An_upload_left_for_a_day_is_forgotten_and_what_was_attached_stays()
    {
        var (id, _) = await _site.Submitted();
        var (attached, _) = await _site.Attached(id, SomeFile.Jpeg());
        var left = await _site.Began(id, 100);
        await _site.As("partner").Part(left, new byte[10], 0);
        _site.Clock.Advance(TimeSpan.FromHours(23));
        await Swept();
        (await _site.As("partner").Head(left)).StatusCode.Should().Be(HttpStatusCode.OK);

        _site.Clock.Advance(TimeSpan.FromHours(2));
        await Swept();
        (await _site.As("partner").Head(left)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        Directory.EnumerateFiles(Path.Combine(_site.Data, "uploads")).Should().BeEmpty();
        (await _site.Visitor().GetAsync(attached)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_sixth_upload_takes_the_place_of_the_oldest()
    {
        var (id, _) = await _site.Submitted();
        var begun = new List<string>();
        for (var n = 0; n < 6; n++)
        {
            begun.Add(await _site.Began(id, 100));
            _site.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await _site.As("partner").Head(begun[0])).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _site.As("partner").Head(begun[1])).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_bytes_of_an_erased_digest_are_gone_and_the_same_bytes_elsewhere_are_not()
    {
        var (one, _) = await _site.Submitted();
        var (other, _) = await _site.Submitted();
        var (first, _) = await _site.Attached(one, SomeFile.Png());
        var (second, _) = await _site.Attached(other, SomeFile.Png());
        var kept = Kept().Should().ContainSingle("the same bytes are kept once").Subject;

        await Erase(one);
        (await _site.Visitor().GetAsync(first)).StatusCode.Should().Be(HttpStatusCode.NotFound, "at once");
        await Swept();
        File.Exists(kept).Should().BeTrue();
        (await _site.Visitor().GetAsync(second)).StatusCode.Should().Be(HttpStatusCode.OK);

        await Erase(other);
        await Swept();
        File.Exists(kept).Should().BeFalse();
        (await _site.Read($"/api/v1/evidence/{other}"))["files"]![0]!["sha256"].Should().BeNull("that there was a file stays visible");
    }

    [Fact]
    public async Task A_file_whose_words_are_hidden_is_not_served_and_its_bytes_stay_until_it_is_decided()
    {
        var (id, _) = await _site.Submitted();
        var (address, _) = await _site.Attached(id, SomeFile.Png());
        var index = (long)(await _site.Read($"/api/v1/evidence/{id}"))["files"]![0]!["ledgerIndex"]!;
        await _site.As("coordinator").Done($"/api/v1/entries/contoh/{index}/hiding", new() { ["ground"] = "personal", ["reason"] = "It shows a neighbour." });
        await _site.Read($"/api/v1/evidence/{id}");
        (await _site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await Swept();
        Kept().Should().ContainSingle();

        await _site.As("reviewer").Done($"/api/v1/entries/contoh/{index}/hiding/decision", new() { ["outcome"] = "lifted", ["reason"] = "It does not." });
        await _site.Read($"/api/v1/evidence/{id}");
        (await _site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Broken_bytes_are_never_served_and_the_same_sent_again_mend_them()
    {
        var (id, _) = await _site.Submitted();
        var (address, _) = await _site.Attached(id, SomeFile.Pdf());
        var bytes = await File.ReadAllBytesAsync(Kept().Single());
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(Kept().Single(), bytes);
        (await _site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);

        var (again, _) = await _site.Submitted();
        await _site.Attached(again, SomeFile.Pdf());
        (await _site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_accounts_files_have_room_for_so_much()
    {
        await using var small = new SomeSite { Settings = { ["Tracker:FileMegabytesPerAccount"] = "1" } };
        await small.InitializeAsync();
        var (id, _) = await small.Submitted();
        await small.Began(id, 1 << 20);
        var answer = await small.As("partner").Post("/api/v1/files", SomeUploads.Announced(id, 1));
        ((int)answer.StatusCode, (string)(await answer.Json())["rule"]!).Should().Be((409, "file-room-full"));
    }

    /// <summary>A redaction of the digest of a piece's file, as a lawful decision would append it.</summary>
    private async Task Erase(string evidence)
    {
        var index = (long)(await _site.Read($"/api/v1/evidence/{evidence}"))["files"]![0]!["ledgerIndex"]!;
        var entry = await _site.Services.GetRequiredService<LogReader>().ReadEntry("contoh", index, default) ?? throw new InvalidOperationException("No such entry.");
        var digests = JsonDocument.Parse(entry.Bytes).RootElement.GetProperty("_sd");
        var at = entry.Disclosures.Index().Single(one => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(one.Item)).Contains("\"sha256\"")).Index;
        var facts = Encoding.UTF8.GetBytes($$"""{"role":"coordinator","target":{{index}},"digest":"{{digests[at].GetString()}}","basis":"UU 27/2022"}""");
        var answer = await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<ILedgerGrain>("contoh")
            .Append(new($"contoh/redaction{index}", 0, "test", $"redaction-{index}", "d", [new("text.redacted", facts, [])]));
        answer.Should().BeOfType<AppendAnswer.Appended>();
        await _site.Read($"/api/v1/evidence/{evidence}");
    }

    private IEnumerable<string> Kept() => Directory.EnumerateFiles(Path.Combine(_site.Data, "files", "sent"), "*", SearchOption.AllDirectories);

    private async Task Swept()
    {
        await _site.Services.GetRequiredService<LedgerFollower>().CatchUp(default);
        await _site.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<FileSweep>().Single().Sweep(default);
    }
}
