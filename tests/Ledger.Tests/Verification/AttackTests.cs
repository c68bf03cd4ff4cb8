using System.Globalization;
using FluentAssertions;
using Tracker.Ledger.Verification;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Ledger.Tests.Verification;

/// <summary>What an attacker, or a disk, may do to an exported log; each is detected and named.</summary>
public class AttackTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_untouched_export_is_sound_as_folder_and_as_zip()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp);

        var folder = await ExportedLog.Verify(log, temp["state"]);
        var zip = await ExportedLog.Verify(log + ".zip", temp["state"]);

        folder.Line().Should().Be("Sound: ");
        folder.Size.Should().Be(300);
        folder.Notes.Should().Contain(n => n.Contains("1 texts are held")).And.Contain(n => n.Contains("1 texts were redacted"));
        zip.Line().Should().Be("Sound: ");
    }

    [Fact]
    public async Task A_thousand_flipped_bits_are_a_thousand_detected()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp);
        var files = Directory.GetFiles(log, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        const int seed = 20260101;
        output.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var missed = new List<string>();
        for (var flip = 0; flip < 1000; flip++)
        {
            var file = files[chance.Next(files.Length)];
            var bytes = await File.ReadAllBytesAsync(file);
            var (at, bit) = (chance.Next(bytes.Length), chance.Next(8));
            bytes[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file, bytes);
            var result = await ExportedLog.Verify(log, temp["state"]);
            if (result.Verdict == Verdict.Sound || result.Findings.Length == 0)
            {
                missed.Add(string.Create(CultureInfo.InvariantCulture, $"{file} byte {at} bit {bit}"));
            }

            bytes[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file, bytes);
        }

        missed.Should().BeEmpty();
        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Be("Sound: ");
    }

    [Theory]
    [InlineData("tile/0/000", 700, "tile/0/000: hash 21 is not that of entry 21")]
    [InlineData("tile/1/000.p/1", 3, "tile/1/000.p/1: hash 0 is not that of the tile below")]
    [InlineData("tile/entries/000", 1000, "tile/0/000: hash")]
    [InlineData("disclosures/000", 100, "disclosure")]
    [InlineData("checkpoint", 40, "checkpoint:")]
    public async Task A_flipped_bit_is_named_by_file_and_place(string path, int at, string named)
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp);
        Flip(Path.Combine(log, path), at);

        var result = await ExportedLog.Verify(log, temp["state"]);

        result.Verdict.Should().Be(Verdict.Failed);
        result.Findings.Should().Contain(f => f.Contains(named));
    }

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/0/001.p/44")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/001.p/44")]
    [InlineData("disclosures/000")]
    public async Task A_missing_file_is_named(string path)
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp);
        File.Delete(Path.Combine(log, path));

        (await ExportedLog.Verify(log, temp["state"])).Line().Should().StartWith("Failed").And.Contain($"{path}: missing");
    }

    [Fact]
    public async Task Swapped_entries_are_detected()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        var file = Path.Combine(log, "tile/entries/000.p/20");
        var bundle = await File.ReadAllBytesAsync(file);
        var (first, second) = (2 + ((bundle[0] << 8) | bundle[1]), 0);
        second = 2 + ((bundle[first] << 8) | bundle[first + 1]);
        await File.WriteAllBytesAsync(file, [.. bundle[first..(first + second)], .. bundle[..first], .. bundle[(first + second)..]]);

        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Contain("entry 0: it says it is entry 1").And.Contain("tile/0/000.p/20: hash 0");
    }

    [Fact]
    public async Task A_text_that_stays_away_without_reason_is_detected()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        var file = Path.Combine(log, "disclosures/000.p/20");
        var lines = await File.ReadAllLinesAsync(file);
        lines[7] = "[null," + lines[7][(lines[7].IndexOf(',') + 1)..];
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");

        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Contain("entry 7: the text").And.Contain("neither held nor redacted");
    }

    [Fact]
    public async Task A_fork_of_the_remembered_history_is_exit_3_with_both_checkpoints_kept()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        (await ExportedLog.Verify(log, temp["state"])).Verdict.Should().Be(Verdict.Sound);
        var note = await File.ReadAllTextAsync(Path.Combine(log, "checkpoint"));

        foreach (var entries in new[] { 20, 40 })
        {
            // The same key signs another history: the operator's own doing.
            var again = temp[$"data-fork{entries}"];
            Directory.CreateDirectory(Path.Combine(again, "keys"));
            File.Copy(Path.Combine(temp["data-log"], "keys", "contoh.key"), Path.Combine(again, "keys", "contoh.key"));
            var fork = await ExportedLog.Into(temp, entries, $"fork{entries}");

            var result = await ExportedLog.Verify(fork, temp["state"]);

            result.Verdict.Should().Be(Verdict.Fork);
            var kept = Directory.GetFiles(temp["state"], "*fork*.txt").Select(File.ReadAllText).ToArray();
            kept.Should().Contain(k => k.Contains(note) && k.Contains(File.ReadAllText(Path.Combine(fork, "checkpoint"))));
        }

        (await ExportedLog.Verify(log, temp["state"])).Verdict.Should().Be(Verdict.Sound, "the remembered history is the first one still");
    }

    [Fact]
    public async Task Another_key_and_another_origin_are_refused()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        var other = await ExportedLog.Into(temp, 20, "other");
        var otherKey = (await File.ReadAllTextAsync(Path.Combine(other, "key"))).TrimEnd();

        (await ExportedLog.Verify(log, temp["state"], otherKey)).Line().Should().Contain("No known key");
        (await ExportedLog.Verify(log, temp["state"])).Verdict.Should().Be(Verdict.Sound);
        (await ExportedLog.Verify(other, temp["state"])).Line().Should().Contain("seen before with the key");

        var signer = Notes.NoteSigner.Create("tracker.example.org/ledger/other");
        var text = (await File.ReadAllTextAsync(Path.Combine(log, "checkpoint"))).Split("\n\n")[0] + "\n";
        await File.WriteAllTextAsync(Path.Combine(log, "checkpoint"), signer.Sign(text));
        (await ExportedLog.Verify(log, temp["state2"], signer.Key.ToString())).Line().Should().Contain("its origin is");
    }

    [Fact]
    public async Task A_hundred_and_one_signatures_are_refused_and_a_hundred_accepted()
    {
        using var temp = new TempFolder();
        var log = await ExportedLog.Into(temp, 20);
        var file = Path.Combine(log, "checkpoint");
        var note = await File.ReadAllTextAsync(file);
        var stranger = Notes.NoteSigner.Create("witness.example/w1").Sign("x\n").Split("\n\n")[1];

        await File.WriteAllTextAsync(file, note + string.Concat(Enumerable.Repeat(stranger, 99)));
        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Be("Sound: ");
        await File.WriteAllTextAsync(file, note + string.Concat(Enumerable.Repeat(stranger, 100)));
        (await ExportedLog.Verify(log, temp["state"])).Line().Should().Contain("101 signatures");
    }

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
