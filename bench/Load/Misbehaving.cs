using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Load;

/// <summary>
/// What readers and offices notice of a plugin that misbehaves: the same requests at the same rate, with it and without it by
/// turns, in one run. A request's time counts from when it was to be sent, so that one that is late makes the next ones late too.
/// </summary>
internal static class Misbehaving
{
    private const int PagesPerSecond = 200;
    private const int UpdatesPerSecond = 100;
    private const int Rounds = 5;
    private const int RunSeconds = 8; // a busy machine must get the first, that is well, done
    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(60); // at this rate the compiler's tiers take forty seconds
    private static readonly string s_huge = new('x', (8 * 1024 * 1024) - 1); // as much as is fetched
    private const string Page = "/en/plans/contoh/commitments/1";

    // The first run is well, so that the host has them all at rest; every later one does what it is named after. What hangs
    // costs nothing: what the answers move by beside it is the machine's own unrest.
    private static readonly (string Name, string Deed)[] s_deeds =
    [
        ("hangs", "while True: time.sleep(1)"),
        ("exits", "os._exit(3)"),
        ("spins", "while True: pass"),
        ("prints", "while True: sys.stdout.buffer.write(noise)"),
        // As root the kernel may know no limit of processes: no more than would be noticed, and no bomb; each of them spins.
        ("forks", "for i in range(9): os.fork()\nwhile True: pass"),
        ("takes-memory", "kept = []\nwhile True: kept.append(bytearray(b'x') * 10_000_000)"),
        ("fetches", """
            while time.monotonic() - begun < 8:
                write(id=0, method="fetch", params={"address": settings["feed"]}); sys.stdout.flush()
                got = read()["result"]; start = 0
                while start < got["length"]:
                    write(id=1, method="fetchPart", params={"sha256": got["sha256"], "offset": start}); sys.stdout.flush()
                    start += len(base64.b64decode(read()["result"]["body"]))
            os._exit(3)
            """),
        ("drafts", Flood("2", "2.1.1")),
        ("drafts-there", Flood("1", "1.1")), // about the very page that is read, which is another one after each
    ];

    // A hundred thousand drafts, each another one, thirty-two on their way at once: as many as the host takes.
    private static string Flood(string commitment, string milestone) => $$$"""
        write(id=0, method="fetch", params={"address": settings["feed"]}); sys.stdout.flush()
        got = read()["result"]
        for i in range(100_000):
            if time.monotonic() - begun > 8: os._exit(3)
            write(id=i + 1, method="evidence", params={"draft": {
                "key": "k%d-%d" % (os.times().elapsed * 100, i), "plan": "contoh", "commitment": "{{{commitment}}}", "milestone": "{{{milestone}}}", "kind": "measurement",
                "title": "A draft", "summary": "Sent, not meant.", "on": "2025-06-30", "shows": "Limited", "stance": "supports",
                "sources": [{"sha256": got["sha256"], "address": got["address"]}]}})
            if i % 32 == 31:
                sys.stdout.flush()
                for _ in range(32): read()
        """;

    private const string Together = "together";

    /// <param name="work">A folder of its own.</param>
    /// <param name="length">Twice as long as a turn takes.</param>
    /// <param name="deeds">Of which deeds; none: of each, and of all together.</param>
    public static async Task Measure(string work, TimeSpan length, string[] deeds)
    {
        string[] names = [.. s_deeds.Select(deed => deed.Name)];
        if (deeds is []) deeds = [.. names, Together];
        if (deeds.Except([.. names, Together]).FirstOrDefault() is { } unknown) throw new ArgumentException($"'{unknown}' is none of {string.Join(", ", names)}, {Together}.");
        var phase = length / 2;
        Console.WriteLine($"\nA plugin that misbehaves, beside {PagesPerSecond} pages and {UpdatesPerSecond} updates a second; {Rounds} times with it, {Rounds + 1} times without, {phase.TotalSeconds} s each, by turns");
        var folder = Path.Combine(work, "misbehaving");
        foreach (var (name, deed) in s_deeds)
        {
            Plugins.Install(Path.Combine(folder, name), name, 0, Plugins.Greeting + $"""
                import base64, os, time
                begun = time.monotonic()  # while it waits for the host its own time does not end it
                line = json.dumps({"{"}"jsonrpc": "2.0", "method": "log", "params": {"{"}"level": "info", "text": "x" * 1000{"}"}{"}"}).encode()
                noise = b"Content-Length: %d\r\n\r\n%s" % (len(line), line)
                m = read()
                if m["params"].get("cursor"):
                    {deed.Replace("\n", "\n    ", StringComparison.Ordinal)}
                write(id=m["id"], result={"{"}"cursor": "1"{"}"}); sys.stdout.flush(); read()
                """, RunSeconds, name == "fetches" ? s_huge : "A source.");
        }

        var (host, _) = await HostProcess.Start(Checkout.Plans, Path.Combine(work, "misbehaving-data"), "/readyz", folder);
        using (host)
        {
            using var http = Plugins.Client(host);
            foreach (var name in names) await Plugins.Wait(http, name, run => run.GetProperty("state").GetString() == "well");
            var targets = (await Measurements.Targets(host)).Where(target => target.Plan == "contoh").DistinctBy(target => target.Commitment).ToList();
            // What is done for the first time is compiled meanwhile, and that moves the answers of the first turns more than any
            // deed: once all of them unmeasured, from the first failure to the quarantine.
            await Load(host, targets, s_warming);
            await Turn(names, length * 2);
            await Load(host, targets, phase);
            foreach (var deed in deeds) await Turns(deed, deed is Together ? names : [deed]);

            async Task Turns(string what, string[] plugins)
            {
                var quiet = new List<Taken> { await Load(host, targets, phase) };
                var beside = new List<Taken>();
                var begun = 0;
                for (var round = 0; round < Rounds; round++)
                {
                    // One after the other is let begin while the host is wanted: some time for each of them.
                    var (taken, runs) = await Turn(plugins, plugins.Length > 1 ? phase * 5 : phase);
                    beside.Add(taken);
                    begun += runs;
                    quiet.Add(await Load(host, targets, phase));
                }

                Print(what, begun, quiet, beside);
            }

            async Task<(Taken, int Runs)> Turn(string[] plugins, TimeSpan turn)
            {
                using var stop = new CancellationTokenSource();
                var misbehaving = Task.WhenAll(plugins.Select(plugin => KeepRunning(http, plugin, host.Organisation("partner-academia"), stop.Token)));
                var taken = await Load(host, targets, turn);
                await stop.CancelAsync();
                var runs = (await misbehaving).Sum();
                foreach (var plugin in plugins) await Plugins.Wait(http, plugin, run => run.GetProperty("state").GetString() != "running");
                return (taken, runs);
            }
        }
    }

