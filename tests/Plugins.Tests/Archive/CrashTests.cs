using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Archive;

/// <summary>Power is cut before every single step of archiving: afterwards there is the old archive or the new one.</summary>
public sealed class CrashTests
{
    private const string Address = "https://data.example.org/a.csv";
    private static readonly byte[] Old = Some.Bytes("old");
    private static readonly byte[] New = Some.Bytes("new, and longer");

    [Fact]
    public async Task A_cut_before_any_step_leaves_the_old_or_the_new_and_the_next_attempt_succeeds()
    {
        var cuts = 0;
        for (var step = 0; ; step++)
        {
            using var folder = new ArchiveFolder();
            KeepAndRemember(new SourceArchive(folder.Path), Old);
            var disk = new PowerCutDisk(step);
            var acknowledged = Attempt(() => KeepAndRemember(new SourceArchive(folder.Path, disk), New));

            var after = new SourceArchive(folder.Path);
            await EverythingIsSound(after);
            (await after.Read(SourceArchive.DigestOf(Old), default)).Should().BeOfType<Sound>("what was there stays, cut before step {0}", step);
            (await after.Read(SourceArchive.DigestOf(New), default)).Should().Match(reading => reading is Sound || (reading is Missing && !acknowledged));
            after.VisitsTo(Address)[0].Sha256.Should().BeOneOf(acknowledged ? [SourceArchive.DigestOf(New)] : [SourceArchive.DigestOf(New), SourceArchive.DigestOf(Old)]);
            (await after.Read(after.VisitsTo(Address)[0].Sha256, default)).Should().BeOfType<Sound>("an address is remembered only for bytes that are there");

            KeepAndRemember(after, New);
            (await after.Read(SourceArchive.DigestOf(New), default)).Should().BeOfType<Sound>();
            Directory.EnumerateFiles(Path.Combine(folder.Path, "incoming")).Should().BeEmpty();

            if (acknowledged) break;
            disk.WasCut.Should().BeTrue();
            cuts++;
        }

        cuts.Should().BeGreaterThan(12, "bytes, sidecar and address each take four steps");
    }

    [Fact]
    public async Task A_disk_that_never_flushes_is_found_out_so_this_test_is_not_blind()
    {
        using var folder = new ArchiveFolder();
        var disk = new PowerCutDisk(6);
        Attempt(() => KeepAndRemember(new SourceArchive(folder.Path, new WithoutFlushes(disk)), New)).Should().BeFalse();
        (await new SourceArchive(folder.Path).Read(SourceArchive.DigestOf(New), default)).Should().NotBeOfType<Sound>();
    }

    private static void KeepAndRemember(SourceArchive archive, byte[] bytes)
    {
        archive.Keep(Some.Source(bytes, Address), bytes);
        archive.Remember(Address, Some.Source(bytes, Address));
    }

    private static bool Attempt(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task EverythingIsSound(SourceArchive archive)
    {
        await foreach (var damaged in archive.Scrub(default)) Assert.Fail($"{damaged.Sha256}: {damaged.Detail}");
    }

    private sealed class WithoutFlushes(IArchiveDisk disk) : IArchiveDisk
    {
        public void MakeFolder(string folder) => disk.MakeFolder(folder);

        public void Write(string file, ReadOnlySpan<byte> bytes) => disk.Write(file, bytes);

        public void Flush(string file)
        {
        }

        public void Rename(string from, string to) => disk.Rename(from, to);

        public void FlushFolder(string folder)
        {
        }

        public void Remove(string file) => disk.Remove(file);
    }
}
