using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;

namespace Tracker.Support.Domain;

/// <summary>What is decided about showing the words of some evidence of the community, told command by command through the real rules.</summary>
public sealed class SomeHiding
{
    public static readonly HidingId Id = new(SomeEvidence.Id.Stream, 1);

    private readonly SomeRecord _record = new();

    public HidingSubject Of { get; init; } = new(7, "evidence.submitted", SomeActor.Community, Readable: true);

    public HidingState State { get; private set; } = HidingState.None;

    public List<HidingEvent> Told { get; } = [];

    /// <summary>The last refusal; null when the last command was accepted.</summary>
    public Refused? Why { get; private set; }

    private DateOnly Today => DateOnly.FromDateTime(_record.Now.UtcDateTime);

    public SomeHiding On(string date)
    {
        _record.Now = SomeRecord.At(date);
        return this;
    }

    public SomeHiding Hide(Actor? by = null, Ground ground = Ground.Personal, string reason = "It names a neighbour.") =>
        Tell(HidingRules.Hide(State, new(ground, reason), Of, by ?? SomeActor.Coordinator(), Today), by ?? SomeActor.Coordinator());

    public SomeHiding Decide(HidingOutcome outcome, Actor? by = null, bool independent = true, bool appointed = true, string reason = "We read it.") => Tell(
        HidingRules.Decide(State, new(outcome, reason), Of, independent, appointed, by ?? SomeActor.Reviewer(), Today), by ?? SomeActor.Reviewer());

    public SomeHiding Appeal(Actor? by = null, string reason = "It is the office's name.") => Tell(
        HidingRules.Appeal(State, new(reason), Of, by ?? SomeActor.Contributor(Partner.Public), Today), by ?? SomeActor.Contributor(Partner.Public));

    private SomeHiding Tell(Outcome<HidingEvent> outcome, Actor by)
    {
        Why = (outcome as Outcome<HidingEvent>.Declined)?.Why;
        if (outcome is not Outcome<HidingEvent>.Accepted accepted) return this;
        foreach (var happened in accepted.Events)
        {
            Told.Add(happened);
            State = State.Evolve(_record.Next(Id.Stream, happened, by));
        }

        return this;
    }
}
