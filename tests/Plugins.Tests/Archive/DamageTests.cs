using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Archive;

/// <summary>What is on the disk is believed only after it was verified.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly byte[] _bytes = Some.Bytes("village,period,value\n3522,2027-03,312\n");
    private readonly string _sha256;
    private readonly SourceArchive _archive;

    public DamageTests()
    {
        _archive = new SourceArchive(_folder.Path);
        _archive.Keep(Some.Source(_bytes), _bytes);
        _sha256 = SourceArchive.DigestOf(_bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_single_flipped_bit_is_found_and_never_served()
    {
        for (var bit = 0; bit < _bytes.Length * 8; bit++)
        {
            var broken = (byte[])_bytes.Clone();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_folder.Body(_sha256), broken);
            (await _archive.Read(_sha256, default)).Should().BeOfType<Damaged>();
            (await _archive.Open(_sha256, default)).Should().BeOfType<Damaged>();
        }
    }

    [Fact]
    public async Task What_is_opened_gives_the_bytes_that_were_archived()
    {
        await using var bytes = (await _archive.Open(_sha256, default)).Should().BeOfType<Opened>().Which.Bytes;
        using var read = new MemoryStream();
        await bytes.CopyToAsync(read);
        read.ToArray().Should().Equal(_bytes);
        (await _archive.Open(new string('0', 64), default)).Should().BeOfType<Missing>();
    }

    [Fact]
    public async Task Bytes_cut_short_emptied_or_gone_are_damage()
    {
        await File.WriteAllBytesAsync(_folder.Body(_sha256), _bytes[..5]);
        (await _archive.Read(_sha256, default)).Should().BeOfType<Damaged>();
        (await _archive.Open(_sha256, default)).Should().BeOfType<Damaged>();
        File.Delete(_folder.Body(_sha256));
        (await _archive.Read(_sha256, default)).Should().BeOfType<Damaged>();
        (await _archive.Open(_sha256, default)).Should().BeOfType<Damaged>();
    }

    [Fact]
    public async Task The_scrub_names_exactly_what_is_damaged()
    {
        var other = Some.Bytes("another");
        _archive.Keep(Some.Source(other), other);
        (await Scrub()).Should().BeEmpty();
        await File.WriteAllBytesAsync(_folder.Body(_sha256), _bytes[1..]);
        (await Scrub()).Should().Equal(_sha256);
        await File.WriteAllTextAsync(_folder.Body(SourceArchive.DigestOf(other)) + ".json", "{");
        (await Scrub()).Should().BeEquivalentTo(_sha256, SourceArchive.DigestOf(other));
    }

    [Fact]
    public async Task The_same_bytes_coming_again_repair_it()
    {
        await File.WriteAllBytesAsync(_folder.Body(_sha256), _bytes[1..]);
        _archive.Keep(Some.Source(_bytes), _bytes);
        (await _archive.Read(_sha256, default)).Should().BeOfType<Sound>();
    }

    [Fact]
    public async Task A_sidecar_that_speaks_of_other_bytes_is_not_believed()
    {
        var other = Some.Bytes("another");
        _archive.Keep(Some.Source(other), other);
        File.Copy(_folder.Body(SourceArchive.DigestOf(other)) + ".json", _folder.Body(_sha256) + ".json", overwrite: true);
        (await _archive.Read(_sha256, default)).Should().BeOfType<Missing>();
        (await Scrub()).Should().Equal(_sha256);
    }

    private async Task<List<string>> Scrub()
    {
        List<string> found = [];
        await foreach (var damaged in _archive.Scrub(default)) found.Add(damaged.Sha256);
        return found;
    }
}
