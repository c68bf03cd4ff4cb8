using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>
/// What somebody without an account may send, and what becomes of it: held until a reviewer has looked. Pure and total.
/// </summary>
/// <remarks>A visitor is of no organisation and of no partner, because nobody could check either: what they send counts through
/// the organisation that accepts it, and through that one only. <c>independent</c> and <c>appointed</c> as in <see cref="EvidenceRules"/>.</remarks>
public static class VisitorRules
{
    private const int LongestPlace = 512;

    /// <summary>A visitor sends evidence.</summary>
    /// <param name="waiting">How many pieces of visitors wait there already, as whoever calls has counted.</param>
    /// <param name="against">What an objection would contradict; null: nobody knows.</param>
    public static Outcome<EvidenceEvent> Send(
        EvidenceState state, SendEvidence command, EvidenceSubject on, int waiting, Actor actor, DateOnly today, Standpoint? against = null)
    {
        if (state.Status != EvidenceStatus.None) return Rules.EvidenceSentAlready.Refuse();
        var dates = EvidenceRules.Dates(on, command.On, command.Period, today, out var period);
        var why = (actor.Role == Role.Visitor ? null : Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role))))
            ?? Refused.Every(
                EvidenceRules.Said(new(command.Title, command.Summary, command.Source, command.SettledBy), command.Stance, command.Shows),
                Wording.Clean(command.Source) is null ? null : Wording.Source("source", command.Source),
                Wording.Clean(command.Place) is null ? null : Wording.Line("place", command.Place, LongestPlace),
                dates,
                command.Stance == Stance.Disputes && Wording.Clean(command.SettledBy) is null ? Rules.SettledByRequired.Refuse("settledBy").Beside("stance") : null)
            // No reviewer could accept it: whoever sent it would only learn so after weeks.
            ?? (command.Stance == Stance.Disputes ? EvidenceRules.Contradicts(command.Shows, against) : null)
            ?? Room.For(actor, command.Stance, waiting);
        return why is not null ? why : new EvidenceSubmitted(
            on.Leaf,
            command.Stance,
            command.Shows,
            command.On,
            period,
            Independent: false,
            Wording.Personal(command.Title),
            Wording.Personal(command.Summary),
            Wording.Personal(command.Source),
            Wording.Personal(command.SettledBy),
            Place: Wording.Personal(command.Place));
    }

    /// <summary>An independent reviewer lets the world read it, with its files; what it shows is stated later, by them or by somebody else.</summary>
    public static Outcome<EvidenceEvent> Release(
        EvidenceState state, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var why = EvidenceRules.Judge(state, on, independent, appointed || EvidenceRules.HasWaited(state, EvidenceRules.DaysToCheck, today), actor)
            ?? (Held(state).IsEmpty ? Rules.EvidenceNotHeld.Refuse() : null);
        return why is not null ? why : new Outcome<EvidenceEvent>.Accepted([.. Held(state).Select(target => new TextReleased(target))]);
    }

    /// <summary>An independent reviewer keeps it from the world, under a rule and with a reason: all that is held of it, or one file.</summary>
    public static Outcome<EvidenceEvent> Refuse(
        EvidenceState state, RefuseEvidence command, EvidenceSubject on, bool independent, bool appointed, Actor actor, DateOnly today)
    {
        var targets = command.File is { } file ? [.. state.HeldFiles.Where(held => held.File == file).Select(held => held.Index)] : Held(state);
        var why = EvidenceRules.Judge(state, on, independent, appointed || EvidenceRules.HasWaited(state, EvidenceRules.DaysToCheck, today), actor)
            ?? (targets.IsEmpty ? Rules.EvidenceNotHeld.Refuse(command.File is null ? null : "file") : null)
            ?? Refused.Every(Words.Check<Ground>("ground", command.Ground), Wording.Required("reason", command.Reason));
        return why is not null ? why : new Outcome<EvidenceEvent>.Accepted(
            [.. targets.Select(target => new TextRefused(target, command.Ground, Wording.Public(command.Reason)))]);
    }

    /// <summary>Who judges what is held has read it: the judgement lets the world read it too.</summary>
    internal static Outcome<EvidenceEvent> Released(EvidenceState state, EvidenceEvent judged) =>
        new Outcome<EvidenceEvent>.Accepted([.. Held(state).Select(target => new TextReleased(target)), judged]);

    /// <summary>Whoever sent it, and nobody else: by the fresh id that is made of its tracking number.</summary>
    internal static Refused? Own(EvidenceState state, Actor actor) =>
        EvidenceRules.Known(state) ?? (state.Visitor == actor.By ? null : Rules.NotContributor.Refuse());

    /// <summary>The entries whose texts are held, the words first: with them the whole piece is refused.</summary>
    private static ImmutableArray<long> Held(EvidenceState state) =>
        [.. state.HeldAt is { } words ? [words] : ImmutableArray<long>.Empty, .. state.HeldFiles.Select(file => file.Index)];
}
