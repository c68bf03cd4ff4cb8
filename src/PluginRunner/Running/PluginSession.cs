using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Running;

/// <summary>
/// One process of a plugin, from its start to its end. Whatever it does, it is over within its limits, with everything it
/// started, and what was wrong has a name.
/// </summary>
public sealed class PluginSession : IAsyncDisposable
{
    /// <summary>How long a plugin may take to end once it was told to.</summary>
    public static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly HostAnswers _answers;
    private readonly Connection _connection;
    private readonly PluginLimits _limits;
    private readonly TimeProvider _clock;
    private readonly bool _sandboxed;
    private readonly TaskCompletionSource<PluginFailed> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly Patience _patience;
    private readonly ITimer _deadline;
    private readonly LastWords _words = new();
    private readonly Task _reading;
    private readonly Task _errors;
    private readonly ProcessWatch _watch;
    private readonly Task _watching;
    private bool _saidGoodbye;

    private PluginSession(Process process, PluginLaunch launch, IPluginCalls calls, TimeProvider clock)
    {
        (_process, _limits, _clock, _sandboxed) = (process, launch.Limits, clock, launch.Isolation == Isolation.Sandboxed);
        var budget = new OutputBudget(RunLimits.MostOutput(launch.Limits), TimeProvider.System, () => Fail(PluginFailure.TooMuchOutput, $"It said more than {_limits.OutputMiB} MiB."), time => _patience!.LetWait(time)); // set before anything is read
        _answers = new(calls);
        var (says, hears) = launch.Tap?.Invoke(process.StandardOutput.BaseStream, process.StandardInput.BaseStream) ?? (process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _connection = new(new BoundedOutput(says, budget), hears, _answers);
        _patience = new(TimeSpan.FromSeconds(_limits.Seconds));
        _deadline = clock.CreateTimer(_ => Late(), null, TimeSpan.FromSeconds(_limits.Seconds), Timeout.InfiniteTimeSpan);
        _reading = Read();
        _errors = _words.Read(new BoundedOutput(process.StandardError.BaseStream, budget), _over.Token);
        _watch = new(process, launch, calls, _patience, Fail);
        _watching = _watch.Watch(_over.Token);
    }

    /// <summary>What it said of itself.</summary>
    public InitializeResult Greeting { get; private set; } = null!; // set before Start returns

    /// <summary>Starts a plugin and greets it.</summary>
    /// <param name="launch">The run.</param>
    /// <param name="calls">What it may ask for.</param>
    /// <param name="clock">By which it must be done in time.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="PluginFailed">It could not be started, or did not greet as it should; nothing of it is left.</exception>
    public static async Task<PluginSession> Start(PluginLaunch launch, IPluginCalls calls, TimeProvider clock, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(launch);
        Process process;
        try
        {
            process = await Launcher.Start(PluginCommand.Of(launch.Folder, launch.Command, launch.Limits, launch.Isolation, launch.Last))
                ?? throw new PluginFailed(PluginFailure.NotStarted, "Its program did not start.");
        }
        catch (Win32Exception e)
        {
            throw new PluginFailed(PluginFailure.NotStarted, $"'{launch.Command[0]}' cannot be started: {e.Message}");
        }

        var session = new PluginSession(process, launch, calls, clock);
        try
        {
            var greeting = await session.Ask<InitializeResult>(
                Methods.Initialize, new InitializeParams(Protocol.Version, launch.Settings, launch.Partner, launch.Locale), ct);
            if (!Protocol.Speaks(greeting.Protocol))
            {
                throw new PluginFailed(
                    PluginFailure.WrongProtocol, $"It speaks version '{greeting.Protocol}' of the protocol, this host {Protocol.Version}: another major version is another protocol.");
            }

            session.Greeting = greeting;
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for everything that is new.</summary>
    /// <exception cref="PluginFailed">It failed; the run is over.</exception>
    public async Task<CollectResult> Collect(CollectParams request, CancellationToken ct)
    {
        var collected = await Ask<CollectResult>(Methods.Collect, request, ct);
        // A longer one would be kept, and then no message with it could ever be sent.
        return collected.Cursor is { } cursor && Encoding.UTF8.GetByteCount(cursor) is > Protocol.MostCursorBytes and var bytes
            ? throw await Ended(PluginFailure.MalformedMessage, $"A cursor of {bytes.ToString(CultureInfo.InvariantCulture)} bytes: at most {Protocol.MostCursorBytes.ToString(CultureInfo.InvariantCulture)} are kept.")
            : collected;
    }

    /// <summary>Hands over what was delivered.</summary>
    /// <exception cref="PluginFailed">It failed; the run is over.</exception>
    public Task Receive(ReceiveParams request, CancellationToken ct) => Ask<JsonElement>(Methods.Receive, request, ct);

    /// <summary>Asks for the fields of its form.</summary>
    /// <exception cref="PluginFailed">It failed; the run is over.</exception>
    public Task<FieldsResult> Fields(FieldsParams request, CancellationToken ct) => Ask<FieldsResult>(Methods.Fields, request, ct);

    /// <summary>Hands over what somebody filled in.</summary>
    /// <returns>What is wrong with it, by the field's name where it is about one; null: it was taken.</returns>
    /// <exception cref="PluginFailed">It failed; the run is over.</exception>
    public async Task<(string? Field, string Words)?> Submit(SubmitParams request, CancellationToken ct)
    {
        (string?, string)? wrong = null;
        await Ask<JsonElement>(Methods.Submit, request, ct, error =>
        {
            if (error.Code is not (ErrorCodes.InvalidParams or ErrorCodes.CannotNow)) return (false, default);
            wrong = (error.Data?["field"] is JsonValue field && field.TryGetValue<string>(out var name) ? name : null, error.Message);
            return (true, default);
        });
        return wrong;
    }

    /// <summary>Asks whether sources still say so.</summary>
    /// <returns>Null: it offers no such thing. That it cannot tell now is an answer too.</returns>
    /// <exception cref="PluginFailed">It failed; the run is over.</exception>
    public Task<CheckResult?> Check(CheckParams request, CancellationToken ct) => Ask<CheckResult?>(Methods.Check, request, ct, error => error.Code switch
    {
        ErrorCodes.MethodNotFound => (true, null),
        ErrorCodes.CannotNow or ErrorCodes.SourceUnusable => (true, new(Verdict.Unknown, error.Message)),
        _ => (false, null),
    });

    /// <summary>Says goodbye, and waits until it has ended by itself.</summary>
    /// <returns>Whether it did within two seconds; else it was ended.</returns>
    public async Task<bool> Shutdown()
    {
        using var soon = new CancellationTokenSource(GoodbyeTime, _clock);
        try
        {
            _saidGoodbye = true;
            _watch.LetEnd();
            try
            {
                await _connection.Ask<JsonElement>(Methods.Shutdown, new Nothing(), soon.Token);
            }
            catch (IOException)
            {
                // It ends without an answer: its pipe is closed a moment before it is gone.
            }

            await _process.WaitForExitAsync(soon.Token);
            return true;
        }
        catch (Exception unwilling) when (unwilling is OperationCanceledException or RpcError or ProtocolViolation)
        {
            return _process.HasExited;
        }
    }

    /// <summary>Ends it, with everything it has started; when this returns, nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        await _over.CancelAsync();
        await _connection.DisposeAsync();
        _answers.Dispose();
        await _reading;
        await _errors;
        await _watching;
        await _deadline.DisposeAsync();
        _over.Dispose();
        _process.Dispose();
    }

    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="ct">Ends the run.</param>
    /// <param name="answered">What an error means where it is an answer and no failure; null: every error ends the run.</param>
    private async Task<TResult> Ask<TResult>(string method, object parameters, CancellationToken ct, Func<RpcError, (bool IsAnswer, TResult Means)>? answered = null)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _over.Token);
        var asked = _connection.Ask<TResult>(method, parameters, either.Token);
        if (await Task.WhenAny(asked, _failed.Task) != asked)
        {
            _ = asked.ContinueWith(static gone => gone.Exception, TaskScheduler.Default); // observed
            throw await Gone();
        }

        try
        {
            return await asked;
        }
        catch (RpcError error)
        {
            if (answered?.Invoke(error) is (true, var means)) return means;
            throw await Ended(FailureOf(error), error.Message);
        }
        catch (ProtocolViolation broken)
        {
            throw await Ended(broken.Kind == ViolationKind.ForeignAnswer ? PluginFailure.ForeignAnswer : PluginFailure.MalformedMessage, broken.Message);
        }
        catch (IOException)
        {
            // It closed the pipe: it has ended, or is about to, or is ended in a moment.
            await _reading;
            throw await Ended(PluginFailure.Crashed, null);
        }
        catch (OperationCanceledException)
        {
            Kill();
            ct.ThrowIfCancellationRequested();
            throw await Gone();
        }
    }

