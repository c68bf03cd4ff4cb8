using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Search;

namespace Tracker.Host.Features.Search;

/// <summary>Looks for words in everything public; what was asked stands in the address.</summary>
public sealed class SearchPage(SearchViews search, PlanViews plans, PlanClock clock) : PublicPage
{
    private const int PartSize = 20;

    public SearchFilter Filter { get; private set; } = new(null);

    public Page<FoundItem> Found { get; private set; } = new([], null);

    public ImmutableArray<PlanHead> Plans { get; private set; } = [];

    public IActionResult OnGet(string? q, string? kind, string? plan, string? cursor)
    {
        FoundKind? chosen = null;
        if (!string.IsNullOrEmpty(kind))
        {
            if (!Enum.GetValues<FoundKind>().Any(one => Fields.Word(one) == kind)) return BadRequest();
            chosen = Enum.GetValues<FoundKind>().First(one => Fields.Word(one) == kind);
        }

        var within = PlanId.TryParse(plan, out var id) ? id : (PlanId?)null;
        if (q is { Length: > 200 } || (!string.IsNullOrEmpty(plan) && within is null)) return BadRequest();
        Filter = new(q, chosen, within);
        Plans = [.. plans.All(clock.Today).Select(row => row.Plan)];
        try
        {
            Found = search.Find(Filter, string.IsNullOrEmpty(cursor) ? null : cursor, PartSize);
        }
        catch (FormatException)
        {
            return BadRequest();
        }

        return Page();
    }

    /// <summary>The page of what was found.</summary>
    public static string Address(Addresses to, FoundItem item)
    {
        switch (item.Kind)
        {
            case FoundKind.Plan:
                return to.Plan(PlanId.Parse(item.Id));
            case FoundKind.Commitment:
                return to.Commitment(CommitmentId.Parse(item.Id));
            case FoundKind.Milestone:
                var parts = item.Id.Split('#');
                return to.Leaf(CommitmentId.Parse(parts[0]), MilestoneNumber.Parse(parts[1]));
            case FoundKind.Evidence:
                return to.Evidence(EvidenceId.Parse(item.Id));
            case FoundKind.Review:
                return to.ReviewPage(EvidenceId.Parse(item.Id));
            case FoundKind.Report or FoundKind.Reason:
                var slash = item.Id.LastIndexOf('/');
                return to.Entry(item.Id[..slash], long.Parse(item.Id.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
            case FoundKind.Organisation:
                return to.Organisation(OrganisationId.Parse(item.Id));
            default:
                return to.Plugin(PluginId.Parse(item.Id));
        }
    }
}
