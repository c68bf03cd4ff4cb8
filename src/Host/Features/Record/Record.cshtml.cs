using Tracker.Host.Features.Shared;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Record;

/// <summary>The public record in plain words, and every log with its newest seal.</summary>
public sealed class RecordPage(HistoryViews history, PlanViews plans) : PublicPage
{
    public IReadOnlyList<LogView> Logs { get; private set; } = [];

    public bool IsInvented(string log) => plans.IsInvented(log);

    public string Site => $"{Request.Scheme}://{Request.Host}";

    public async Task OnGet() => Logs = await history.Logs(HttpContext.RequestAborted);
}