    private static PluginFailure FailureOf(RpcError error) => error.Code switch
    {
        ErrorCodes.WrongProtocol => PluginFailure.WrongProtocol,
        ErrorCodes.SourceUnusable => PluginFailure.SourceUnusable,
        _ => PluginFailure.ErrorAnswer,
    };

    private async Task<PluginFailed> Ended(PluginFailure reason, string? detail)
    {
        if (reason != PluginFailure.Crashed) Kill();
        await _process.WaitForExitAsync();
        await Task.WhenAny(_errors, Task.Delay(GoodbyeTime, _clock)); // whoever else holds the pipe is not waited for
        if (reason is PluginFailure.Crashed or PluginFailure.ErrorAnswer && LastWords.TellOfNoMemory(detail ?? _words.Last)) reason = PluginFailure.TooMuchMemory;
        Fail(reason, detail ?? $"It ended with {_process.ExitCode.ToString(CultureInfo.InvariantCulture)}. {_words.Last}".Trim());
        return await Gone();
    }

    private async Task<PluginFailed> Gone()
    {
        var failed = await _failed.Task;
        Kill();
        await _process.WaitForExitAsync();
        return new(failed.Reason, failed.Message);
    }

    private void Fail(PluginFailure reason, string detail)
    {
        if (_failed.TrySetResult(new(reason, detail))) Kill();
    }

