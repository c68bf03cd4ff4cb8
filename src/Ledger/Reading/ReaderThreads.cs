using System.Threading.Channels;
using Tracker.Ledger.Storage;

namespace Tracker.Ledger.Reading;

/// <summary>
/// A few threads that read, each with a view of its own, so that no caller's thread ever waits inside the database.
/// </summary>
internal sealed class ReaderThreads : IAsyncDisposable
{
    private readonly Channel<Action<ILedgerView>> _asked = Channel.CreateBounded<Action<ILedgerView>>(1024);
    private readonly TaskCompletionSource[] _ended;

    public ReaderThreads(ILedgerStore store, int count)
    {
        _ended = new TaskCompletionSource[count];
        for (var i = 0; i < count; i++)
        {
            var ended = _ended[i] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var view = store.OpenView();
            new Thread(() => Run(view, ended)) { IsBackground = true, Name = $"ledger reader {i}" }.Start();
        }
    }

    public async Task<T> Read<T>(Func<ILedgerView, T> read, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _asked.Writer.WriteAsync(
                view =>
                {
                    try
                    {
                        answer.SetResult(read(view));
                    }
                    catch (Exception e)
                    {
                        answer.SetException(e);
                    }
                },
                ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LogReader), "The ledger is closed.");
        }

        return await answer.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        _asked.Writer.TryComplete();
        foreach (var ended in _ended)
        {
            await ended.Task;
        }
    }

    private void Run(ILedgerView view, TaskCompletionSource ended)
    {
        while (_asked.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_asked.Reader.TryRead(out var read))
            {
                read(view);
            }
        }

        view.Dispose();
        ended.SetResult();
    }
}
