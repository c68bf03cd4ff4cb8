using FluentAssertions;
using Tracker.PluginRunner.Sandbox;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>A plugin names Python as Debian has it; an author's machine may have it elsewhere.</summary>
public sealed class InterpreterTests
{
    private static readonly string s_path = string.Join(Path.PathSeparator, "one", "two", "");

    [Theory]
    [InlineData("/usr/bin/python3", new[] { "/usr/bin/python3", "one/python3" }, "/usr/bin/python3")]
    [InlineData("/usr/bin/python3", new[] { "two/python3", "one/python" }, "two/python3")]
    [InlineData("/usr/bin/python3", new[] { "one/python" }, "one/python")]
    [InlineData("/usr/bin/python3", new string[0], "/usr/bin/python3")]
    [InlineData("/opt/mine/python3", new[] { "one/python3" }, "/opt/mine/python3")]
    [InlineData("dotnet", new[] { "one/python3" }, "dotnet")]
    public void Where_it_is_not_there_the_first_of_its_usual_names_is_taken(string program, string[] there, string taken) =>
        PluginCommand.Here(program, s_path, windows: false, file => there.Contains(file.Replace('\\', '/'))).Replace('\\', '/').Should().Be(taken);

    [Theory]
    [InlineData(new[] { "two/py.exe", "one/python.exe" }, "two/py.exe")]
    [InlineData(new[] { "one/python.exe", "one/python3" }, "one/python.exe")]
    public void On_Windows_by_the_names_that_it_has_there(string[] there, string taken) =>
        PluginCommand.Here("/usr/bin/python3", s_path, windows: true, file => there.Contains(file.Replace('\\', '/'))).Replace('\\', '/').Should().Be(taken);
}
