using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Plans;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plans;

/// <summary>What a plan's files say otherwise, and the way by which a coordinator applies it. Nothing else changes by files.</summary>
/// <param name="Digest">Of the files as they are now.</param>
/// <param name="Applied">Whether exactly these files were read in or applied already.</param>
/// <param name="Items">By field.</param>
/// <param name="Errors">What keeps the files from being read as they are now: then nothing else is said of them, and nothing applied.</param>
/// <param name="ReadIn">When files were read in or applied last.</param>
public sealed record PlanDifferences(string Digest, bool Applied, ImmutableArray<FieldDifference> Items, ImmutableArray<Finding> Errors, DateTimeOffset ReadIn)
{
    /// <summary>The files are those that were read in or applied last: there is nothing to decide, and nothing to apply.</summary>
    public bool None => Applied && Errors.IsEmpty;

    /// <summary>What somebody has to decide.</summary>
    public IEnumerable<FieldDifference> Conflicts => Items.Where(item => item is { Fate: FieldFate.Conflict, CanBeApplied: true });

    /// <summary>What applying changes here, when these conflicts are decided for the files.</summary>
    public IEnumerable<FieldDifference> Applying(IReadOnlyCollection<string> take) =>
        Items.Where(item => item.CanBeApplied && (item.Fate == FieldFate.Changed || (item.Fate == FieldFate.Conflict && take.Contains(item.Field))));
}

/// <summary>Sends what changed in a plan's files as the coordinator's amendments, each through the corridor like anybody's.</summary>
public sealed class PlanFileAmendments(IMediator mediator, PlanFileReader read, PlanFileReports reports, PublishedPlans published, PlanFileWrites writes, Scopes scopes)
{
    /// <summary>The files are read anew where they were changed since they were read.</summary>
    /// <returns>Null: this site has read no files of such a plan, or has not published it.</returns>
    public async Task<PlanDifferences?> Of(PlanId plan, CancellationToken ct)
    {
        if (await read.Now(plan, ct) is not { } report || await published.Stand(plan, ct) is not { } stand) return null;
        return report.Files is { } files
            ? new(files.Digest, stand.Digest == files.Digest, Between(stand, files), [], stand.ReadIn)
            : new(report.Digest ?? "", false, [], [.. report.Errors], stand.ReadIn);
    }

    /// <summary>Applies the files: the plan's own changes, every commitment's, then the entry that says so. Stops at what is refused; asked again, it goes on there.</summary>
    public async Task<WriteOutcome> Apply(Write<AmendPlan> write)
    {
        var plan = ((Target.OfPlan)write.Target).Id;
        if (May.Do(write.Actor.Role, typeof(AmendPlan)) is { } may) return new WriteOutcome.Declined(may);
        if (await scopes.Reach(write.Actor, write.Target, CancellationToken.None) is { } refused) return new WriteOutcome.Declined(refused);
        var report = await read.Now(plan, CancellationToken.None);
        if (report is { Files: null })
            return new WriteOutcome.Declined(DoorRules.PlanFilesBroken.Refuse("digest", ("count", report.Errors.Count().ToString(CultureInfo.InvariantCulture))));
        if (report is { Files: { } files } && files.Digest == write.Command.Digest
            && await published.Stand(plan, CancellationToken.None) is { } stand && stand.Digest != files.Digest)
        {
            var differences = new PlanDifferences(files.Digest, false, Between(stand, files), [], stand.ReadIn);
            if (write.Command.Take is null && differences.Conflicts.Count() is > 0 and var conflicts)
                return new WriteOutcome.Declined(DoorRules.PlanConflicts.Refuse("take", ("count", conflicts.ToString(CultureInfo.InvariantCulture))));
            var applying = differences.Applying(write.Command.Take ?? []).Where(item => !item.IsNew).ToLookup(item => item.Commitment);
            // Whoever is named comes before what names them, and what the plan consists of last.
            if (await Change(write, "plan", applying[null].Where(item => item.Amended != PlanFields.Commitments)) is { } unnamed) return unnamed;
            foreach (var of in applying.Where(of => of.Key is not null))
            {
                if (await Amend(write, of.Key!.Value, of) is { } stopped) return stopped; // filtered
            }

            if (await Change(write, "commitments", applying[null].Where(item => item.Amended == PlanFields.Commitments)) is { } unchanged) return unchanged;
            if (await Add(files, stand) is { } unadded) return unadded;
            var said = await mediator.Send(write, CancellationToken.None);
            if (said is not WriteOutcome.Done) return said;
            // History that was added to the files comes in as it does at the start.
            var stops = await writes.Import(files, stand.On, CancellationToken.None);
            reports.Replace(report with { Status = stops.IsEmpty ? PlanFileStatus.Unchanged : PlanFileStatus.Stopped, Differences = [], Stops = stops });
            return said;
        }

        return await mediator.Send(write, CancellationToken.None);
    }

