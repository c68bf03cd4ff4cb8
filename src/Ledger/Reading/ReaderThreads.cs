using Tracker.Ledger.Storage;

namespace Tracker.Ledger.Reading;

/// <summary>
/// A few threads that read, each with a view of its own, so that no caller's thread ever waits inside the database.
/// </summary>
/// <remarks>They wait on a monitor, which sleeps at once: waiting on a task or a semaphore spins first, and a few idle readers
/// would take the cores from those who write.</remarks>
internal sealed class ReaderThreads : IAsyncDisposable
{
    private const int MostWaiting = 1024;
    private readonly SemaphoreSlim _room = new(MostWaiting);
    private readonly Queue<Action<ILedgerView>> _asked = [];
    private readonly TaskCompletionSource[] _ended;
    private bool _closed;

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
        await _room.WaitAsync(ct);
        lock (_asked)
        {
            if (_closed)
            {
                throw new ObjectDisposedException(nameof(LogReader), "The ledger is closed.");
            }

            _asked.Enqueue(view =>
            {
                try
                {
                    answer.SetResult(read(view));
                }
                catch (Exception e)
                {
                    answer.SetException(e);
                }
            });
            Monitor.Pulse(_asked);
        }

        return await answer.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_asked)
        {
            _closed = true;
            Monitor.PulseAll(_asked);
        }

        foreach (var ended in _ended)
        {
            await ended.Task;
        }
    }

    private void Run(ILedgerView view, TaskCompletionSource ended)
    {
        while (Next() is { } read)
        {
            _room.Release();
            read(view);
        }

        view.Dispose();
        ended.SetResult();
    }

    /// <summary>What was asked first; null once nothing is left and nothing more will come.</summary>
    private Action<ILedgerView>? Next()
    {
        lock (_asked)
        {
            while (_asked.Count == 0)
            {
                if (_closed)
                {
                    return null;
                }

                Monitor.Wait(_asked);
            }

            return _asked.Dequeue();
        }
    }
}
