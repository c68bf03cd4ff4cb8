using System.Diagnostics;
using FluentAssertions;

namespace Tracker.Support;

/// <summary>Builds a project as its author would: with the SDK, in a folder outside the repository.</summary>
public static class Publish
{
    /// <summary>Publishes the project of a folder.</summary>
    public static Task Project(string folder, string to) => Dotnet(folder, "publish", folder, "-o", to);

    /// <summary>Builds the project of a folder.</summary>
    public static Task Build(string folder, string configuration) => Dotnet(folder, "build", folder, "-c", configuration);

    private static async Task Dotnet(string folder, params string[] words)
    {
        var how = new ProcessStartInfo("dotnet", [.. words, "-v", "quiet", "--nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        how.Environment.Remove("MSBUILD_EXE_PATH");
        how.Environment.Remove("MSBuildSDKsPath");
        using var publishing = Process.Start(how)!; // the tests run by it
        var output = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        publishing.ExitCode.Should().Be(0, output);
    }
}
