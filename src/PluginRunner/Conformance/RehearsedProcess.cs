using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tracker.PluginRunner.Conformance;

/// <summary>A plugin's process in a rehearsal, with nothing of the environment around it. It ends, with its children, when this is disposed.</summary>
internal sealed class RehearsedProcess : IAsyncDisposable
{
    private const int ErrorsKept = 4096;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private RehearsedProcess(Process process)
    {
        _process = process;
        Wire = new Wire(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
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

    public static RehearsedProcess Start(ProcessStartInfo how)
    {
        how.RedirectStandardInput = how.RedirectStandardOutput = how.RedirectStandardError = true;
        how.UseShellExecute = false;
        try
        {
            return new RehearsedProcess(Process.Start(how) ?? throw new NonConformant($"'{how.FileName}' did not start"));
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
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadErrors()
    {
        var buffer = new char[1024];
        int count;
        while ((count = await _process.StandardError.ReadAsync(buffer)) > 0)
        {
            lock (_errors)
            {
                _errors.Append(buffer, 0, count);
                if (_errors.Length > ErrorsKept) _errors.Remove(0, _errors.Length - ErrorsKept);
            }
        }
    }
}
