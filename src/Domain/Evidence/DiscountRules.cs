using Tracker.Domain.Organisations;

namespace Tracker.Domain.Evidence;

/// <summary>What becomes of a piece of evidence when an organisation's independence was refuted. Pure and total.</summary>
public static class DiscountRules
{
    /// <summary>The site itself records it, once for each piece that rests on it.</summary>
    public static Outcome<EvidenceEvent> Discount(EvidenceState state, DiscountEvidence command, Actor actor)
    {
        var why = EvidenceRules.Known(state)
            ?? (actor.Role == Role.System ? null : Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role))))
            ?? (state.RestsOn(command.Refuted) ? null : Rules.NothingRestsOnIt.Refuse());
        return why is not null ? why : new EvidenceDiscounted(command.Refuted, command.Ruling);
    }
}
