using Orleans.Concurrency;
using Tracker.Domain.Commitments;

namespace Tracker.Grains.Commitments;

/// <summary>The one writer of what was promised and reported. Key: <c>&lt;plan&gt;/&lt;number&gt;</c>.</summary>
public interface ICommitmentGrain : IGrainWithStringKey
{
    Task<WriteResult> Publish(Write<PublishCommitment> write);

    Task<WriteResult> ReportProgress(Write<ReportProgress> write);

    Task<WriteResult> CorrectProgress(Write<CorrectProgress> write);

    Task<WriteResult> ImportProgress(Write<ImportProgress> write);

    Task<WriteResult> RescheduleMilestone(Write<RescheduleMilestone> write);

    Task<WriteResult> AmendCommitment(Write<AmendCommitment> write);

    Task<WriteResult> WithdrawMilestone(Write<WithdrawMilestone> write);

    Task<WriteResult> Tighten(Write<TightenCommitment> write);

    Task<WriteResult> WithdrawCommitment(Write<WithdrawCommitment> write);

    /// <summary>What evidence about a leaf is about; null leaf: the whole commitment. Interleaves, so that a hundred thousand
    /// submissions never queue in front of an office's report.</summary>
    [AlwaysInterleave]
    Task<SubjectAnswer> Subject(MilestoneNumber? leaf);
}
