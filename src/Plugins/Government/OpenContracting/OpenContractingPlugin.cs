using System.Text;
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
    private const int MostPages = 50;
    private const int MostLines = 20;
    private static readonly JsonSerializerOptions s_rules = new(JsonSerializerDefaults.Web);

    public override string Name => "OpenContracting";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        var rules = Rules(host);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var gathered = new Gathered();
        var beyond = 0;
        string? digest = null;
        RpcError? trouble = null;
        for (var next = host.Setting("feed"); next is not null;)
        {
            try
            {
                // What was not reached may be what disputes: a part of a feed is not a feed that was read (decision 0046).
                if (asked.Count == MostPages) throw new RpcError(ErrorCodes.SourceUnusable, $"The feed goes on beyond {MostPages} pages: what those say was sent, the rest was not read. Set a feed of a shorter time.");
                if (!asked.Add(next)) throw new RpcError(ErrorCodes.SourceUnusable, $"links.next leads back to a page that was read: the paging loops. What {asked.Count} pages say was sent.");
                var page = await host.Fetch(next, ct);
                if (page.Status != 200) throw new RpcError(ErrorCodes.CannotNow, asked.Count == 1 ? $"The feed answers {page.Status}." : $"Page {asked.Count} of the feed answers {page.Status}. What the pages before it say was sent.");
                digest = page.Answer.Sha256;
                var read = Read(page.Body, out next);
                // A portal that moved answers well, and says nothing.
                if (read.Count == 0 && !IsOcds(page.Body)) throw new RpcError(ErrorCodes.SourceUnusable, "The feed answers with nothing that is OCDS, neither a package nor JSON Lines: has it moved?");
                foreach (var contract in read.Where(one => rules.Exists(rule => rule.Matches(one))))
                {
                    if (!contract.IsBeyondCounting) gathered.Add(contract, page.Source($"{contract.Ocid} {contract.Id}"));
                    else if (++beyond <= MostLines) await host.Log($"{contract.Ocid} {contract.Id}: its value is larger than any is, this release of it is left out", LogLevel.Warning);
                }

                await host.Progress(asked.Count);
            }
            catch (RpcError wrong)
            {
                // What was read before is told all the same.
                (trouble, next) = (wrong, null);
            }
        }

        if (beyond > MostLines) await host.Log(beyond - MostLines == 1 ? "1 more was left out so" : $"{beyond - MostLines} more were left out so", LogLevel.Warning);
        foreach (var (contract, source) in gathered.Latest()) await Send(contract, rules, request, source, host, ct);
        return trouble is null ? digest : throw trouble;
    }

    /// <summary>The contract, as the page of the feed on which it stood says it now.</summary>
    public override Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) => Recheck.Of(
        request, Recheck.Address(request, host.Setting("feed")), host,
        page =>
        {
            var gathered = new Gathered();
            foreach (var contract in Read(page.Body, out _).Where(one => !one.IsBeyondCounting)) gathered.Add(contract, request.Sources[0]);
            return Task.FromResult(
                gathered.Latest().Select(one => one.Contract).FirstOrDefault(contract => News.IsOf(request.Key, Judgement.Key(contract)) || News.IsOf(request.Key, Judgement.Disputing(contract))) is { } now
                    ? Judgement.Figures(now, Budget(request.Data, "budget"), (string?)request.Data?["budgetCurrency"])
                    : null);
        },
        ct, beside: Judgement.OfEarlierReleases);

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

    /// <summary>A package, or a release in each line; a line that is none is left out.</summary>
    internal static List<Contract> Read(byte[] body, out string? next)
    {
        next = null;
        try
        {
            using var package = JsonText.Parse(body, 64);
            (var contracts, next) = Ocds.Read(package.RootElement);
            return contracts;
        }
        catch (JsonException)
        {
            var contracts = new List<Contract>();
            foreach (var line in Text(body).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                try
                {
                    using var release = JsonText.Parse(line, 64);
                    contracts.AddRange(Ocds.Read(release.RootElement).Contracts);
                }
                catch (JsonException)
                {
                    // Cut off, or no JSON.
                }
            }

            return contracts;
        }
    }

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body).TrimStart('\uFEFF');

    /// <summary>Whether it is a package or a release of OCDS, or one stands in any line; it may be without a contract.</summary>
    private static bool IsOcds(byte[] body)
    {
        return IsOne(Text(body)) || Text(body).Split('\n').Any(IsOne);

        static bool IsOne(string text)
        {
            try
            {
                using var json = JsonText.Parse(text, 64);
                return Ocds.IsOne(json.RootElement);
            }
            catch (JsonException)
            {
                return false;
            }
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
