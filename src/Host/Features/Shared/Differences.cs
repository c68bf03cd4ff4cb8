using Tracker.Domain.Commitments;
using Tracker.Domain.Standing;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>The difference between what government says and what evidence shows, in a sentence. Lack of proof is never told as lack of work.</summary>
public static class Differences
{
    /// <param name="T">The language.</param>
    /// <param name="reported">The level reported.</param>
    /// <param name="proof">What evidence shows.</param>
    /// <param name="said">Whether there is a report, though it may state no level.</param>
    public static string Of(Speech T, Completion? reported, Proof proof, bool said = false) => (reported, proof.State, proof.Level) switch
    {
        (_, ProofState.Disputed, _) => T["difference.disputed"],
        (null, ProofState.Proven, { } shown) when said => T.Say("difference.not-stated", ("shown", T.Of(shown))),
        (null, ProofState.Proven, { } shown) => T.Say("difference.unreported", ("shown", T.Of(shown))),
        ({ } claimed, ProofState.Proven, { } shown) when claimed == shown => T.Say("difference.none", ("shown", T.Of(shown))),
        ({ } claimed, ProofState.Proven, { } shown) when claimed > shown => T.Say("difference.lower", ("said", T.Of(claimed)), ("shown", T.Of(shown))),
        ({ } claimed, ProofState.Proven, { } shown) => T.Say("difference.ahead", ("said", T.Of(claimed)), ("shown", T.Of(shown))),
        (null, ProofState.NotYetChecked, _) when !said => T["difference.waiting-unreported"],
        (_, ProofState.NotYetChecked, _) => T["difference.waiting"],
        (null, _, _) when !said => T["difference.nothing"],
        _ => T["difference.no-evidence"],
    };
}
