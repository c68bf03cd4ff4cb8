using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>How much a plugin's folder may hold, and how its files may be called.</summary>
public sealed class SizeAndNameTests : IDisposable
{
    private const int Own = 2; // the manifest and the program
    private readonly SomeManifest _some = new();

    public SizeAndNameTests() => _some.Read(SomeManifest.Well);

    public void Dispose() => _some.Dispose();

    [Fact]
    public void One_file_more_than_may_be_is_too_large()
    {
        for (var i = Own; i < PluginFolder.MostFiles; i++) File.WriteAllText(Path.Combine(_some.Folder, $"{i}"), "");
        Finding().Should().BeNull();

        File.WriteAllText(Path.Combine(_some.Folder, "more"), "");

        Finding().Should().EndWith(":1:1: too-large: more than 2000 files or 64 MiB, leave out what the plugin does not need");
    }

    [Fact]
    public void One_byte_more_than_may_be_is_too_large()
    {
        var own = new DirectoryInfo(_some.Folder).EnumerateFiles().Sum(file => file.Length);
        using (var large = File.Create(Path.Combine(_some.Folder, "large"))) large.SetLength(PluginFolder.MostBytes - own);
        Finding().Should().BeNull();

        File.WriteAllText(Path.Combine(_some.Folder, "more"), "x");

        Finding().Should().EndWith(":1:1: too-large: more than 2000 files or 64 MiB, leave out what the plugin does not need");
    }

    [SkippableTheory]
    [InlineData("two\nlines.py")]
    [InlineData("tab\t.py")]
    [InlineData("lib\u001B/a.py")]
    [InlineData("lib/\u0085.py")]
    public void A_control_character_in_the_name_of_a_file_or_its_folder_is_not_taken(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "no file is called so there");
        Put(name);

        Finding().Should().Contain(":1:1: file-name: a control character in a file's name, rename it");
    }

    [Theory]
    [InlineData("données/é 1 (a).py")]
    [InlineData(".hidden")]
    public void Any_other_name_is_taken(string name)
    {
        Put(name);

        Finding().Should().BeNull();
    }

    private void Put(string name)
    {
        var file = Path.Combine(_some.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it has one
        File.WriteAllText(file, "");
    }

    private string? Finding() => PluginFolder.Read(_some.Folder).Findings.SingleOrDefault()?.ToString();
}