    /// <summary>Of files that were applied nothing is left to decide: what holds otherwise was decided for what holds, or said here since.</summary>
    private static ImmutableArray<FieldDifference> Between(PlanStand stand, PlanInFiles files) => ThreeWay.Between(
        stand.Digest == files.Digest ? new(files.Plan.Content, [.. files.Commitments.Select(one => one.Content)]) : stand.AtLastImport, files, stand.Now, stand.Kept);

    /// <returns>What stopped it; null: all of it is recorded.</returns>
    private async Task<WriteOutcome?> Amend(Write<AmendPlan> write, CommitmentNumber number, IEnumerable<FieldDifference> of)
    {
        foreach (var (part, changes) in of.Chunk(AmendCommitment.MostFields).Index())
        {
            var outcome = await mediator.Send(
                new Write<AmendCommitment>(
                    new([.. changes.Select(change => new FieldChange(change.Amended, change.InFiles))], write.Command.Reason, FromFiles: true),
                    new CommitmentId(((Target.OfPlan)write.Target).Id, number), write.Actor, Key(write.Key, number.Value, part)),
                CancellationToken.None);
            if (outcome is WriteOutcome.Declined { Why: var why }) return new WriteOutcome.Declined(Within($"commitments/{number}", why));
            if (outcome is not WriteOutcome.Done) return outcome;
        }

        return null;
    }

    private async Task<WriteOutcome?> Change(Write<AmendPlan> write, string part, IEnumerable<FieldDifference> own)
    {
        var ordered = own.OrderBy(item => !item.Amended.StartsWith("organisations/", StringComparison.Ordinal));
        foreach (var (place, changes) in ordered.Chunk(AmendCommitment.MostFields).Index())
        {
            var outcome = await mediator.Send(
                new Write<ChangePlan>(
                    new([.. changes.Select(change => new FieldChange(change.Amended, change.InFiles))], write.Command.Reason), write.Target, write.Actor, Key(write.Key, part, place)),
                CancellationToken.None);
            if (outcome is WriteOutcome.Declined { Why: var why }) return new WriteOutcome.Declined(Within("plan", why));
            if (outcome is not WriteOutcome.Done) return outcome;
        }

        return null;
    }

    /// <summary>Publishes commitments that are only in the files, under what holds of the plan here.</summary>
    private async Task<WriteOutcome?> Add(PlanInFiles files, PlanStand stand)
    {
        if (files.Commitments.All(one => stand.Now.Commitments.Any(known => known.Commitment == one.Content.Commitment))) return null;
        var plan = stand.Now.Plan;
        var stops = await writes.Publish(
            files with
            {
                Commitments = [.. files.Commitments.Select(one => new PublishCommitment(one.Content with { PlanStart = plan.Start, PlanEnd = plan.End, Policy = plan.Policy }))],
            },
            stand.Known, CancellationToken.None);
        return stops.IsEmpty ? null : stops[0].Why is { } why ? new WriteOutcome.Declined(why with { Field = stops[0].What }) : new WriteOutcome.Unknown();
    }

    /// <summary>A refusal of one part, as whoever sent the whole reads it: a field of the files by its path, the one reason as the one reason.</summary>
    private static Refused Within(string path, Refused why)
    {
        return At(why) with { Others = [.. why.Others.Select(At)] };

        Refused At(Refused one) => one with { Field = one.Field switch { null => path, "reason" => "reason", var field => $"{path}/{field}" } };
    }

    // Short, because a key is at most 128 characters.
    private static string Key(string key, string of, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{(key.Length <= 80 ? key : key[..80])}:{of}:{part}");
}