    /// <summary>Starts it again whenever it was ended, and lets it out of quarantine to do so.</summary>
    /// <returns>How many of its runs began.</returns>
    private static async Task<int> KeepRunning(HttpClient http, string plugin, string organisation, CancellationToken stop)
    {
        var runs = new HashSet<string>();
        while (!stop.IsCancellationRequested)
        {
            if (await Post("runs", "{}") is { } answer) runs.Add(JsonNode.Parse(answer)!["id"]!.ToString()); // the one that goes on, where one does
            else await Post("reinstatement", $$"""{"organisation": "{{organisation}}", "reason": "The load harness goes on."}""");
            // The host itself waits for a minute and longer after a failure, and stops after five: to ask once a second is far worse already.
            await Task.Delay(1000, CancellationToken.None);
        }

        return runs.Count;

        async Task<string?> Post(string what, string body)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/plugins/{plugin}/{what}");
            asked.Headers.Add("Idempotency-Key", $"bench-{plugin}-{Stopwatch.GetTimestamp()}");
            asked.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(asked, CancellationToken.None);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(CancellationToken.None) : null;
        }
    }

    private static async Task<Taken> Load(HostProcess host, List<Target> targets, TimeSpan length)
    {
        var taken = new Taken([], []);
        var page = Measurements.Get(host.Address, Page, null);
        const int readers = 8;
        var pages = Enumerable.Range(0, readers).Select(reader => Steadily(host.Address, readers / (double)PagesPerSecond, reader / (double)readers, length, taken.Pages, async (wire, _) =>
        {
            if ((await wire.Send(page)).Status != 200) throw new InvalidOperationException($"{Page} is not there.");
        }));
        var updates = targets.Select((target, i) => Steadily(host.Address, targets.Count / (double)UpdatesPerSecond, i / (double)targets.Count, length, taken.Updates, async (wire, n) =>
        {
            var answer = await wire.Send(Measurements.Post(host.Address, target, $"{i}-{n}-{Stopwatch.GetTimestamp()}"));
            if (answer.Status != 201) throw new InvalidOperationException($"An update was answered {answer.Status}: {Encoding.UTF8.GetString(answer.Body)}");
            target.Version = Measurements.VersionIn(answer.Body);
        }));
        await Task.WhenAll(pages.Concat(updates));
        return taken;
    }

    /// <summary>Sends one request every so often, on a connection of its own.</summary>
    private static async Task Steadily(
        Uri server, double every, double first, TimeSpan length, List<double> taken, Func<Wire, int, Task> send)
    {
        using var wire = await Wire.Open(server);
        var own = new List<double>();
        var watch = Stopwatch.StartNew();
        for (var n = 0; ; n++)
        {
            var due = TimeSpan.FromSeconds((n + first) * every);
            if (due > length) break;
            var from = due;
            if (due - watch.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait);
                from = watch.Elapsed; // a timer's own lateness is not the host's
            }

            await send(wire, n);
            own.Add((watch.Elapsed - from).TotalMilliseconds);
        }

        lock (taken) taken.AddRange(own);
    }

    private static void Print(string what, int runs, List<Taken> quiet, List<Taken> beside)
    {
        Console.WriteLine(
            $"  {what,-13} begun {runs,3} times: page p99 {Moved(one => one.Pages)}   update p99 {Moved(one => one.Updates)}   (goal < 20 %; load of the machine {File.ReadAllText("/proc/loadavg").Split(' ')[0]})");

        // All turns of a kind together: in one turn the slowest hundredth are five updates, and says what befell those five.
        string Moved(Func<Taken, List<double>> which)
        {
            var (without, with) = (Slowest(quiet), Slowest(beside));
            var unrest = Math.Abs((Slowest(quiet.Where((_, turn) => turn % 2 == 1)) / Slowest(quiet.Where((_, turn) => turn % 2 == 0))) - 1);
            return string.Create(
                CultureInfo.InvariantCulture, $"{without,5:F1} ms, beside it {with,5:F1} ms: moves by {100 * ((with / without) - 1),4:F0} % (one half without it against the other {100 * unrest:F0} %)");

            double Slowest(IEnumerable<Taken> turns) => Measurements.At([.. turns.SelectMany(which)], 0.99);
        }
    }

    /// <summary>How long a turn's answers took, in milliseconds.</summary>
    private readonly record struct Taken(List<double> Pages, List<double> Updates);
}
