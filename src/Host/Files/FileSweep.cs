using Tracker.Host.Hosting;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Ledger;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Files;

/// <summary>
/// Clears away, once an hour: uploads that were left for a day, and the bytes of files whose digest was erased from the ledger.
/// What is only held stays.
/// </summary>
public sealed class FileSweep(
    Uploads uploads, KeptBytes kept, EvidenceViews evidence, LedgerFollower follower, LogReader ledger, Opening opening, TimeProvider clock, ILogger<FileSweep> log)
    : BackgroundService
{
    private static readonly TimeSpan s_often = TimeSpan.FromHours(1);

    /// <summary>Clears away what is to go now.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        if (!follower.CaughtUp) return; // what the views do not know yet may be on the ledger
        foreach (var left in await uploads.Left())
        {
            ct.ThrowIfCancellationRequested();
            await uploads.Alone(left.Id, () => evidence.File(left.Id) is null ? uploads.Drop(left, kept.Remove) : uploads.Attached(left.Id));
        }

        foreach (var known in await uploads.OnLedger())
        {
            ct.ThrowIfCancellationRequested();
            if (evidence.File(known.Id) is { File: { Sha256: null } file } found && await IsErased(found.Log, file, ct))
            {
                await uploads.Drop(known, kept.Remove);
                log.LogInformation("The bytes of file {File} are gone: its digest was erased", known.Id);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Done.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(s_often, clock);
            do
            {
                try
                {
                    await Sweep(stoppingToken);
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning(failure, "Old uploads could not be cleared away; trying again");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (opening.Done.IsFaulted || stoppingToken.IsCancellationRequested)
        {
            // What does not open sweeps nothing; what stops, stops.
        }
    }

    /// <summary>Whether the digest is nowhere any more; what is held can still be read by those who decide about it.</summary>
    private async Task<bool> IsErased(string log, FileView file, CancellationToken ct) =>
        await ledger.ReadWithHeldTexts(log, file.Index, ct) is { } entry && !Entry.Read(entry).Texts.Any(text => text.Key == "sha256" && text.Value is not null);
}
