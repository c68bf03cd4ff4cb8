using System.Collections.Immutable;
using MediatR;
using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>
/// What a rule says of the fields that could be read, where others could not be. So whoever sends a blank title beside a date that is
/// none is told of both: the rule itself is asked, by the corridor, with something in the place of what nobody could read, and what it
/// says of that, or of anything that is read together with it, is left out. Nothing is written.
/// </summary>
public static class Trials
{
    /// <param name="mediator">The corridor.</param>
    /// <param name="write">The command, with anything at all where nothing could be read.</param>
    /// <param name="isUnreadable">Whether a field of the command is among those.</param>
    /// <returns>Refusals of other fields; empty also where the state of things refuses, or the command is none that can be tried.</returns>
    public static async Task<ImmutableArray<Refused>> Rest<TCommand>(IMediator mediator, Write<TCommand> write, Func<string, bool> isUnreadable) =>
        IsTried(typeof(TCommand), write.Target)
        // Whether it has changed since it was seen says nothing of fields.
        && await mediator.Send(write with { Trial = true, Seen = null }, CancellationToken.None) is WriteOutcome.Declined { Why: var why }
            ? [.. why.Each().Where(one => one is { Kind: RefusalKind.Invalid, Field: { } field } && !isUnreadable(field) && !one.ReadWith.Any(isUnreadable))]
            : [];

    /// <summary>Whether two fields are the same, or one is a part of the other.</summary>
    public static bool Overlap(string one, string other) =>
        one == other || one.StartsWith(other + "/", StringComparison.Ordinal) || other.StartsWith(one + "/", StringComparison.Ordinal);

    /// <summary>What ends in one append of its stream, and in nothing else, can be tried: the stream's grain writes nothing then.</summary>
    private static bool IsTried(Type command, Target target) =>
        command.Assembly == typeof(Refused).Assembly && target is Target.OfPlan or Target.OfCommitment or Target.OfEvidence or Target.OfText;
}
