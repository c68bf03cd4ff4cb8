using System.Text;
using System.Text.Json;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>
/// All that a feed says, page by page by <c>links.next</c>. What was not reached may be what disputes: a part of a feed is not a
/// feed that was read (decision 0046).
/// </summary>
internal sealed class Feed
{
    private const int MostPages = 50;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<(Contract Contract, SourceReference Source)> _releases = [];

    /// <summary>What was wanted of what was read, whatever happened after it; releases in the order in which the pages give them.</summary>
    public IReadOnlyList<(Contract Contract, SourceReference Source)> Releases => _releases;

    /// <summary>The digest of the last page; null: there was none.</summary>
    public string? Digest { get; private set; }

    /// <summary>Why not all of it was read; null: it was.</summary>
    public RpcError? Trouble { get; private set; }

    /// <summary>Whether its address says that nothing is there.</summary>
    public bool IsGone { get; private set; }

    public static async Task<Feed> Read(PluginHost host, string address, Func<Contract, bool> wants, CancellationToken ct)
    {
        var feed = new Feed();
        try
        {
            for (var next = address; next is not null;) next = await feed.Page(host, next, wants, ct);
        }
        catch (RpcError wrong)
        {
            feed.Trouble = wrong; // what was read before is told all the same
        }

        return feed;
    }

    /// <summary>The contracts of a package, or of a release in each line; a line that is none is left out.</summary>
    public static List<Contract> Contracts(byte[] body) => Read(body).Contracts;

    /// <returns>Where the next page is; null: this is the last.</returns>
    private async Task<string?> Page(PluginHost host, string address, Func<Contract, bool> wants, CancellationToken ct)
    {
        if (_asked.Count == MostPages) throw Unusable($"The feed goes on beyond {MostPages} pages: what those say was sent, the rest was not read. Set a feed of a shorter time.");
        if (!_asked.Add(address)) throw Unusable($"links.next leads back to a page that was read: the paging loops. What {_asked.Count} pages say was sent.");
        var page = await host.Fetch(address, ct);
        IsGone = _asked.Count == 1 && page.Status is 404 or 410;
        if (page.Status != 200) throw new RpcError(ErrorCodes.CannotNow, _asked.Count == 1 ? $"The feed answers {page.Status}." : $"Page {_asked.Count} of the feed answers {page.Status}. What the pages before it say was sent.");
        Digest = page.Answer.Sha256;
        var (contracts, next) = Read(page.Body);
        // A portal that moved answers well, and says nothing.
        if (contracts.Count == 0 && !IsOcds(page.Body)) throw Unusable("The feed answers with nothing that is OCDS, neither a package nor JSON Lines: has it moved?");
        _releases.AddRange(contracts.Where(wants).Select(contract => (contract, page.Source($"{contract.Ocid} {contract.Id}"))));
        await host.Progress(_asked.Count);
        return next;
    }

    private static (List<Contract> Contracts, string? Next) Read(byte[] body)
    {
        try
        {
            using var package = JsonText.Parse(body, 64);
            return Ocds.Read(package.RootElement);
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

            return (contracts, null);
        }
    }

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

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body).TrimStart('\uFEFF');

    private static RpcError Unusable(string why) => new(ErrorCodes.SourceUnusable, why);
}
