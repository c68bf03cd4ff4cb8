using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Domain.Text;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Reviews;

namespace Tracker.Host.Features.Plans;

/// <summary>A plan: its figures, its commitments as a table whose filter is in the address, and what it is.</summary>
[AsOf]
public sealed class PlanPage(PlanViews plans, CommitmentViews commitments, WaitingViews waiting, ReviewViews reviews, PlanClock clock) : PublicPage
{
    private const int PartSize = 50;

    public PlanView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public CommitmentFilter Filter { get; private set; } = new();

    public Page<CommitmentRow> Rows { get; private set; } = new([], null);

    /// <summary>Reviews of the whole plan.</summary>
    public ImmutableArray<EvidenceItem> Reviews { get; private set; } = [];

    public int Count { get; private set; }

    public PlanWaiting Waiting { get; private set; } = null!; // as the view

    public long? RecordedAt { get; private set; }

    public IActionResult OnGet(string plan, string? cursor, long? recorded)
    {
        if (!PlanId.TryParse(plan, out var id) || plans.Plan(id, clock.Today(id)) is not { } view) return NotFound();
        View = view;
        Waiting = waiting.Of(id, view.Plan.Today, clock.Now(id))!; // the plan is there
        Reviews = reviews.List(new(id, EvidenceId.OfPlan(id)), null, PartSize).Items;
        RecordedAt = recorded;
        try
        {
            Filter = new(
                id, Value<PriorityField>("field"), Choice<OgpValue>("value"), Value<OrganisationId>("lead"),
                Given("reported") == "none" ? null : Choice<Completion>("reported"), Given("reported") == "none",
                Choice<ProofState>("proof"), Choice<Completion>("proven"),
                Given("overdue") switch { null => null, "true" => true, "false" => false, _ => throw new FormatException() },
                Given("q"), Given("sort") is { } sort ? Enum.TryParse<CommitmentSort>(sort, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : throw new FormatException() : CommitmentSort.Plan);
            Rows = commitments.List(Filter, string.IsNullOrEmpty(cursor) ? null : cursor, PartSize, clock.Today);
        }
        catch (FormatException)
        {
            return BadRequest(); // an address that nobody here made: better no table than one that looks filtered and is not
        }

        Count = commitments.Count(Filter, clock.Today);
        return Page();
    }

    /// <summary>The same filter, further down.</summary>
    public string NextAddress(Addresses to)
    {
        var query = Request.Query.Where(pair => pair.Key is not ("cursor" or AsOf.Name)).SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        return QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(to.Plan(View.Plan.Id), query), "cursor", Rows.Next ?? "");
    }

    /// <summary>The same filter, as data.</summary>
    public DataLinks Data => new("commitments", [("plan", View.Plan.Id.Value), .. s_filter.Select(name => (name, Given(name)))]);

    private static readonly string[] s_filter = ["field", "value", "lead", "reported", "proof", "proven", "overdue", "q", "sort"];

    private string? Given(string name) => Request.Query[name].ToString() is { Length: > 0 and <= 200 } text ? text : null;

    private TValue? Value<TValue>(string name)
        where TValue : struct, ITextValue<TValue> =>
        Given(name) is not { } text ? null : TValue.TryParse(text, out var value) ? value : throw new FormatException();

    private TValue? Choice<TValue>(string name)
        where TValue : struct, Enum
    {
        if (Given(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<TValue>())
        {
            if (Fields.Word(value) == text) return value;
        }

        throw new FormatException();
    }
}
