using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Organisations;

/// <summary>An organisation: what it did, what it declared, and what became of challenges.</summary>
public sealed class ReadOrganisationEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/organisations/{id}", (HttpContext http, OrganisationId id, OrganisationViews views) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, views.Organisation(id) is { } view ? OrganisationAnswer.Of(view) : null);
        })
        .Answers<OrganisationAnswer>("ReadOrganisation", "An organisation: its record, declarations and challenges.", mayBeMissing: true);
}

/// <summary>A declaration of independence.</summary>
/// <param name="Commitments">Absent: every commitment of the plan.</param>
/// <param name="Refuted">A third organisation found all of it false; what it found of a part stands with the challenges.</param>
public sealed record DeclarationAnswer(
    string Plan, ImmutableArray<string>? Commitments, string Statement, DateTimeOffset At, string Log, long LedgerIndex, bool Refuted);

/// <summary>A challenge of a declaration.</summary>
/// <param name="Version">What a decision names as <c>challenge</c>.</param>
/// <param name="Outcome">Absent: it waits for a decision.</param>
public sealed record ChallengeAnswer(
    long Version, string Plan, ImmutableArray<string>? Commitments, string? Reason, string? Organisation, DateTimeOffset At, string Log,
    long LedgerIndex, ChallengeOutcome? Outcome, string? DecidedBy, string? DecisionReason, DateTimeOffset? DecidedAt, long? DecisionIndex);

/// <summary>An organisation, whole.</summary>
public sealed record OrganisationAnswer(
    string Id, string Name, ImmutableSortedDictionary<string, string> Names, Partner? Partner, bool Invented, OrganisationRecord Record,
    ImmutableArray<DeclarationAnswer> Declarations, ImmutableArray<ChallengeAnswer> Challenges)
{
    public static OrganisationAnswer Of(OrganisationView view) => new(
        view.Organisation.Id.Value, view.Organisation.Name.Own, view.Organisation.Name.ByLanguage(), view.Organisation.Partner, view.Invented,
        view.Record,
        [.. view.Declarations.Select(one => new DeclarationAnswer(
            one.Plan.Value, Numbers(one.Commitments), one.Statement.Text, one.At, one.Log, one.Index, view.IsRefuted(one)))],
        [.. view.Challenges.Select(one => new ChallengeAnswer(
            one.Version, one.Plan.Value, Numbers(one.Commitments), one.Reason?.Text, one.By?.Id.Value, one.At, one.Log, one.Index,
            one.Ruling?.Outcome, one.Ruling?.By?.Id.Value, one.Ruling?.Reason?.Text, one.Ruling?.At, one.Ruling?.Index))]);

    private static ImmutableArray<string>? Numbers(ImmutableArray<Domain.Commitments.CommitmentNumber>? numbers) =>
        numbers is { IsDefault: false } named ? [.. named.Select(number => number.Value)] : null;
}
