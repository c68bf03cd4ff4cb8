using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tracker.Load;

/// <summary>
/// What readers and offices notice of a plugin that misbehaves: the same requests at the same rate, with it and without it in
/// turn, in one run. A request's time counts from when it was to be sent, so that one that is late makes the next ones late too.
/// </summary>
internal static class Misbehaving
{
    private const int PagesPerSecond = 100;
    private const int UpdatesPerSecond = 40;
    private const int Rounds = 2;
    private const string Page = "/en/plans/contoh/commitments/1";

    // The first run is well, so that the host has them all at rest; every later one does what it is named after.
    private static readonly (string Name, string Deed)[] s_deeds =
    [
        ("hangs", "while True: time.sleep(1)"),
        ("spins", "while True: pass"),
        ("prints", "while True: sys.stdout.buffer.write(b'Content-Length: 1000\\r\\n\\r\\n' + b' ' * 1000)"),
        // The kernel holds a user's processes to the plugin's limit, but not root's: as many as end the run, and no bomb.
        ("forks", "for i in range(400):\n        if os.fork() == 0: time.sleep(600)\n    time.sleep(600)"),
        ("takes-memory", "kept = []\n    while True: kept.append(bytearray(b'x') * 10_000_000)"),
    ];

    public static async Task Measure(string work, TimeSpan length)
    {
        Console.WriteLine($"\nA plugin that misbehaves, beside {PagesPerSecond} pages and {UpdatesPerSecond} updates a second");
        var folder = Path.Combine(work, "misbehaving");
        foreach (var (name, deed) in s_deeds)
        {
            Plugins.Install(Path.Combine(folder, name), name, 0, Plugins.Greeting + $"""
                import os, time
                m = read()
                if m["params"].get("cursor"):
                    {deed}
                write(id=m["id"], result={"{"}"cursor": "1"{"}"}); sys.stdout.flush(); read()
                """, (int)length.TotalSeconds);
        }

        var (host, _) = await HostProcess.Start(Checkout.Plans, Path.Combine(work, "misbehaving-data"), "/readyz", folder);
        using (host)
        {
            using var http = Plugins.Client(host);
            foreach (var (name, _) in s_deeds) await Plugins.Wait(http, name, run => run.GetProperty("state").GetString() == "well");
            var targets = (await Measurements.Targets(host)).Where(target => target.Plan == "contoh").DistinctBy(target => target.Commitment).ToList();
            await Load(host, targets, length); // the compiler's warm-up
            var organisation = host.Organisation("partner-academia");
            var all = (Quiet: new Taken([], []), Beside: new Taken([], []));
            foreach (var (name, _) in s_deeds)
            {
                var (quiet, beside) = (new Taken([], []), new Taken([], []));
                for (var round = 0; round < Rounds; round++)
                {
                    quiet.Add(await Load(host, targets, length / Rounds));
                    using var stop = new CancellationTokenSource();
                    var misbehaving = KeepRunning(http, name, organisation, stop.Token);
                    beside.Add(await Load(host, targets, length / Rounds));
                    await stop.CancelAsync();
                    await misbehaving;
                    await Plugins.Wait(http, name, run => run.GetProperty("state").GetString() != "running");
                }

                Print(name, quiet, beside);
                all.Quiet.Add(quiet);
                all.Beside.Add(beside);
            }

            Print("all together", all.Quiet, all.Beside);
        }
    }

    /// <summary>Starts it again whenever it was ended, and lets it out of quarantine to do so.</summary>
    private static async Task KeepRunning(HttpClient http, string plugin, string organisation, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await Post("runs", "{}")) await Post("reinstatement", $$"""{"organisation": "{{organisation}}", "reason": "The load harness goes on."}""");
            // The host itself waits for a minute and longer after a failure, and stops after five: once a second is far worse already.
            await Task.Delay(1000, CancellationToken.None);
        }

        async Task<bool> Post(string what, string body)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/plugins/{plugin}/{what}");
            asked.Headers.Add("Idempotency-Key", $"bench-{plugin}-{Stopwatch.GetTimestamp()}");
            asked.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(asked, CancellationToken.None);
            return answer.IsSuccessStatusCode;
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

    private static void Print(string name, Taken quiet, Taken beside)
    {
        Console.WriteLine($"  {name,-13} page p99 {Moved(quiet.Pages, beside.Pages)}   update p99 {Moved(quiet.Updates, beside.Updates)}   (goal < 20 %)");

        static string Moved(List<double> quiet, List<double> beside)
        {
            var (before, after) = (Measurements.At(quiet, 0.99), Measurements.At(beside, 0.99));
            return string.Create(CultureInfo.InvariantCulture, $"{before,6:F1} ms, beside it {after,6:F1} ms: moves by {100 * ((after / before) - 1),4:F0} %");
        }
    }

    private readonly record struct Taken(List<double> Pages, List<double> Updates)
    {
        public void Add(Taken other)
        {
            Pages.AddRange(other.Pages);
            Updates.AddRange(other.Updates);
        }
    }
}
