using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Grains.Commitments;
using Tracker.Grains.Organisations;
using Tracker.Grains.Plans;
using Tracker.Ledger;

namespace Tracker.Grains.Hidings;

/// <inheritdoc cref="IHidingGrain"/>
public sealed class HidingGrain(LogReader reader) : StreamGrain<HidingState, HidingEvent>(reader), IHidingGrain
{
    private readonly LogReader _reader = reader;

    protected override HidingState None => HidingState.None;

    private HidingId Id =>
        HidingId.TryFromStream(this.GetPrimaryKeyString(), out var id)
            ? id
            : throw new FormatException($"'{this.GetPrimaryKeyString()}' is not a stream of a hiding.");

    public Task<WriteResult> Hide(Write<HideText> write) =>
        Write(write, (state, of) => Task.FromResult(HidingRules.Hide(state, write.Command, of, write.Actor, write.Today)));

    public Task<WriteResult> Decide(Write<DecideHiding> write) =>
        Write(write, async (state, of) => HidingRules.Decide(
            state, write.Command, of, await Independent(write.Actor), await Appointed(write.Actor), write.Actor, write.Today));

    public Task<WriteResult> Appeal(Write<AppealHiding> write) =>
        Write(write, (state, of) => Task.FromResult(HidingRules.Appeal(state, write.Command, of, write.Actor, write.Today)));

    protected override HidingState Evolve(HidingState state, Recorded<HidingEvent> recorded) => state.Evolve(recorded);

    private async Task<WriteResult> Write<TCommand>(Write<TCommand> write, Func<HidingState, HidingSubject, Task<Outcome<HidingEvent>>> rule)
    {
        var log = await _reader.FindLog(Id.Of, CancellationToken.None);
        var of = log is null ? null : await Subject(log);
        if (HidingRules.Known(of) is { } why) return new WriteResult.Declined(why);
        return await Write(write, log!, _ => false, state => rule(state.In(write.Zone), of!)); // both are known
    }

    /// <summary>The entry that it is about; null: there is none.</summary>
    private async Task<HidingSubject?> Subject(string log)
    {
        await foreach (var stored in _reader.ReadStream(log, Id.Of, Id.Version - 1, CancellationToken.None))
        {
            var entry = Entry.Read(stored);
            if (entry.Version != Id.Version) return null;
            var readable = entry.Texts.Keys.Any(text => PersonalTypes.Has(entry.Type, text));
            return new(
                entry.Index, entry.Type, OrganisationId.TryParse(entry.Org, out var said) ? said : null,
                readable, entry.Role == Words.Of(Role.Visitor) ? entry.By : null, readable || stored.Disclosures.Contains(null));
        }

        return null;
    }

    /// <summary>Of the commitment that it belongs to, or of the whole plan that a review is of; of what belongs to neither, any reviewer is.</summary>
    private async Task<bool> Independent(Actor actor)
    {
        if (actor.Organisation is not { } organisation) return false;
        if (Id.Of.Split('/') is not [var plan, var number, ..] || !CommitmentId.TryParse($"{plan}/{number}", out var commitment)) return true;
        var (_, subject, _) = commitment.Number == CommitmentNumber.OfWholePlan
            ? await GrainFactory.GetGrain<IPlanGrain>(commitment.Plan.Value).Subject()
            : await GrainFactory.GetGrain<ICommitmentGrain>(commitment.Value).Subject(null);
        return subject is not null && !subject.Involved.Contains(organisation)
            && await GrainFactory.GetGrain<IOrganisationGrain>($"organisation/{organisation.Value}").IsStillIndependentOf(subject);
    }

    private async Task<bool> Appointed(Actor actor) =>
        actor.Organisation is { } organisation && Id.Plan is { } plan && await GrainFactory.GetGrain<IPlanGrain>(plan.Value).IsReviewer(organisation);
}
