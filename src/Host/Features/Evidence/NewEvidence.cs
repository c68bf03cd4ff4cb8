using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>The id of evidence that is being sent.</summary>
public static class NewEvidence
{
    /// <summary>A plugin's is made from its own key; anybody else's from who, which request and which commitment.</summary>
    /// <remarks>A dispute that people open goes to the place of their organisation's first one about the same, which knows the next.</remarks>
    public static EvidenceId Of(Write<SubmitEvidence> request) =>
        request is { Target: Target.OfCommitment { Id: var about }, Command: { Stance: Stance.Disputes, Contribution: null } dispute, Actor.Organisation: { } disputer }
            ? EvidenceId.OfDispute(about, dispute.Leaf, disputer)
        : request is { Target: Target.OfCommitment { Id: var id }, Command.Contribution: { } said, Actor.Organisation: { } organisation }
            && PluginId.TryFromActor(request.Actor, out var plugin, out _)
            ? EvidenceId.OfDraft(id, plugin, organisation, said.Key)
            : Of(request.Target, request.Actor, request.Key);

    /// <summary>A retry finds the same grain, hence the same receipt.</summary>
    public static EvidenceId Of(Target target, Actor actor, string key) => target is Target.OfCommitment { Id: var id }
        ? EvidenceId.From(id, $"{actor.By}|{key}|{id.Value}")
        : throw new ArgumentException("Evidence is sent for a commitment.", nameof(target));
}
