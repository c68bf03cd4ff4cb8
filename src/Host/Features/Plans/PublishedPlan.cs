using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
using Tracker.Ledger;
using Tracker.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>What the ledger has of a plan: what files are held against.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="On">The day it was published here, in its own zone.</param>
/// <param name="Commitments">Those of its commitments that are published.</param>
/// <param name="Digest">Of the files that were read in or applied last.</param>
/// <param name="ReadIn">When those were.</param>
/// <param name="Kept">What was decided for the tracker when they were applied; null: nothing.</param>
public sealed record PublishedPlan(
    PlanPublished Plan, DateOnly On, ImmutableArray<CommitmentPublished> Commitments, string Digest, DateTimeOffset ReadIn, ImmutableSortedDictionary<string, string>? Kept);

/// <summary>Where a plan stands between its files and its amendments.</summary>
/// <param name="AtLastImport">What its files said when they were last read in or applied.</param>
/// <param name="Now">What holds.</param>
/// <param name="Digest">Of the files that were read in or applied last.</param>
/// <param name="On">The day it was published here, in its own zone.</param>
/// <param name="ReadIn">When the files were read in or applied last.</param>
/// <param name="Kept">What was decided for the tracker when they were applied last; null: nothing.</param>
public sealed record PlanStand(
    PlanSaid AtLastImport, PlanSaid Now, string Digest, DateOnly On, DateTimeOffset ReadIn, ImmutableSortedDictionary<string, string>? Kept)
{
    /// <summary>What is published of it.</summary>
    public PublishedPlan Known => new(Now.Plan, On, Now.Commitments, Digest, ReadIn, Kept);
}

/// <summary>Reads from the ledger itself, because views may still be on their way when plans are published.</summary>
public sealed class PublishedPlans(LogReader reader)
{
    /// <returns>Null: never published here.</returns>
    public async Task<PublishedPlan?> Find(PlanId id, CancellationToken ct)
    {
        if (await First<PlanPublished>(id.Value, ct) is not var (first, at)) return null;
        var plan = first;
        await foreach (var (changed, _, _) in Read<PlanChanged>(id.Value, ct)) plan = PlanFields.Done(plan, changed);
        var commitments = ImmutableArray.CreateBuilder<CommitmentPublished>(plan.Commitments.Length);
        foreach (var number in plan.Commitments)
        {
            if (await First<CommitmentPublished>(new CommitmentId(id, number).Value, ct) is var (commitment, _)) commitments.Add(commitment);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        var (digest, readIn, kept) = await Last<PlanAmended>(id.Value, ct) is var (amended, applied) ? (amended.Digest, applied, amended.Kept) : (plan.Digest, at, null);
        return new(plan, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), commitments.ToImmutable(), digest, readIn, kept);
    }

    /// <summary>What the files said last, and what holds: folded from everything that was recorded.</summary>
    /// <returns>Null: never published here.</returns>
    public async Task<PlanStand?> Stand(PlanId id, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } known) return null;
        var (files, now) = (ImmutableArray.CreateBuilder<CommitmentPublished>(), ImmutableArray.CreateBuilder<CommitmentPublished>());
        foreach (var promise in known.Commitments)
        {
            var fromFiles = new Terms(new MilestoneTree(promise));
            var all = fromFiles;
            await foreach (var (happened, index, _) in Read<CommitmentEvent>(promise.Commitment.Value, ct))
            {
                all = all.Evolve(happened, index);
                if (happened is CommitmentAmended { FromFiles: true } or MilestoneRescheduled { FromFiles: true }) fromFiles = fromFiles.Evolve(happened, index);
            }

            files.Add(fromFiles.Holding);
            now.Add(all.Holding);
        }

        var plan = await Last<PolicyTightened>(id.Value, ct) is var (tightened, _) ? known.Plan with { Policy = tightened.Policy } : known.Plan;
        return new(new(known.Plan, files.ToImmutable()), new(plan, now.ToImmutable()), known.Digest, known.On, known.ReadIn, known.Kept);
    }

    /// <returns>The partner an organisation is registered with; null: it is not registered.</returns>
    public async Task<Partner?> PartnerOf(OrganisationId organisation, CancellationToken ct) =>
        await First<OrganisationRegistered>($"organisation/{organisation.Value}", ct) is var (registered, _) ? registered.MemberOf : null;

    /// <summary>Whether a row of the plan's history is on the ledger.</summary>
    public async Task<bool> HasRow(PlanInFiles plan, string key, CancellationToken ct) =>
        await reader.FindReceipt(plan.Jurisdiction.Value, Actor.Import.By, key, ct) is not null;

    private async Task<(TEvent Event, DateTimeOffset At)?> Last<TEvent>(string stream, CancellationToken ct)
        where TEvent : TrackerEvent
    {
        (TEvent, DateTimeOffset)? last = null;
        await foreach (var (happened, _, at) in Read<TEvent>(stream, ct)) last = (happened, at);
        return last;
    }

    private async IAsyncEnumerable<(TEvent Event, long Index, DateTimeOffset At)> Read<TEvent>(string stream, [EnumeratorCancellation] CancellationToken ct)
        where TEvent : TrackerEvent
    {
        if (await reader.FindLog(stream, ct) is not { } log) yield break;
        await foreach (var stored in reader.ReadStream(log, stream, 0, ct))
        {
            var entry = Entry.Read(stored);
            var texts = entry.Texts.Where(text => text.Value is not null).Select(text => KeyValuePair.Create(text.Key, text.Value!)); // filtered
            if (EventCodec.Read(entry.Type, JsonObject.Create(entry.Facts)!, texts) is TEvent happened) yield return (happened, entry.Index, entry.At); // an entry is an object
        }
    }

    private async Task<(TEvent Event, DateTimeOffset At)?> First<TEvent>(string stream, CancellationToken ct)
        where TEvent : TrackerEvent
    {
        if (await reader.FindLog(stream, ct) is not { } log) return null;
        await foreach (var stored in reader.ReadStream(log, stream, 0, ct))
        {
            var entry = Entry.Read(stored);
            var texts = entry.Texts.Where(text => text.Value is not null).Select(text => KeyValuePair.Create(text.Key, text.Value!)); // filtered
            return EventCodec.Read(entry.Type, JsonObject.Create(entry.Facts)!, texts) is TEvent first ? (first, entry.At) : null; // an entry is an object
        }

        return null;
    }
}
