using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tracker.Load;

/// <summary>Plugins: how long it takes from start to first draft, and a run of a few drafts, how many drafts a second reach the ledger, and what that costs the host.</summary>
internal static class Plugins
{
    private const int Runs = 10;
    private const int Drafts = 100_000;
    private const int Before = 25_000; // a host that has just started compiles and fills its caches

    /// <summary>How a plugin in Python reads and writes messages, up to its greeting.</summary>
    public const string Greeting = """
        import json, sys

        def read():
            length = 0
            while True:
                line = sys.stdin.buffer.readline()
                if not line: sys.exit(0)
                if line == b"\r\n": break
                length = int(line.split(b":")[1])
            return json.loads(sys.stdin.buffer.read(length))

        def write(**message):
            body = json.dumps({"jsonrpc": "2.0", **message}).encode()
            sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

        m = read(); settings = m["params"]["settings"]
        write(id=m["id"], result={"protocol": "1.0", "name": "drafts", "version": "1.0.0"}); sys.stdout.flush()

        """;

    // Thirty-two drafts on their way at once, as many as the host takes.
    private const string Drafting = Greeting + """
        while True:
            m = read()
            if m["method"] == "shutdown":
                write(id=m["id"], result={}); sys.stdout.flush(); sys.exit(0)
            write(id=0, method="fetch", params={"address": settings["feed"]}); sys.stdout.flush()
            got = read()["result"]
            count = int(settings["count"]); first = int(m["params"].get("cursor") or 0)
            for start in range(first, first + count, 32):
                window = range(start, min(start + 32, first + count))
                for i in window:
                    write(id=i + 1, method="evidence", params={"draft": {
                        "key": "k%d" % i, "plan": "contoh", "commitment": "1", "milestone": "1.1", "kind": "measurement",
                        "title": "A draft", "summary": "Measured, not meant.", "on": "2025-06-30", "shows": "Limited", "stance": "supports",
                        "sources": [{"sha256": got["sha256"], "address": got["address"]}]}})
                sys.stdout.flush()
                for i in window: read()
            write(id=m["id"], result={"cursor": str(first + count)}); sys.stdout.flush()
        """;

