using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Commitments;
using Tracker.Host.Features.Evidence;
using Tracker.Host.Features.Files;
using Tracker.Host.Features.Plugins;

namespace Tracker.Host.Http;

/// <summary>Every write passes here: may this actor do this; one log line and one metric with the outcome. Nothing else.</summary>
public sealed class Corridor<TCommand>(Scopes scopes, ILogger<Corridor<TCommand>> log)
    : IPipelineBehavior<Write<TCommand>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(
        Write<TCommand> request, CancellationToken cancellationToken, RequestHandlerDelegate<WriteOutcome> next)
    {
        var refused = May.Do(request.Actor.Role, typeof(TCommand)) ?? await scopes.Reach(request.Actor, request.Target, cancellationToken);
        var outcome = refused is null ? await Passed(next) : new WriteOutcome.Declined(refused);
        if (request.Trial) return outcome; // nothing was asked to be written
        var word = outcome is WriteOutcome.Declined declined ? declined.Why.Rule : outcome.GetType().Name;
        log.LogInformation(
            "{Command} on {Target} by {Actor} as {Role}: {Outcome}",
            typeof(TCommand).Name, request.Target, request.Actor.By, request.Actor.Role, word);
        Writes.Count.Add(1, new("command", typeof(TCommand).Name), new("outcome", word));
        return outcome;
    }

    private async Task<WriteOutcome> Passed(RequestHandlerDelegate<WriteOutcome> next)
    {
        try
        {
            return await next();
        }
        catch (Exception full) when (Handover.IsStorageFull(full)) // beside the ledger: of an upload, of a draft
        {
            log.LogError(full, "The disk is full: {Command} was not written", typeof(TCommand).Name);
            return new WriteOutcome.Full();
        }
    }
}

/// <summary>Who may do what, by role. Scope within the role is in the corridor, the exact leaf is the rule's.</summary>
public static class May
{
    private static readonly FrozenDictionary<Type, Role[]> s_roles = new Dictionary<Type, Role[]>
    {
        [typeof(ReportProgress)] = [Role.Owner],
        [typeof(CorrectProgress)] = [Role.Owner],
        [typeof(SaveDraft)] = [Role.Owner],
        [typeof(ShareDraft)] = [Role.Owner],
        [typeof(DiscardDraft)] = [Role.Owner],
        [typeof(RescheduleMilestone)] = [Role.Owner],
        [typeof(AmendCommitment)] = [Role.Coordinator],
        [typeof(WithdrawMilestone)] = [Role.Coordinator],
        [typeof(WithdrawCommitment)] = [Role.Coordinator],
        [typeof(SubmitEvidence)] = [Role.Partner, Role.Owner, Role.Plugin],
        [typeof(SendEvidence)] = [Role.Visitor],
        [typeof(ReleaseEvidence)] = [Role.Reviewer],
        [typeof(RefuseEvidence)] = [Role.Reviewer],
        [typeof(HideText)] = [Role.Coordinator],
        [typeof(DecideHiding)] = [Role.Reviewer],
        [typeof(AppealHiding)] = [Role.Partner, Role.Owner, Role.Reviewer, Role.Visitor],
        [typeof(ReviseEvidence)] = [Role.Partner, Role.Owner, Role.Plugin],
        [typeof(WithdrawEvidence)] = [Role.Partner, Role.Owner],
        [typeof(AcceptEvidence)] = [Role.Reviewer],
        [typeof(ConfirmEvidence)] = [Role.Reviewer],
        [typeof(ReturnEvidence)] = [Role.Reviewer],
        [typeof(AnswerDispute)] = [Role.Owner],
        [typeof(DecideDispute)] = [Role.Reviewer],
        [typeof(AppealReturn)] = [Role.Partner, Role.Owner, Role.Visitor],
        [typeof(StartUpload)] = [Role.Partner, Role.Owner],
        [typeof(SendFile)] = [Role.Visitor],
        [typeof(AttachFile)] = [Role.Partner, Role.Owner, Role.Visitor],
        [typeof(DecideAppeal)] = [Role.Reviewer],
        [typeof(PublishReview)] = [Role.Reviewer],
        [typeof(AnswerReview)] = [Role.Owner],
        [typeof(WithdrawReview)] = [Role.Reviewer, Role.Partner],
        [typeof(DecideDifference)] = [Role.Reviewer],
        [typeof(ImportReview)] = [Role.System],
        [typeof(DeclareIndependence)] = [Role.Partner, Role.Reviewer, Role.System],
        [typeof(ChallengeIndependence)] = [Role.Partner, Role.Reviewer, Role.Owner, Role.Coordinator],
        [typeof(DecideChallenge)] = [Role.Reviewer],
        [typeof(DiscountEvidence)] = [Role.System],
        [typeof(AmendPlan)] = [Role.Coordinator],
        [typeof(ChangePlan)] = [Role.Coordinator],
        [typeof(TightenPolicy)] = [Role.Coordinator],
        [typeof(TightenCommitment)] = [Role.Coordinator],
        [typeof(AppointReviewer)] = [Role.Coordinator, Role.System],
        [typeof(GrantRole)] = [Role.Admin, Role.Coordinator, Role.System],
        [typeof(EndRole)] = [Role.Admin, Role.Coordinator, Role.System],
        [typeof(InviteAccount)] = [Role.Admin, Role.Coordinator],
        [typeof(WithdrawInvitation)] = [Role.Admin, Role.Coordinator],
        [typeof(CloseAccount)] = [Role.Admin, Role.Coordinator],
        [typeof(DisableAccount)] = [Role.Admin],
        [typeof(EnableAccount)] = [Role.Admin],
        [typeof(EndSessions)] = [Role.Admin],
        [typeof(PublishPlan)] = [Role.System],
        [typeof(PublishCommitment)] = [Role.System],
        [typeof(ImportProgress)] = [Role.System],
        [typeof(ImportEvidence)] = [Role.System],
        [typeof(RegisterOrganisation)] = [Role.Admin, Role.System],
        [typeof(ListPlugin)] = [Role.Partner, Role.System],
        [typeof(ApprovePlugin)] = [Role.Admin, Role.System],
        [typeof(RefusePlugin)] = [Role.Admin],
        [typeof(RevokePlugin)] = [Role.Admin],
        [typeof(ReinstatePlugin)] = [Role.Admin],
        [typeof(RunPlugin)] = [Role.Admin],
        [typeof(SetPlugin)] = [Role.Admin],
        [typeof(FillPluginForm)] = [Role.Partner],
        [typeof(CheckSource)] = [Role.Reviewer, Role.Partner],
    }.ToFrozenDictionary();

    /// <summary>The roles that may do it; none for a command nobody listed.</summary>
    public static IReadOnlyList<Role> Roles(Type command) => s_roles.GetValueOrDefault(command, []);

    /// <summary>Null: the role may; else why not.</summary>
    public static Refused? Do(Role role, Type command) => Roles(command).Contains(role)
        ? null
        : Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(role)));
}

internal static class Writes
{
    private static readonly Meter s_meter = new("Tracker");

    public static Counter<long> Count { get; } = s_meter.CreateCounter<long>("tracker.writes", description: "Writes by command and outcome.");
}
