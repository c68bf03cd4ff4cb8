using Tracker.Domain.Commitments;

namespace Tracker.Grains.Commitments;

/// <summary>The one writer of what was promised and reported. Key: <c>&lt;plan&gt;/&lt;number&gt;</c>.</summary>
public interface ICommitmentGrain : IGrainWithStringKey
{
    Task<WriteResult> Publish(Write<PublishCommitment> write);

    Task<WriteResult> ReportProgress(Write<ReportProgress> write);

    Task<WriteResult> CorrectProgress(Write<CorrectProgress> write);

    Task<WriteResult> ImportProgress(Write<ImportProgress> write);
}
