using Orleans.Concurrency;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;

namespace Tracker.Grains.Evidence;

/// <summary>The one writer of one piece of evidence or review. Key: <c>&lt;plan&gt;/&lt;number&gt;/&lt;local id&gt;</c>, of a whole plan's review <c>&lt;plan&gt;/-/&lt;local id&gt;</c>.</summary>
public interface IEvidenceGrain : IGrainWithStringKey
{
    /// <param name="write">What somebody sends.</param>
    /// <param name="waiting">How many pieces of their organisation wait about the same, as the host has counted.</param>
    /// <param name="against">What an objection would contradict, as whoever calls sees it; null: nobody knows.</param>
    Task<WriteResult> Submit(Write<SubmitEvidence> write, int waiting = 0, Standpoint? against = null);

    /// <param name="write">What a visitor sends.</param>
    /// <param name="waiting">How many pieces of visitors wait about the same.</param>
    /// <param name="against">What an objection would contradict; null: nobody knows.</param>
    Task<WriteResult> Send(Write<SendEvidence> write, int waiting, Standpoint? against = null);

    Task<WriteResult> Release(Write<ReleaseEvidence> write);

    Task<WriteResult> Refuse(Write<RefuseEvidence> write);

    Task<WriteResult> Import(Write<ImportEvidence> write);

    /// <param name="write">What a reviewer states.</param>
    /// <param name="against">What an objection contradicts now, as whoever calls sees it; null: nobody knows.</param>
    Task<WriteResult> Accept(Write<AcceptEvidence> write, Standpoint? against = null);

    Task<WriteResult> Confirm(Write<ConfirmEvidence> write);

    Task<WriteResult> Return(Write<ReturnEvidence> write);

    /// <param name="write">What its organisation says now.</param>
    /// <param name="waiting">How many pieces of their organisation wait about the same, as the host has counted.</param>
    Task<WriteResult> Revise(Write<ReviseEvidence> write, int waiting = 0);

    Task<WriteResult> Withdraw(Write<WithdrawEvidence> write);

    Task<WriteResult> AnswerDispute(Write<AnswerDispute> write);

    Task<WriteResult> DecideDispute(Write<DecideDispute> write);

    Task<WriteResult> AppealReturn(Write<AppealReturn> write);

    Task<WriteResult> DecideAppeal(Write<DecideAppeal> write);

    /// <param name="write">What is said of a file.</param>
    /// <param name="waiting">How many pieces of its sender's organisation wait there already, as the host has counted.</param>
    Task<WriteResult> AttachFile(Write<AttachFile> write, int waiting = 0);

    Task<WriteResult> Discount(Write<DiscountEvidence> write);

    Task<WriteResult> PublishReview(Write<PublishReview> write);

    Task<WriteResult> ImportReview(Write<ImportReview> write);

    Task<WriteResult> AnswerReview(Write<AnswerReview> write);

    Task<WriteResult> WithdrawReview(Write<WithdrawReview> write);

    Task<WriteResult> DecideDifference(Write<DecideDifference> write);

    /// <summary>The level that was found here, as the ledger has it now; null: none, or by somebody who does the work.</summary>
    [AlwaysInterleave]
    Task<Finding?> Finding(EvidenceSubject subject);
}
