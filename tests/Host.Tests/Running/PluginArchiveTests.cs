using System.IO.Compression;
using System.Text;
using FluentAssertions;
using Tracker.Host.Running;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What people pack, and what only somebody packs who means harm.</summary>
public sealed class PluginArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-upload-").FullName;

    private string Into => Path.Combine(_folder, "into");

    public PluginArchiveTests() => Directory.CreateDirectory(Into);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("my-plugin/")]
    public async Task A_folder_is_unpacked_whether_it_or_what_is_in_it_was_packed(string top)
    {
        var refused = await Unpack(($"{top}plugin.yaml", "id: x", 0), ($"{top}src/main.py", "print()", 0x81ED << 16));

        refused.Should().BeNull();
        File.ReadAllText(Path.Combine(Into, "plugin.yaml")).Should().Be("id: x");
        File.ReadAllText(Path.Combine(Into, "src/main.py")).Should().Be("print()");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(Into, "src/main.py")).Should().HaveFlag(UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("..\\evil")]
    [InlineData("C:evil")]
    [InlineData("a\u0001b")]
    [InlineData("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17")]
    public async Task A_name_that_leads_elsewhere_is_refused_and_nothing_is_written_outside(string name)
    {
        var refused = (await Unpack(("plugin.yaml", "id: x", 0), (name, "evil", 0)))!;

        refused.Rule.Should().Be("upload-unsafe-entry");
        refused.Values!["name"].Should().NotContain("\u0001").And.HaveLength(name.Length, "it is named");

        Directory.EnumerateFileSystemEntries(_folder).Should().Equal(Into);
        Directory.EnumerateFiles(Into, "*", SearchOption.AllDirectories).Should().BeEmpty("names are looked at before anything is written");
    }

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x2180)]
    [InlineData(0x1180)]
    [InlineData(0xC180)]
    public async Task Links_devices_and_pipes_are_refused(int mode) =>
        (await Unpack(("plugin.yaml", "id: x", 0), ("link", "/etc/passwd", mode << 16)))!.Values.Should().Contain("name", "link");

    [Fact]
    public async Task A_bomb_is_stopped_while_it_unpacks()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var bomb = archive.CreateEntry("bomb", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++) bomb.Write(zeros);
        }

        zip.Length.Should().BeLessThan(300_000);
        zip.Position = 0;
        (await PluginArchive.Unpack(zip, Into, CancellationToken.None))!.Rule.Should().Be("upload-unsafe");
        Directory.EnumerateFiles(Into).Sum(file => new FileInfo(file).Length).Should().BeLessThanOrEqualTo(64L * 1024 * 1024);
    }

    [Fact]
    public async Task Too_many_files_are_refused_before_the_first_is_written()
    {
        (await Unpack([.. Enumerable.Range(0, 2001).Select(i => ($"f{i}", "", 0))]))!.Rule.Should().Be("upload-unsafe");

        Directory.EnumerateFileSystemEntries(Into).Should().BeEmpty();
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "A")]
    public async Task Two_files_of_one_name_are_refused(string one, string other) =>
        (await Unpack((one, "1", 0), (other, "2", 0)))!.Values.Should().Contain("name", other);

    [Fact]
    public async Task What_is_no_zip_file_or_a_broken_one_is_refused()
    {
        foreach (var bytes in new[] { [], Encoding.UTF8.GetBytes("not a zip"), new byte[4096] })
            (await PluginArchive.Unpack(new MemoryStream(bytes), Into, CancellationToken.None))!.Rule.Should().Be("upload-unsafe");

        var sound = Packed(("plugin.yaml", string.Concat(Enumerable.Range(0, 5000)), 0)).ToArray();
        for (var at = 30; at < sound.Length; at += 97)
        {
            var broken = sound.ToArray();
            broken[at] ^= 0xFF;
            Directory.Delete(Into, recursive: true);
            Directory.CreateDirectory(Into);
            var refused = await PluginArchive.Unpack(new MemoryStream(broken), Into, CancellationToken.None);
            if (refused is not null) refused.Rule.Should().StartWith("upload-unsafe");
        }
    }

    private Task<Domain.Refused?> Unpack(params (string Name, string Content, int Attributes)[] files) =>
        PluginArchive.Unpack(Packed(files), Into, CancellationToken.None);

    private static MemoryStream Packed(params (string Name, string Content, int Attributes)[] files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, attributes) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = attributes;
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        zip.Position = 0;
        return zip;
    }
}
