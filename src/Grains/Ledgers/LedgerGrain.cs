using Orleans.Concurrency;
using Tracker.Ledger;

namespace Tracker.Grains.Ledgers;

/// <inheritdoc cref="ILedgerGrain"/>
/// <remarks>Reentrant, so that many appends wait together in one batch: the writer's own thread puts them in order.</remarks>
[Reentrant, KeepAlive]
public sealed class LedgerGrain(LedgerFolder folder) : Grain, ILedgerGrain
{
    private Task<LogWriter>? _writer;

    public async Task<AppendAnswer> Append(AppendRequest request)
    {
        AppendOutcome outcome;
        try
        {
            var writer = await Writer();
            // A started append finishes: no token.
            outcome = await writer.Append(ToSubmission(request), CancellationToken.None);
        }
        catch (HistoryWouldFork)
        {
            return new AppendAnswer.Closed();
        }

        return outcome switch
        {
            AppendOutcome.Appended done => new AppendAnswer.Appended(
                Wire(done.Receipt), [.. done.Entries.Select(entry => new AppendedEntry(entry.Index, entry.Bytes, entry.Disclosures))]),
            AppendOutcome.Repeated done => new AppendAnswer.Repeated(Wire(done.Receipt)),
            AppendOutcome.KeyReused => new AppendAnswer.KeyReused(),
            AppendOutcome.VersionConflict => new AppendAnswer.Behind(),
            _ => throw new InvalidOperationException($"The ledger refused what a rule had accepted: {outcome}."),
        };
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_writer is { IsCompletedSuccessfully: true } writer) await (await writer).DisposeAsync();
    }

    public Task Open() => Writer();

    private Task<LogWriter> Writer()
    {
        // Opening reads the store, so it happens off the grain's thread; one that failed (a full disk) is tried again.
        if (_writer is null or { IsFaulted: true })
        {
            var log = this.GetPrimaryKeyString();
            _writer = Task.Run(() => folder.OpenWriter(log));
        }

        return _writer;
    }

    internal static WriteReceipt Wire(Receipt receipt) =>
        new(receipt.Log, receipt.FirstIndex, receipt.Count, receipt.Stream, receipt.Version);

    private static Submission ToSubmission(AppendRequest request) => new(
        request.Stream,
        request.ExpectedVersion,
        request.Actor,
        request.Key,
        request.RequestDigest,
        [.. request.Entries.Select(entry => new DraftEntry(
            entry.Type,
            entry.Facts,
            [.. entry.Texts.Select(text => new DraftText(text.Name, text.Value, text.Personal ? TextKind.Personal : TextKind.Public, text.Held))]))]);
}
