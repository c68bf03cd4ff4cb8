using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Conformance;

/// <summary>A plugin's process in a rehearsal, with nothing of the environment around it. It ends, with its children, when this is disposed.</summary>
internal sealed class RehearsedProcess : IAsyncDisposable
{
    private const int ErrorsKept = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private RehearsedProcess(Process process, WireTap? tap)
    {
        _process = process;
        var (says, hears) = tap?.Invoke(process.StandardOutput.BaseStream, process.StandardInput.BaseStream) ?? (process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        Wire = new Wire(says, hears);
        _reading = ReadErrors();
    }

    public Wire Wire { get; }

    /// <summary>What it wrote to standard error last.</summary>
    public string Errors
    {
        get
        {
            lock (_errors) return _errors.ToString().Trim();
        }
    }

    /// <remarks>As a run of the product starts it: bubblewrap dies with the thread that started it, and a pool's thread may go at any time.</remarks>
    public static async Task<RehearsedProcess> Start(ProcessStartInfo how, WireTap? tap = null)
    {
        try
        {
            return new RehearsedProcess(await Launcher.Start(how) ?? throw new NonConformant($"'{how.FileName}' did not start"), tap);
        }
        catch (Win32Exception e)
        {
            throw new NonConformant($"'{how.FileName}' cannot be started: {e.Message}");
        }
    }

    /// <summary>Closes what it reads from, as a host does that is gone.</summary>
    public void HangUp() => _process.StandardInput.Close();

    /// <summary>Waits until it ended by itself; its exit code.</summary>
    public async Task<int> Ended(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        // First the pipe: a sandbox killed before it has set itself up leaves the plugin behind, which then reads the end.
        Quietly(_process.StandardInput.Close);
        Quietly(() => _process.Kill(entireProcessTree: true));
        await _process.WaitForExitAsync();
        await Task.WhenAny(_reading, Task.Delay(Patience));
        _process.Dispose();
    }

    private static void Quietly(Action end)
    {
        try
        {
            end();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // It ended by itself.
        }
    }

    private async Task ReadErrors()
    {
        var buffer = new char[1024];
        var errors = _process.StandardError;
        try
        {
            int count;
            while ((count = await errors.ReadAsync(buffer)) > 0)
            {
                lock (_errors)
                {
                    _errors.Append(buffer, 0, count);
                    if (_errors.Length > ErrorsKept) _errors.Remove(0, _errors.Length - ErrorsKept);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody waits for its last words any more.
        }
    }
}