    public static async Task Measure(string work, TimeSpan length)
    {
        Console.WriteLine("\nPlugins, in their sandbox");
        var shipped = Path.Combine(work, "shipped");
        Install(Path.Combine(shipped, "few"), "few", 2);
        Copy(Path.Combine(Path.GetDirectoryName(Checkout.Host)!, "shipped", "open-contracting"), Path.Combine(shipped, "open-contracting")); // the host has a folder
        Console.WriteLine($"  start to first draft, C#              {await FirstDraft.Median(Path.Combine(shipped, "open-contracting"), Runs),10:F0} ms  (median of {Runs}; the process and its sandbox, without the host)");
        Console.WriteLine($"  start to first draft, Python          {await FirstDraft.Median(Path.Combine(shipped, "few"), Runs),10:F0} ms");
        var (host, _) = await HostProcess.Start(Checkout.Plans, Path.Combine(work, "plugins"), "/readyz", shipped);
        using (host)
        {
            using var http = Client(host);
            Console.WriteLine($"  start to end of two drafts, C#        {await Median(http, "open-contracting"),10:F2} s   (median of {Runs} runs)");
            Console.WriteLine($"  start to end of two drafts, Python    {await Median(http, "few"),10:F2} s");
        }

        var raw = await RawLedger.AppendsPerSecond(Path.Combine(work, "raw-ledger"), length / 2);
        var many = Path.Combine(work, "many");
        Install(Path.Combine(many, "many"), "many", Before + Drafts);
        (host, _) = await HostProcess.Start(Checkout.Plans, Path.Combine(work, "many-data"), "/readyz", many);
        using (host)
        {
            using var http = Client(host);
            var memory = new List<(int Eighth, double MiB, HostMemory? Parts)>();
            var run = await Wait(http, "many", so =>
            {
                if (so.GetProperty("state").GetString() != "running") return true;
                var drafts = so.GetProperty("drafts").GetInt32() - Before;
                if (drafts >= 0) memory.Add((drafts * 8 / Drafts, host.MemoryMiB, host.Memory));
                return false;
            }, TimeSpan.FromSeconds(2)); // the looking costs the host something too, and a host that is asked for more takes fewer drafts
            var rate = run.GetProperty("accepted").GetInt32() / run.GetProperty("seconds").GetDouble();
            Console.WriteLine($"  run of {Before + Drafts:N0} drafts                 {run.GetProperty("state").GetString(),10}     accepted {run.GetProperty("accepted").GetInt32()}, refused {run.GetProperty("refused").GetInt32()}, {run.GetProperty("seconds").GetDouble():F0} s");
            Console.WriteLine($"  drafts onto the ledger                {rate,10:F0} /s");
            Console.WriteLine($"  the ledger alone, 64 at once          {raw,10:F0} /s   ratio {rate / raw:F2}");
            Console.WriteLine($"  memory of the host, by eighths        {Eighths(one => one.MiB)} MiB   (the mean of each, of the last {Drafts:N0})");
            if (memory.Any(one => one.Parts is null)) return;
            Console.WriteLine($"    the collected heap                  {Eighths(one => one.Parts!.Managed)}");
            Console.WriteLine($"    native: SQLite's caches and others  {Eighths(one => one.Parts!.Native)}");
            Console.WriteLine($"    code compiled as it ran             {Eighths(one => one.Parts!.Code)}");
            Console.WriteLine($"    mapped files, shared                {Eighths(one => one.Parts!.Files)}");

            // The collected heap goes up and down by a tenth between two collections: one look at it says little.
            string Eighths(Func<(int Eighth, double MiB, HostMemory? Parts), double> of) => string.Join(", ", memory
                .GroupBy(one => one.Eighth, of)
                .Select(eighth => eighth.Average().ToString("F0", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static async Task<double> Median(HttpClient http, string plugin)
    {
        await Wait(http, plugin, run => run.GetProperty("state").GetString() != "running"); // the first, by the clock
        var seconds = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var last = (await Newest(http, plugin))!.Value.GetProperty("run").GetInt64();
            using var asked = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/plugins/{plugin}/runs");
            asked.Headers.Add("Idempotency-Key", $"bench-{plugin}-{i}");
            asked.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            (await http.SendAsync(asked)).EnsureSuccessStatusCode();
            var run = await Wait(http, plugin, one => one.GetProperty("run").GetInt64() > last && one.GetProperty("state").GetString() != "running");
            if (run.GetProperty("state").GetString() != "well") throw new InvalidOperationException($"A run of {plugin} failed: {run}");
            seconds.Add(run.GetProperty("seconds").GetDouble());
        }

        seconds.Sort();
        return seconds[Runs / 2];
    }

    public static async Task<JsonElement> Wait(HttpClient http, string plugin, Func<JsonElement, bool> until, TimeSpan? every = null)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(10))
        {
            if (await Newest(http, plugin) is { } run && until(run)) return run;
            await Task.Delay(every ?? TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException($"{plugin} was not done after ten minutes.");
    }

    private static async Task<JsonElement?> Newest(HttpClient http, string plugin)
    {
        using var answer = await http.GetAsync($"/api/v1/plugins/{plugin}/runs?limit=1");
        return answer.IsSuccessStatusCode && JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement is { ValueKind: JsonValueKind.Array } runs && runs.GetArrayLength() > 0
            ? runs[0]
            : null;
    }

    public static HttpClient Client(HostProcess host) => new()
    {
        BaseAddress = host.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", host.Token("admin")) },
    };

    private static void Install(string folder, string id, int drafts) => Install(folder, id, drafts, Drafting, 1800);

    /// <summary>Writes a plugin's folder.</summary>
    public static void Install(string folder, string id, int drafts, string program, int seconds, string feed = "A source.")
    {
        Directory.CreateDirectory(Path.Combine(folder, "samples", "feed"));
        File.WriteAllText(Path.Combine(folder, "plugin.py"), program);
        File.WriteAllText(Path.Combine(folder, "samples", "feed", "feed.txt"), feed);
        File.WriteAllText(Path.Combine(folder, "samples", "settings.json"), $$"""{"feed": "{feed}/feed.txt", "count": {{drafts}}}""");
        File.WriteAllText(Path.Combine(folder, "plugin.yaml"), $$"""
            id: {{id}}
            name: {id: Ukuran, en: Measured}
            version: 1.0.0
            protocol: "1.0"
            partners: [academia]
            maintainer: {name: The load harness, contact: https://example.org/}
            licence: Apache-2.0
            command: [/usr/bin/python3, -u, plugin.py]
            settings:
              type: object
              properties:
                feed: {type: string}
                count: {type: integer}
              required: [feed, count]
            fetch: ["{feed}"]
            limits: {seconds: {{seconds}}, memory: 256, output: 512, processes: 4}
            """);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!); // a file has a folder
            File.Copy(file, place);
        }
    }
}
