using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Business.DataFeed;

/// <summary>
/// What a data firm brings: values of an indicator by village and month, pulled as CSV or JSON Lines, or delivered signed. A
/// month becomes one piece of evidence that says how many villages are covered.
/// </summary>
public sealed class DataFeedPlugin : EvidencePlugin
{
    private const int MostLines = 20;

    public override string Name => "DataFeed";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        if (host.Setting("feed") is not { Length: > 0 } feed) return request.Cursor; // all of it is delivered
        var page = await host.Fetch(feed, ct);
        if (page.Status != 200) throw new RpcError(ErrorCodes.CannotNow, $"The feed answers {page.Status}.");
        if (!await Send(page.Body, page.Source(), Day(page), null, request.Commitments, host, ct)) throw new RpcError(ErrorCodes.SourceUnusable, "No row can be read in what the feed answers.");
        return page.Answer.Sha256;
    }

    public override async Task Receive(ReceiveParams request, PluginHost host, CancellationToken ct)
    {
        var wrong = Signature.Wrong(
            host.Setting("secret"), request.Headers.GetValueOrDefault("x-signature"), request.Headers.GetValueOrDefault("x-timestamp"), request.Body, request.ReceivedAt);
        if (wrong is not null) throw new RpcError(ErrorCodes.CannotNow, $"This delivery is not taken: {wrong}.");
        var day = DateOnly.FromDateTime(request.ReceivedAt.UtcDateTime);
        await Send(request.Body, new(request.Sha256, request.Address), day, day, request.Commitments, host, ct);
    }

    /// <summary>A month's figures, read from the table as it is now. What was delivered has no address to look at.</summary>
    public override Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) => Recheck.Of(
        request, Recheck.Address(request, host.Setting("feed")), host,
        page => Task.FromResult(
            Days.OfMonth(News.First(request.Key).Split('/')[^1]) is { } month
            && Rows.Read(page.Body, Day(page)).Rows.Where(row => row.Month == month).ToList() is { Count: > 0 } rows
                ? Draft(month, rows, 0, month, page.Source(), host).Data
                : null),
        ct, beside: "refused");

    /// <param name="body">The table.</param>
    /// <param name="source">Where it stands.</param>
    /// <param name="today">The day on which the table was there.</param>
    /// <param name="latest">No month's evidence is dated later; null: by the last month in the table that is over.</param>
    /// <param name="commitments">What may be spoken about.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    /// <returns>Whether a row of it could be read, or none was to be.</returns>
    private static async Task<bool> Send(
        byte[] body, SourceReference source, DateOnly today, DateOnly? latest, IEnumerable<CommitmentBrief> commitments, PluginHost host, CancellationToken ct)
    {
        var (plan, commitment, milestone) = (host.Setting("plan") ?? throw Missing("plan"), host.Setting("commitment") ?? throw Missing("commitment"), host.Setting("milestone") ?? throw Missing("milestone"));
        if (!commitments.Any(one => one.Plan == plan && one.Number == commitment && one.Milestones.Any(leaf => leaf.Number == milestone)))
        {
            await host.Log($"{plan}/{commitment}/{milestone} is not open: nothing is sent", LogLevel.Warning);
            return true;
        }

        var (rows, refused) = Rows.Read(body, today);
        if (rows.Count + refused.Count == 0) await host.Log("The table is empty: there is no row in it.", LogLevel.Warning);
        foreach (var row in refused.Take(MostLines)) await host.Log($"line {row.Line}: {row.Why}", LogLevel.Warning);
        if (refused.Count > MostLines) await host.Log(refused.Count - MostLines == 1 ? "1 more row was refused" : $"{refused.Count - MostLines} more rows were refused", LogLevel.Warning);
        if (rows.GroupBy(row => row.Month).FirstOrDefault(month => month.Count() > Villages(host)) is { } crowded)
            throw new RpcError(ErrorCodes.CannotNow, $"The table has {crowded.Count()} villages in {crowded.Key:yyyy-MM}, and by the setting 'villages' there are {Villages(host)}.");
        foreach (var month in rows.GroupBy(row => row.Month).OrderBy(month => month.Key))
        {
            var last = month.Key.AddMonths(1).AddDays(-1);
            var draft = Draft(month.Key, [.. month], refused.Count(row => row.Month == month.Key), latest < last ? latest.Value : last, source, host) with { Plan = plan, Commitment = commitment, Milestone = milestone };
            var sent = await News.Send(host, draft, ct);
            if (sent.Outcome == Outcome.Refused) await host.Log($"{month.Key:yyyy-MM}: {sent.Reason}", LogLevel.Warning);
        }

        return rows.Count > 0;
    }

    private static DateOnly Day(Fetched page) => DateOnly.FromDateTime(page.Answer.ArchivedAt.UtcDateTime);

    private static EvidenceDraft Draft(DateOnly month, List<Row> rows, int refused, DateOnly on, SourceReference source, PluginHost host)
    {
        var indicator = host.Setting("indicator") ?? throw Missing("indicator");
        var (covered, villages) = (rows.Count, Villages(host));
        var words = new Words(Language.Of(host.Locale));
        var values = rows.Select(row => row.Value).ToList();
        return new(
            $"coverage/{indicator}/{month:yyyy-MM}",
            "",
            "",
            EvidenceKind.Measurement,
            words.Title(Short(indicator, 120), covered, villages, month),
            words.Summary(covered, villages, month, values, Provenance.Of(rows), refused),
            on,
            Coverage.Shows(covered, villages),
            Stance.Supports,
            [source],
            Data: new()
            {
                ["indicator"] = Short(indicator, 120),
                ["month"] = month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                ["villages"] = villages,
                ["covered"] = covered,
                ["median"] = Coverage.Median(values),
                ["refused"] = refused,
            });
    }

    private static int Villages(PluginHost host) => host.Settings["villages"] is JsonValue of && of.TryGetValue<int>(out var count) && count > 0 ? count : throw Missing("villages");

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    private static RpcError Missing(string setting) => new(ErrorCodes.CannotNow, $"The setting '{setting}' is missing.");
}
