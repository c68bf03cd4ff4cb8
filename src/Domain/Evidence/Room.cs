using System.Globalization;
using Tracker.Domain.Organisations;

namespace Tracker.Domain.Evidence;

/// <summary>How many pieces of one organisation may wait for a check in one place: at one leaf, or for one whole commitment. Pure and total.</summary>
/// <remarks>Whoever has no account counts as one organisation together. What a plugin contributes is not counted: it has limits of
/// its own, and is judged by the run. An organisation's objection takes room and is never refused for want of it: one of them is
/// open at a time, and nobody loses the right to object by having sent much.</remarks>
public static class Room
{
    /// <summary>So many, and no more.</summary>
    public const int Most = 20;

    /// <summary>Whether one more may wait.</summary>
    /// <param name="actor">Who sends it.</param>
    /// <param name="stance">Which side it takes.</param>
    /// <param name="waiting">How many of the same organisation wait there already, as whoever calls has counted.</param>
    internal static Refused? For(Actor actor, Stance stance, int waiting) =>
        actor.Role == Role.Plugin || (stance == Stance.Disputes && actor.Role != Role.Visitor) || waiting < Most
            ? null
            : (actor.Role == Role.Visitor ? Rules.TooManyWaiting : Rules.TooManyOfOrganisation)
                .Refuse(null, ("most", Most.ToString(CultureInfo.InvariantCulture)));
}
