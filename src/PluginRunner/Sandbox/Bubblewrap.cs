
namespace Tracker.PluginRunner.Sandbox;

/// <summary>Whether plugins can be kept apart on this machine: not whether a program is there, but whether it works.</summary>
public static class Bubblewrap
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly string[] s_folders = ["/usr/bin", "/bin", "/usr/local/bin"];

    internal static string? Program { get; } = Find("bwrap");

    /// <summary>Runs a small program the way a plugin would be run, and looks whether it is really kept apart.</summary>
    /// <param name="ct">Stops the probe.</param>
    /// <returns>Null: it works. Else why not, in words for an operator.</returns>
    /// <remarks>Tried twice: a machine that is busy for a moment must not be without a sandbox until its next start.</remarks>
    public static Task<NoSandbox?> Probe(CancellationToken ct) => Probe(Program, s_patience, ct);

    /// <inheritdoc cref="Probe(CancellationToken)"/>
    /// <param name="program">What makes sandboxes; null: there is nothing.</param>
    /// <param name="patience">How long it may take each time.</param>
    /// <param name="ct">As above.</param>
    internal static async Task<NoSandbox?> Probe(string? program, TimeSpan patience, CancellationToken ct) =>
        await Try(program, patience, ct) is null ? null : await Try(program, patience, ct);

    private static async Task<NoSandbox?> Try(string? program, TimeSpan patience, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux()) return new(NoSandbox.NotLinux);
        if (program is null) return new(NoSandbox.NoBubblewrap);
        if (!File.Exists("/usr/bin/prlimit")) return new(NoSandbox.NoLimits);
        var folder = Directory.CreateTempSubdirectory("tracker-probe-");
        try
        {
            // Two interfaces at most (lo), nothing of ours to see, nothing to write but scratch.
            string[] command =
            [
                "/bin/sh", "-c",
                "[ ! -e /home ] && [ ! -e /root ] && ! touch /plugin/x 2>/dev/null && ! touch /x 2>/dev/null && touch /tmp/x "
                + "&& [ \"$(grep -c : /proc/net/dev)\" -le 1 ] && [ -z \"$PROBE_SECRET\" ]" + (UncountedMemory.Filter is null ? "" : " && grep -q '^Seccomp:.*2$' /proc/self/status")
                + " && echo apart",
            ];
            var start = PluginCommand.By(program, folder.FullName, [.. command]);
            start.Environment["PROBE_SECRET"] = "not to be seen inside";
            using var process = await Launcher.Start(start);
            if (process is null) return new(NoSandbox.NotStarted);
            process.StandardInput.Close();
            using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
            late.CancelAfter(patience);
            try
            {
                var said = process.StandardOutput.ReadToEndAsync(late.Token);
                var complained = process.StandardError.ReadToEndAsync(late.Token);
                await process.WaitForExitAsync(late.Token);
                return process.ExitCode == 0 && (await said).Trim() == "apart"
                    ? null
                    : new(NoSandbox.NotApart, Line(await complained));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                ct.ThrowIfCancellationRequested();
                return new(NoSandbox.NoAnswer);
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new(NoSandbox.NotStarted, e.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Line(string text) => text.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "it ended without a word";

    private static string? Find(string name) => s_folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
