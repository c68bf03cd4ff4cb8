using System.Diagnostics;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>What an approval binds can be computed without this product, as the document says.</summary>
public sealed class DigestTests : IDisposable
{
    private readonly SomeManifest _some = new();

    public DigestTests() => _some.Read(SomeManifest.Well);

    public void Dispose() => _some.Dispose();

    [SkippableFact]
    public async Task The_documents_own_program_gives_the_same()
    {
        Required.That(File.Exists("/usr/bin/python3"), "Python, to compute it without this product");
        var plain = await ByTheDocument();
        PluginFolder.Read(_some.Folder).Digest.Should().Be(plain);
        // Names whose order depends on how they are compared: by case, by language, by bytes, by folder.
        foreach (var name in (string[])["a/b.py", "a.py", "a b.py", "B.py", "é.py", "recorded/fetches.json", ".hidden", "deep/er/file", "\uFF21.txt", "\U0001F4C8.txt"]) Put(name, name);
        Directory.CreateDirectory(Path.Combine(_some.Folder, "nothing"));
        File.WriteAllBytes(Path.Combine(_some.Folder, "bytes"), [0, 255, 10, 13]);

        (await ByTheDocument()).Should().NotBe(plain);
        PluginFolder.Read(_some.Folder).Digest.Should().Be(await ByTheDocument());
    }

    [SkippableFact]
    public async Task A_backslash_in_a_name_is_no_folder()
    {
        Skip.If(OperatingSystem.IsWindows(), "there it is one");
        Required.That(File.Exists("/usr/bin/python3"), "Python, to compute it without this product");
        Put(@"a\b.py", "1");
        var name = PluginFolder.Read(_some.Folder).Digest;
        name.Should().Be(await ByTheDocument());
        File.Delete(Path.Combine(_some.Folder, @"a\b.py"));
        Put("a/b.py", "1");

        PluginFolder.Read(_some.Folder).Digest.Should().NotBe(name, "it is another program");
    }

    private void Put(string name, string text)
    {
        var file = Path.Combine(_some.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it has one
        File.WriteAllText(file, text);
    }

    private async Task<string> ByTheDocument()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", PluginGuide.Block("digest.py"), _some.Folder]) { RedirectStandardOutput = true };
        start.Environment["PYTHONUTF8"] = "1";
        using var python = Process.Start(start)!; // it is there
        var said = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return said.Trim();
    }
}
