using Tracker.Host.Mail;
using Tracker.PluginRunner.Running;

namespace Tracker.Host.Hosting;

/// <summary>The settings of a site, section <c>Tracker</c> (<c>Tracker__Data</c> in the environment).</summary>
public sealed class TrackerOptions
{
    /// <summary>The folder of everything that is kept, an absolute path after <see cref="Settings"/> has read it.</summary>
    public string Data { get; set; } = "data";

    /// <summary>The folder of the plan files, an absolute path after <see cref="Settings"/> has read it.</summary>
    public string Plans { get; set; } = "commitments";

    /// <summary>The scheme-less prefix under which the ledger is served; fixed at the first start.</summary>
    public string Origin { get; set; } = "localhost:5080/ledger";

    /// <summary>The site's own address, for links in letters; null: the host of <see cref="Origin"/>.</summary>
    public string? Site { get; set; }

    /// <summary>How mail leaves.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>Where the site is for whoever reads a letter: by https, but on this very machine.</summary>
    public Uri SiteAddress
    {
        get
        {
            if (Site is not null) return new(Site.TrimEnd('/') + "/");
            var host = Origin.Split('/')[0];
            return new($"{(host.Split(':')[0] is "localhost" or "127.0.0.1" ? "http" : "https")}://{host}/");
        }
    }

    /// <summary>The language of the site where the reader's is not known.</summary>
    public string Language { get; set; } = "id";

    /// <summary>The zone in which moments of no plan are shown, an IANA name such as Asia/Jakarta; null: the one that all plans are in, else UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>How many requests a minute one address may make; 0: no limit.</summary>
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>How many times a minute one address may try to sign in; 0: no limit.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>How many pieces of evidence an hour one address may send without an account; 0: no limit.</summary>
    public int SubmissionsPerHour { get; set; } = 30;

    /// <summary>How many appeals an hour one address may send without an account, beside that; 0: no limit.</summary>
    public int AppealsPerHour { get; set; } = 30;

    /// <summary>Addresses of the proxies whose forwarded headers are believed, with commas between them.</summary>
    public string Proxies { get; set; } = "";

    /// <summary><see cref="Proxies"/> one by one.</summary>
    public IEnumerable<string> EachProxy => Proxies.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The folder of plugins that somebody installed, an absolute path after <see cref="Settings"/> has read it.</summary>
    public string Plugins { get; set; } = "plugins";

    /// <summary>The folder of plugins that came with the product: beside the host's own files.</summary>
    public string ShippedPlugins { get; set; } = Path.Combine(AppContext.BaseDirectory, "shipped");

    /// <summary>The folder of the command for partners, one file for each system, with its digests; an absolute path after <see cref="Settings"/> has read it.</summary>
    public string Command { get; set; } = Path.Combine(AppContext.BaseDirectory, "command");

    /// <summary>How many drafts one run of a plugin may send.</summary>
    public int PluginDrafts { get; set; } = RunLimits.Drafts;

    /// <summary>The one loopback origin that plugins may fetch from, where a development host serves their samples; null: none, in development port 5081 or a free one.</summary>
    public string? FeedServer { get; set; }

    /// <summary>How many megabytes of files one account may have here.</summary>
    public int FileMegabytesPerAccount { get; set; } = 500;

    /// <summary>How many megabytes of files somebody without an account may send with one piece.</summary>
    public int FileMegabytesPerSubmission { get; set; } = 50;

    /// <summary>How many megabytes of uploaded plugins may wait for a decision for one organisation.</summary>
    public int PluginMegabytesWaiting { get; set; } = 500;

    /// <summary>How many writes a minute one account may make; 0: no limit.</summary>
    public int WritesPerMinute { get; set; } = 600;
}
