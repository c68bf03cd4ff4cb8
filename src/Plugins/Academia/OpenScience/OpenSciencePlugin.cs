using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Academia.OpenScience;

/// <summary>
/// What science has published: works by DOI, as DataCite or Crossref describe them, and datasets of a CKAN catalogue. A work
/// that was retracted disputes what it was said to show.
/// </summary>
public sealed class OpenSciencePlugin : EvidencePlugin
{
    private Catalogue? _catalogue;
    private RpcError? _refused; // why the last fetch for a DOI or the survey brought nothing; null: it was answered

    public override string Name => "OpenScience";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        // One source that is away does not keep the others from being read: the run fails over it once they were (decision 0046).
        List<string> troubles = [];
        foreach (var rule in Rules(host))
        {
            (Work, SourceReference)? found;
            try
            {
                found = await Find(rule.Doi, host, ct);
            }
            catch (RpcError wrong)
            {
                var words = $"{rule.Doi} cannot be looked up: {wrong.Message.TrimEnd('.')}.";
                await host.Log(words, LogLevel.Warning);
                if (troubles.Count == 0) troubles.Add(words); // the others are lines of the run
                continue;
            }

            if (found is not var (work, described)) await host.Log($"Neither DataCite nor Crossref describes {rule.Doi}", LogLevel.Warning);
            else await Send(work, described, rule, EvidenceKind.Publication, $"doi/{rule.Doi}", request, host, ct);
        }

