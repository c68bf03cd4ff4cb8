using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>
/// Sends what a plan's files say through the corridor, as <c>system:import</c>. Keys come from the content, so a start that
/// was cut short is taken up where it stopped, and nothing is written twice.
/// </summary>
public sealed class PlanFileWrites(IMediator mediator, PublishedPlans published)
{
    private const int AtOnce = 32;
    private const int Attempts = 3;

    /// <summary>What is there already, whoever wrote it.</summary>
    private static readonly ImmutableHashSet<string> s_done =
        [Rules.PublishedAlready.Name, Rules.OrganisationRegisteredAlready.Name, Rules.EvidenceSentAlready.Name];

    /// <summary>Organisations, then the plan, then its commitments.</summary>
    /// <returns>What was not written; empty: all of it is on the ledger.</returns>
    public async Task<ImmutableArray<PlanFileStop>> Publish(PlanInFiles plan, PublishedPlan? known, CancellationToken ct)
    {
        var organisations = new List<Func<Task<PlanFileStop?>>>();
        foreach (var organisation in plan.Organisations)
        {
            var partner = await published.PartnerOf(organisation.Organisation, ct);
            if (partner is null) organisations.Add(Step(organisation, organisation.Organisation, Actor.Import, $"organisations/{organisation.Organisation}", ct));
            else if (partner != organisation.MemberOf) return [Moved(organisation, partner.Value)];
        }

        var commitments = plan.Commitments
            .Where(commitment => known is null || known.Commitments.All(one => one.Commitment != commitment.Content.Commitment))
            .Select(commitment => Step(commitment, commitment.Content.Commitment, Actor.Import, $"commitments/{commitment.Content.Commitment.Number}", ct));
        return await All(organisations) is { Length: > 0 } unregistered ? unregistered
            : known is null && await Step(plan.Plan, plan.Id, Actor.Import, "plan", ct)() is { } stop ? [stop]
            : await All(commitments);
    }

    /// <summary>What was said and shown before the tracker. Reports of one commitment go in their order.</summary>
    /// <returns>What was not written; empty: all of it is on the ledger.</returns>
    public async Task<ImmutableArray<PlanFileStop>> Import(PlanInFiles plan, DateOnly on, CancellationToken ct)
    {
        var (reports, evidence, reviews) = await Missing(plan, ct);
        return await All(
        [
            .. reports.GroupBy(report => report.Commitment).Select(of => InOrder(of.Select(report => Step(
                report.ToCommand(on), report.Commitment, Said(report.SaidBy, report.MemberOf), What(report), ct, report.Key)))),
            .. evidence.Select(item => Step(
                item.ToCommand(on), item.Id.Commitment, Said(item.SaidBy, item.MemberOf), What(item), ct, item.Key)),
            .. reviews.Select(item => Step(
                item.ToCommand(on), item.Subject.Number == CommitmentNumber.OfWholePlan ? plan.Id : item.Subject, Said(item.SaidBy, item.MemberOf), What(item), ct, item.Key)),
        ]);
    }

    /// <summary>The rows of its history that the ledger does not have.</summary>
    public async Task<(ImmutableArray<ImportedReport> Reports, ImmutableArray<ImportedEvidence> Evidence, ImmutableArray<ImportedReview> Reviews)> Missing(
        PlanInFiles plan, CancellationToken ct)
    {
        var reports = ImmutableArray.CreateBuilder<ImportedReport>();
        foreach (var report in plan.Reports)
        {
            if (!await published.HasRow(plan, report.Key, ct)) reports.Add(report);
        }

        var evidence = ImmutableArray.CreateBuilder<ImportedEvidence>();
        foreach (var item in plan.Evidence)
        {
            if (!await published.HasRow(plan, item.Key, ct)) evidence.Add(item);
        }

        var reviews = ImmutableArray.CreateBuilder<ImportedReview>();
        foreach (var item in plan.Reviews)
        {
            if (!await published.HasRow(plan, item.Key, ct)) reviews.Add(item);
        }

        return (reports.ToImmutable(), evidence.ToImmutable(), reviews.ToImmutable());
    }

    internal static string What(ImportedReport report) => $"history/reports.csv: {report.On:yyyy-MM-dd}, {report.Commitment}, {report.Leaf}";

    internal static string What(ImportedEvidence evidence) => $"history/evidence.csv: {evidence.On:yyyy-MM-dd}, {evidence.Title}";

    internal static string What(ImportedReview review) => $"history/reviews.csv: {review.On:yyyy-MM-dd}, {review.Title}";

    private static Actor Said(OrganisationId organisation, Partner partner) => Actor.Import with { Organisation = organisation, Partner = partner };

    private static PlanFileStop Moved(RegisterOrganisation organisation, Partner registered) => new(
        $"organisations/{organisation.Organisation}",
        Rules.OrganisationRegisteredAlready.Refuse("memberOf") with
        {
            Reason = $"This organisation is registered already, as a member of {Words.Of(registered)}, not of {Words.Of(organisation.MemberOf)}: an organisation belongs to one partner for ever.",
        });

    private Func<Task<PlanFileStop?>> Step<TCommand>(
        TCommand command, Target target, Actor actor, string what, CancellationToken ct, string? key = null) => async () =>
    {
        var write = new Write<TCommand>(command, target, actor, key ?? $"{target}:{Digest(command)}");
        for (var attempt = 1; ; attempt++)
        {
            switch (await mediator.Send(write, ct))
            {
                case WriteOutcome.Done:
                case WriteOutcome.Declined { Why.Rule: var rule } when s_done.Contains(rule):
                    return null;
                case WriteOutcome.Declined declined:
                    return new(what, declined.Why);
                case WriteOutcome.Unknown when attempt < Attempts:
                    break;
                default:
                    return new(what, null);
            }
        }
    };

    private static Func<Task<PlanFileStop?>> InOrder(IEnumerable<Func<Task<PlanFileStop?>>> steps) => async () =>
    {
        foreach (var step in steps)
        {
            if (await step() is { } stop) return stop;
        }

        return null;
    };

    private static async Task<ImmutableArray<PlanFileStop>> All(IEnumerable<Func<Task<PlanFileStop?>>> steps)
    {
        using var places = new SemaphoreSlim(AtOnce);
        var stops = await Task.WhenAll(steps.Select(async step =>
        {
            await places.WaitAsync();
            try
            {
                return await step();
            }
            finally
            {
                places.Release();
            }
        }));
        return [.. stops.OfType<PlanFileStop>()];
    }

    private static string Digest<TCommand>(TCommand command) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, DomainJson.Options)))[..32];
}
