using System.Globalization;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Academia.OpenScience;

/// <summary>
/// The datasets that a CKAN catalogue finds. <c>package_search</c> answers with ten of them where nobody asks for more, and counts
/// all: so what does not come at once is asked for page by page, in an order in which what is new stands last.
/// https://docs.ckan.org/en/latest/api/#ckan.logic.action.get.package_search
/// </summary>
internal sealed class Catalogue
{
    private const int MostPages = 100;
    private const int AtOnce = 50; // CKAN gives a thousand, each with all of its files; an answer has at most 8 MiB
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(Work Dataset, SourceReference Source)> _datasets = [];

    /// <summary>What was read, whatever happened after it.</summary>
    public IReadOnlyList<(Work Dataset, SourceReference Source)> Datasets => _datasets;

    /// <summary>How many had no name, or no day.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The digest of the last answer; null: there was none.</summary>
    public string? Digest { get; private set; }

    /// <summary>Why not all of it was read; null: it was.</summary>
    public RpcError? Trouble { get; private set; }

    public static async Task<Catalogue> Read(PluginHost host, string address, CancellationToken ct)
    {
        var catalogue = new Catalogue();
        try
        {
            await catalogue.Pages(host, address, ct);
        }
        catch (RpcError wrong)
        {
            catalogue.Trouble = wrong; // what was read before is told all the same (decision 0046)
        }

        return catalogue;
    }

    private async Task Pages(PluginHost host, string address, CancellationToken ct)
    {
        var (answer, found) = await Ask(host, address, "The catalogue", ct);
        if (found.Names.Length >= found.Count) Take(answer, found);
        for (var (start, number) = (0, 1); start < found.Count && _seen.Count < found.Count; number++)
        {
            if (number > MostPages) throw Unusable($"The catalogue counts {found.Count} datasets, more than {MostPages} pages bring: what those say was sent, the rest was not read. Set a narrower search.");
            (answer, found) = await Ask(host, At(address, start), $"Page {number} of the catalogue", ct);
            var before = _seen.Count;
            Take(answer, found);
            if (found.Names.Length > 0 && _seen.Count == before) throw Unusable($"The catalogue answers with datasets that it gave before: its paging loops. {What(found)}");
            if (found.Names.Length == 0) break;
            start += found.Names.Length;
            await host.Progress(_seen.Count, found.Count);
        }

        if (_seen.Count != found.Count) throw Unusable(What(found));
    }

    private string What(CataloguePage found) => $"It counts {found.Count} datasets and gives {_seen.Count}: what those say was sent.";

    private async Task<(Fetched Answer, CataloguePage Found)> Ask(PluginHost host, string address, string name, CancellationToken ct)
    {
        var answer = await host.Fetch(address, ct);
        if (answer.Status != 200) throw new RpcError(ErrorCodes.CannotNow, $"{name} answers {answer.Status}.");
        Digest = answer.Answer.Sha256;
        return (answer, Works.Ckan(answer.Body) ?? throw Unusable($"{name} answers with nothing that is CKAN’s package_search: has it moved?"));
    }

    private void Take(Fetched answer, CataloguePage found)
    {
        var fresh = found.Datasets.Where(dataset => !_seen.Contains(dataset.Id)).DistinctBy(dataset => dataset.Id).ToList();
        _datasets.AddRange(fresh.Select(dataset => (dataset, answer.Source(dataset.Id))));
        LeftOut += found.Names.Distinct().Count(name => !_seen.Contains(name)) - fresh.Count;
        _seen.UnionWith(found.Names);
    }

    /// <summary>The search, from one dataset on. How many and from where is no part of what is searched for; an order of its own is.</summary>
    private static string At(string address, int start)
    {
        var (before, query) = address.Split('#')[0].Split('?', 2) is [var path, var after] ? (path, after) : (address, "");
        var asked = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(one => Name(one) is not ("rows" or "start")).ToList();
        // The newest last: what is published meanwhile moves nothing to another page.
        if (!asked.Exists(one => Name(one) == "sort")) asked.Add($"sort={Uri.EscapeDataString("metadata_created asc, name asc")}");
        return string.Create(CultureInfo.InvariantCulture, $"{before}?{string.Join('&', asked)}&rows={AtOnce}&start={start}");

        static string Name(string parameter) => parameter.Split('=')[0];
    }

    private static RpcError Unusable(string why) => new(ErrorCodes.SourceUnusable, why);
}
