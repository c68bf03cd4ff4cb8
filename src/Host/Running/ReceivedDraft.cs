using System.Collections.Immutable;

namespace Tracker.Host.Running;

/// <summary>A draft as a plugin sent it: nothing in it is believed yet.</summary>
public sealed record ReceivedDraft(
    string? Key, string? Plan, string? Commitment, string? Milestone, string? Kind, string? Title, string? Summary, string? On, string? Period,
    string? Shows, string? Stance, string? SettledBy, ImmutableArray<ReceivedSource> Sources, string? Data);

/// <summary>A source as a plugin named it.</summary>
public sealed record ReceivedSource(string? Sha256, string? Address, string? Page, string? Quotation);

/// <summary>What became of a draft.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    /// <summary>It is evidence now.</summary>
    public sealed record Accepted(Domain.Evidence.EvidenceId Evidence) : DraftOutcome;

    /// <summary>It says what was said already.</summary>
    public sealed record Unchanged(Domain.Evidence.EvidenceId Evidence) : DraftOutcome;

    /// <summary>It changed evidence; the first stays readable.</summary>
    public sealed record Revised(Domain.Evidence.EvidenceId Evidence) : DraftOutcome;

    /// <summary>It was refused; nothing was recorded.</summary>
    public sealed record Refused(Domain.Refused Why) : DraftOutcome;
}
