using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>
/// Government's contracts as evidence: OCDS 1.1.5 release and record packages, paged, or JSON Lines. A contract is matched to a
/// milestone by rules, and shows what its own milestones show. https://standard.open-contracting.org/1.1/en/
/// </summary>
public sealed class OpenContractingPlugin : EvidencePlugin
{
    private const int MostLines = 20;
    private static readonly JsonSerializerOptions s_rules = new(JsonSerializerDefaults.Web);
    private Feed? _feed;

    public override string Name => "OpenContracting";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        var rules = Rules(host);
        if (host.Setting("feed") is not { } address) return null;
        var feed = await Feed.Read(host, address, contract => rules.Exists(rule => rule.Matches(contract)), ct);
        var gathered = new Gathered();
        var beyond = 0;
        foreach (var (contract, source) in feed.Releases)
        {
            if (!contract.IsBeyondCounting) gathered.Add(contract, source);
            else if (++beyond <= MostLines) await host.Log($"{contract.Ocid} {contract.Id}: its value is larger than any is, this release of it is left out", LogLevel.Warning);
        }

        if (beyond > MostLines) await host.Log(beyond - MostLines == 1 ? "1 more was left out so" : $"{beyond - MostLines} more were left out so", LogLevel.Warning);
        foreach (var (contract, source) in gathered.Latest()) await Send(contract, rules, request, source, host, ct);
        return feed.Trouble is { } trouble ? throw trouble : feed.Digest;
    }

    /// <summary>The contract, as the page of the feed on which it stood says it now; where that names it no longer, as all pages do.</summary>
    public override async Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct)
    {
        var start = host.Setting("feed");
        var said = await Recheck.Of(
            request, Recheck.Address(request, start), host, page => Task.FromResult(Figures(request, Feed.Contracts(page.Body))), ct, beside: Judgement.OfEarlierReleases);
        if (said.Verdict != Verdict.Gone || start is null) return said;
        // What is published moves it on to another page, and a page goes where there are fewer.
        var feed = _feed ??= await Feed.Read(host, start, static _ => true, ct); // once for all that are asked about
        if (feed.IsGone) return said;
        var elsewhere = Recheck.Compared(request, Figures(request, feed.Releases.Select(one => one.Contract)), host, Judgement.OfEarlierReleases);
        // It, or a later release of it, may stand where nobody could read.
        return feed.Trouble is { } trouble && elsewhere.Verdict != Verdict.Unchanged ? new(Verdict.Unknown, trouble.Message) : elsewhere;
    }

    /// <summary>What these releases say of the contract that was sent; null: they do not name it.</summary>
    private static JsonObject? Figures(CheckParams request, IEnumerable<Contract> releases)
    {
        var gathered = new Gathered();
        foreach (var release in releases.Where(one => !one.IsBeyondCounting)) gathered.Add(release, request.Sources[0]);
        return gathered.Latest().Select(one => one.Contract).FirstOrDefault(contract => News.IsOf(request.Key, Judgement.Key(contract)) || News.IsOf(request.Key, Judgement.Disputing(contract))) is { } now
            ? Judgement.Figures(now, Budget(request.Data, "budget"), (string?)request.Data?["budgetCurrency"])
            : null;
    }

    /// <summary>What the milestone was to cost is the plan's word, not the source's.</summary>
    private static decimal? Budget(JsonObject? data, string name) => data?[name] is JsonValue value && value.TryGetValue<decimal>(out var budget) ? budget : null;

    private static List<MatchingRule> Rules(PluginHost host)
    {
        try
        {
            return host.Settings["rules"].Deserialize<List<MatchingRule>>(s_rules) ?? [];
        }
        catch (JsonException)
        {
            throw new RpcError(ErrorCodes.CannotNow, "The setting 'rules' is no list of rules.");
        }
    }

    private static async Task Send(Contract contract, List<MatchingRule> rules, CollectParams request, SourceReference source, PluginHost host, CancellationToken ct)
    {
        if (rules.FirstOrDefault(rule => rule.Matches(contract)) is not { } rule) return;
        var commitment = request.Commitments.FirstOrDefault(one => one.Plan == rule.Plan && one.Number == rule.Commitment);
        if (commitment?.Milestones.FirstOrDefault(one => one.Number == rule.Milestone) is not { } milestone)
        {
            await host.Log($"{rule.Plan}/{rule.Commitment}/{rule.Milestone} is not open: its contracts are left out", LogLevel.Warning);
            return;
        }

        var sent = await News.Send(host, Judgement.Of(contract, rule, milestone.Budget, commitment.Currency, source, new(Language.Of(host.Locale))), ct);
        if (sent.Outcome == Outcome.Refused) await host.Log($"{contract.Ocid} {contract.Id}: {sent.Reason}", LogLevel.Warning);
    }
}