        if (await Survey(request, host, ct) is { } unread) troubles.Add(unread);
        if (host.Setting("catalogue") is not { Length: > 0 } catalogue) return troubles.Count == 0 ? null : throw Failed(troubles, _refused);
        var about = new WorkRule("", host.Setting("plan") ?? "", host.Setting("commitment") ?? "", host.Setting("milestone") ?? "");
        var read = await Catalogue.Read(host, catalogue, ct);
        foreach (var (dataset, source) in read.Datasets) await Send(dataset, source, about, EvidenceKind.Dataset, $"dataset/{dataset.Id}", request, host, ct);
        if (read.LeftOut > 0) await host.Log($"{read.LeftOut} {(read.LeftOut == 1 ? "dataset" : "datasets")} without a name or a day {(read.LeftOut == 1 ? "was" : "were")} left out", LogLevel.Warning);
        if (read.Trouble is { } last) troubles.Add(last.Message);
        return troubles.Count == 0 ? read.Digest : throw Failed(troubles, read.Trouble);
    }

    /// <summary>What could not be had last, the host names itself; of what it fetched something after, it is the plugin that says so.</summary>
    private static RpcError Failed(List<string> troubles, RpcError? last) => new(last?.Code ?? ErrorCodes.SourceUnusable, string.Join(' ', troubles));

    /// <summary>What its registry, its catalogue, or the survey's table says now. A work that was retracted says so no longer.</summary>
    public override Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) =>
        Recheck.Of(request, request.Sources[0].Address, host, page => Now(request, page, host, ct), ct);

    private async Task<JsonObject?> Now(CheckParams request, Fetched page, PluginHost host, CancellationToken ct)
    {
        var key = request.Key.StartsWith("retraction/", StringComparison.Ordinal) ? request.Key["retraction/".Length..] : request.Key;
        // A DOI may end as the key of news does: of the two, the name that its source knows is meant.
        return await Of(key, request, page, host, ct) ?? (News.First(key) is var first && first != key ? await Of(first, request, page, host, ct) : null);
    }

    private async Task<JsonObject?> Of(string key, CheckParams request, Fetched page, PluginHost host, CancellationToken ct)
    {
        if (key.Split('/', 2) is not [var kind, var name]) return null;
        switch (kind)
        {
            case "doi":
                return (Works.DataCite(name, page.Body) ?? Works.Crossref(name, page.Body)) is { } work ? Figures(work) : null;
            case "dataset" when !name.Contains('/', StringComparison.Ordinal): // no dataset is called so
                return (Works.Ckan(page.Body)?.Datasets.FirstOrDefault(one => one.Id == name) ?? await Elsewhere(name, host, ct)) is { } dataset ? Figures(dataset) : null;
            case "survey" when request.Sources is [_, var dictionary] && DateOnly.TryParseExact(name, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var on):
                var words = await host.Fetch(dictionary.Address, ct);
                // The answers are there: that nobody can tell what they mean takes nothing of it back.
                if (words.Status != 200) throw new RpcError(ErrorCodes.CannotNow, $"The survey’s dictionary answers {words.Status}.");
                return ScoredSurvey.Read(words.Body, page.Body).Draft(on, Speak(host))?.Data;
            default:
                return null;
        }
    }

    /// <summary>A dataset that stands on another page of the catalogue than it did.</summary>
    private async Task<Work?> Elsewhere(string name, PluginHost host, CancellationToken ct)
    {
        if (host.Setting("catalogue") is not { Length: > 0 } catalogue) return null;
        var read = _catalogue ??= await Catalogue.Read(host, catalogue, ct); // once for all that are asked about
        var found = read.Datasets.Select(one => one.Dataset).FirstOrDefault(one => one.Id == name);
        return found is null && read.Trouble is { } wrong ? throw wrong : found; // nobody knows that it is gone
    }

    /// <summary>A survey or audit whose data dictionary says what its scores mean becomes one piece of evidence, with its numbers.</summary>
    /// <returns>Why it cannot be read; null: it was, or there is none.</returns>
    private async Task<string?> Survey(CollectParams request, PluginHost host, CancellationToken ct)
    {
        if (host.Setting("survey") is not { Length: > 0 } survey) return null;
        var (plan, commitment, milestone) = (host.Setting("plan") ?? "", host.Setting("commitment") ?? "", host.Setting("milestone") ?? "");
        if (host.Setting("dictionary") is not { Length: > 0 } dictionary || !DateOnly.TryParseExact(host.Setting("surveyOn"), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var on))
        {
            throw new RpcError(ErrorCodes.CannotNow, "A survey needs the settings 'dictionary' and 'surveyOn', the day on which it ended.");
        }

        if (!request.Commitments.Any(one => one.Plan == plan && one.Number == commitment && one.Milestones.Any(leaf => leaf.Number == milestone)))
        {
            await host.Log($"{plan}/{commitment}/{milestone} is not open: the survey is left out", LogLevel.Warning);
            return null;
        }

        Fetched words, answers;
        try
        {
            (words, answers) = (await Fetch(dictionary, host, ct), await Fetch(survey, host, ct));
        }
        catch (RpcError wrong)
        {
            return $"The survey cannot be read: {wrong.Message.TrimEnd('.')}.";
        }

        if (words.Status != 200 || answers.Status != 200) return $"The survey answers {answers.Status}, its dictionary {words.Status}.";
        var scored = ScoredSurvey.Read(words.Body, answers.Body);
        foreach (var line in scored.Problems) await host.Log(line, LogLevel.Warning);
        if (scored.Draft(on, Speak(host)) is not { } draft) return "No answer of the survey can be scored.";
        var sent = await News.Send(host, draft with { Plan = plan, Commitment = commitment, Milestone = milestone, Sources = [answers.Source(), words.Source(Speak(host).DataDictionary)] }, ct);
        if (sent.Outcome == Outcome.Refused) await host.Log($"The survey: {sent.Reason}", LogLevel.Warning);
        return null;
    }

    private static List<WorkRule> Rules(PluginHost host)
    {
        try
        {
            return host.Settings["works"]?.Deserialize<List<WorkRule>>(PluginJson.Options) ?? [];
        }
        catch (JsonException)
        {
            throw new RpcError(ErrorCodes.CannotNow, "The setting 'works' is no list of works.");
        }
    }

    /// <summary>Whoever knows the DOI: DataCite for data and software mostly, Crossref for articles. Each is asked, whatever became of the other.</summary>
    /// <returns>Null: neither describes it.</returns>
    /// <exception cref="RpcError">One could not be had, and the other does not describe it: nobody knows whether it is described.</exception>
    private async Task<(Work Work, SourceReference Source)?> Find(string doi, PluginHost host, CancellationToken ct)
    {
        var name = string.Join('/', doi.Split('/').Select(Uri.EscapeDataString)); // its slash is the path's
        RpcError? trouble = null;
        foreach (var (registry, read) in new (string, Func<string, byte[], Work?>)[]
        {
            (host.Setting("datacite") ?? "https://api.datacite.org/dois/", Works.DataCite),
            (host.Setting("crossref") ?? "https://api.crossref.org/works/", Works.Crossref),
        })
        {
            try
            {
                var answer = await Fetch(registry + name, host, ct);
                if (answer.Status == 200 && read(doi, answer.Body) is { } work) return (work, answer.Source());
            }
            catch (RpcError wrong)
            {
                trouble ??= wrong;
            }
        }

        return trouble is null ? null : throw trouble;
    }

    private async Task<Fetched> Fetch(string address, PluginHost host, CancellationToken ct)
    {
        try
        {
            _refused = null;
            return await host.Fetch(address, ct);
        }
        catch (RpcError wrong)
        {
            _refused = wrong;
            throw;
        }
    }

    private static async Task Send(
        Work work, SourceReference source, WorkRule rule, EvidenceKind kind, string key, CollectParams request, PluginHost host, CancellationToken ct)
    {
        if (!request.Commitments.Any(one => one.Plan == rule.Plan && one.Number == rule.Commitment && one.Milestones.Any(leaf => leaf.Number == rule.Milestone)))
        {
            await host.Log($"{rule.Plan}/{rule.Commitment}/{rule.Milestone} is not open: {work.Id} is left out", LogLevel.Warning);
            return;
        }

        var words = Speak(host);
        var sent = await News.Send(
            host,
            new EvidenceDraft(
                // A revision never changes sides, so a retraction is evidence of its own.
                work.Retracted ? $"retraction/{key}" : key,
                rule.Plan,
                rule.Commitment,
                kind,
                words.Title(work),
                words.Summary(work, kind == EvidenceKind.Dataset),
                work.On,
                work.Retracted ? Level.NotStarted : rule.Shows,
                work.Retracted ? Stance.Disputes : Stance.Supports,
                [source],
                rule.Milestone,
                SettledBy: work.Retracted ? words.SettledBy : null,
                Data: Figures(work)),
            ct);
        if (sent.Outcome == Outcome.Refused) await host.Log($"{work.Id}: {sent.Reason}", LogLevel.Warning);
    }

    private static Words Speak(PluginHost host) => new(Language.Of(host.Locale));

    private static JsonObject Figures(Work work)
    {
        var data = new JsonObject { ["published"] = work.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["retracted"] = work.Retracted };
        if (work.Licence is not null) data["licence"] = work.Licence;
        if (work.Link is not null) data["link"] = work.Link;
        return data;
    }

    /// <summary>A work, and the milestone it is about.</summary>
    internal sealed record WorkRule(string Doi, string Plan, string Commitment, string Milestone, Level Shows = Level.Limited);
}
