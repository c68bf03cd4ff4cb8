using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>Whoever opens a pipe waits for somebody to write into it: a folder with one is refused, and nobody waits.</summary>
public sealed class KindOfFileTests : IDisposable
{
    private readonly SomeManifest _some = new();

    [SkippableFact]
    public async Task A_pipe_is_refused_by_its_name_and_nobody_waits_for_it()
    {
        _some.Read(SomeManifest.Well).Findings.Should().BeEmpty();
        Pipe("data/pipe");

        foreach (var taken in new[] { false, true })
            (await Soon(() => PluginFolder.Read(_some.Folder, taken))).Findings.Should().ContainSingle().Which.ToString().Should().Be("data/pipe:1:1: no-file: it is neither a file nor a folder, take it out of the folder");
    }

    [SkippableFact]
    public async Task A_manifest_that_is_a_pipe_is_refused_too()
    {
        Pipe("plugin.yaml");

        (await Soon(() => PluginFolder.Read(_some.Folder))).Findings.Should().ContainSingle().Which.ToString().Should().StartWith("plugin.yaml:1:1: no-file: ");
    }

    [SkippableFact]
    public async Task A_socket_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "there it is a link");
        _some.Read(SomeManifest.Well);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_some.Folder, "socket")));

        (await Soon(() => PluginFolder.Read(_some.Folder))).Findings.Should().ContainSingle().Which.ToString().Should().StartWith("socket:1:1: no-file: ");
    }

    [Fact]
    public void A_file_with_nothing_in_it_is_a_file()
    {
        _some.Read(SomeManifest.Well);
        File.WriteAllText(Path.Combine(_some.Folder, "__init__.py"), "");

        PluginFolder.Read(_some.Folder).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xFF }, 1, 2)]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xC3 }, 2, 2)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x80 }, 1, 1)]
    public void A_manifest_that_is_not_in_UTF_8_is_refused_at_its_first_wrong_byte(byte[] bytes, int line, int column)
    {
        File.WriteAllBytes(Path.Combine(_some.Folder, "plugin.yaml"), bytes);

        PluginFolder.Read(_some.Folder).Findings.Should().ContainSingle().Which.ToString().Should().Be($"plugin.yaml:{line}:{column}: yaml: the manifest is not in UTF-8, save it as UTF-8");
    }

    [Fact]
    public void A_mark_of_UTF_8_before_the_manifest_is_none_of_its_text()
    {
        _some.Read("");
        File.WriteAllText(Path.Combine(_some.Folder, "plugin.yaml"), SomeManifest.Well, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        PluginFolder.Read(_some.Folder).Findings.Should().BeEmpty();
    }

    public void Dispose() => _some.Dispose();

    private static Task<PluginFolder> Soon(Func<PluginFolder> read) => Task.Run(read).WaitAsync(TimeSpan.FromSeconds(30));

    private void Pipe(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "pipes lie in no folder there");
        var path = Path.Combine(_some.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // it has one
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        made.ExitCode.Should().Be(0);
    }
}