    private void Late()
    {
        if (_patience.More() is { Ticks: > 0 } more)
        {
            _deadline.Change(more, Timeout.InfiniteTimeSpan);
            return;
        }

        var beside = _patience.Given is { Ticks: > 0 } given ? $", nor in {Math.Ceiling(given.TotalSeconds).ToString(CultureInfo.InvariantCulture)} more in which it had waited for a processor or for the host" : "";
        Fail(PluginFailure.Timeout, $"It was not done within {_limits.Seconds} seconds{beside}.");
    }

    private void Kill()
    {
        try
        {
            // First its input: what is left over when bubblewrap is killed in its first moments reads the end and goes.
            _process.StandardInput.BaseStream.Close();
            Processors.End(_process, _sandboxed);
        }
        catch (Exception over) when (over is InvalidOperationException or Win32Exception or AggregateException or IOException)
        {
            // It has ended by itself.
        }
    }

    private async Task Read()
    {
        try
        {
            await _connection.Run(_over.Token);
            if (_over.IsCancellationRequested || _saidGoodbye) return;
            // It closed its end: it has ended, or hangs where nobody can hear it.
            using var soon = new CancellationTokenSource(GoodbyeTime);
            try
            {
                await _process.WaitForExitAsync(soon.Token);
            }
            catch (OperationCanceledException)
            {
                Fail(PluginFailure.Crashed, "It closed its output and went on.");
            }
        }
        catch (ProtocolViolation broken) when (!_saidGoodbye)
        {
            Fail(broken.Kind == ViolationKind.ForeignAnswer ? PluginFailure.ForeignAnswer : PluginFailure.MalformedMessage, broken.Message);
        }
        catch (ProtocolViolation)
        {
            // What it says after goodbye is not listened to.
        }
    }
}
