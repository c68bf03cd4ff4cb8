using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;

namespace Tracker.Host.Http;

/// <summary>What a door sends through the corridor, whoever came in by it: a page's form, the API, a plan file, a script.</summary>
/// <param name="Command">Domain's own record.</param>
/// <param name="Target">What it is about; evidence that is being sent is about its commitment.</param>
/// <param name="Actor">Who asks, in which role.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Seen">The stream version the person saw; null where the command needs none.</param>
/// <param name="Trial">Only asked what it would be answered; nothing is written.</param>
public sealed record Write<TCommand>(TCommand Command, Target Target, Actor Actor, string Key, long? Seen = null, bool Trial = false)
    : MediatR.IRequest<WriteOutcome>;

/// <summary>What a command is about.</summary>
public abstract record Target
{
    private Target()
    {
    }

    /// <summary>The plan whose scope decides; null for an organisation.</summary>
    public abstract PlanId? Plan { get; }

    public sealed record OfPlan(PlanId Id) : Target
    {
        public override PlanId? Plan => Id;
        public override string ToString() => Id.Value;
    }

    public sealed record OfCommitment(CommitmentId Id) : Target
    {
        public override PlanId? Plan => Id.Plan;
        public override string ToString() => Id.Value;
    }

    public sealed record OfEvidence(EvidenceId Id) : Target
    {
        public override PlanId? Plan => Id.Commitment.Plan;
        public override string ToString() => Id.Stream;
    }

    public sealed record OfOrganisation(OrganisationId Id) : Target
    {
        public override PlanId? Plan => null;
        public override string ToString() => $"organisation/{Id.Value}";
    }

    /// <summary>An appointment, or an account, of an organisation; with a plan, whoever coordinates that plan may reach it.</summary>
    public sealed record OfAppointment(OrganisationId Id, PlanId? Within) : Target
    {
        public override PlanId? Plan => Within;
        public override string ToString() => $"organisation/{Id.Value}";
    }

    /// <summary>What an organisation declared, for others to challenge and decide.</summary>
    public sealed record OfDeclaration(OrganisationId Id) : Target
    {
        public override PlanId? Plan => null;
        public override string ToString() => $"organisation/{Id.Value}";
    }

    /// <summary>What is decided about showing the words of an entry.</summary>
    public sealed record OfText(HidingId Id) : Target
    {
        public override PlanId? Plan => Id.Plan;
        public override string ToString() => Id.Stream;
    }

    public sealed record OfPlugin(PluginId Id) : Target
    {
        public override PlanId? Plan => null;
        public override string ToString() => Id.Stream;
    }

    public static implicit operator Target(HidingId id) => new OfText(id);

    public static implicit operator Target(PluginId id) => new OfPlugin(id);

    public static implicit operator Target(PlanId id) => new OfPlan(id);

    public static implicit operator Target(CommitmentId id) => new OfCommitment(id);

    public static implicit operator Target(EvidenceId id) => new OfEvidence(id);

    public static implicit operator Target(OrganisationId id) => new OfOrganisation(id);
}

/// <summary>What became of a write.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>It is on the ledger.</summary>
    /// <param name="Id">Public id of what was written to: its stream with <c>~</c>.</param>
    /// <param name="Version">Version of that stream after it.</param>
    /// <param name="Log">The log.</param>
    /// <param name="LedgerIndex">Index of its last entry: what was asked for. What it brought about (words that a judgement releases) stands before it.</param>
    /// <param name="Shown">Whether the projections have passed it; else it is "being published".</param>
    public sealed record Done(string Id, long Version, string Log, long LedgerIndex, bool Shown) : WriteOutcome;

    /// <summary>It was done, and it is operation, not history: nothing of it stands on the ledger.</summary>
    /// <param name="Id">What it is known by from now on.</param>
    public sealed record Noted(string Id) : WriteOutcome;

    /// <summary>It was only tried: it would be written.</summary>
    public sealed record Possible : WriteOutcome;

    /// <summary>Refused; nothing changed.</summary>
    public sealed record Declined(Refused Why) : WriteOutcome;

    /// <summary>The key was used for another request.</summary>
    public sealed record KeyReused : WriteOutcome;

    /// <summary>Nobody knows whether it was written: ask again with the same key.</summary>
    public sealed record Unknown : WriteOutcome;

    /// <summary>The disk is full; nothing was written.</summary>
    public sealed record Full : WriteOutcome;
}
