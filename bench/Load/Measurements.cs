using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracker.Load;

/// <summary>One leaf that somebody may report on, and what a report needs.</summary>
internal sealed record Target(string Plan, string Commitment, string Leaf, string Token, string? Period)
{
    public long Version { get; set; }
}

/// <summary>What is measured: the goals P1 and P2, and the start.</summary>
internal static class Measurements
{
    private const int Clients = 64;

    /// <summary>Durable accepted updates over HTTP: fsync'd, authorised, through the grain; against SQLite's own commits.</summary>
    public static async Task Updates(string what, string plans, string work, TimeSpan length)
    {
        Console.WriteLine($"\nDurable updates over {what}, {Clients} clients");
        var raw1 = RawSqlite.RowsPerSecond(work, 1, length / 2);
        var raw64 = RawSqlite.RowsPerSecond(work, 64, length / 2);
        var (host, toFirstPage) = await HostProcess.Start(plans, Path.Combine(work, Path.GetRandomFileName()), "/readyz");
        using (host)
        {
            Console.WriteLine($"  start to ready, plans published       {toFirstPage.TotalSeconds,10:F2} s");
            var targets = await Targets(host);
            await WarmUp(host, targets, length / 2);
            var (alone, _, _) = await Report(host, targets, length / 2, clients: 1);
            var (before, beside) = (host.ProcessorTime, Environment.CpuUsage.TotalTime);
            var (accepted, refused, latencies) = await Report(host, targets, length);
            var (spent, asking) = (host.ProcessorTime - before, Environment.CpuUsage.TotalTime - beside);
            var (one, rate) = (alone / (length / 2).TotalSeconds, accepted / length.TotalSeconds);
            Console.WriteLine($"  a flush of 4 KiB to this disk         {RawSqlite.FlushMicroseconds(work),10:F0} us");
            Console.WriteLine($"  raw SQLite, a row a commit            {raw1,10:F0} rows/s");
            Console.WriteLine($"  raw SQLite, 64 rows a commit          {raw64,10:F0} rows/s");
            Console.WriteLine($"  updates accepted (201)                {rate,10:F0} /s   p50 {At(latencies, 0.5):F1} ms, p99 {At(latencies, 0.99):F1} ms, other answers {refused}");
            Console.WriteLine($"  processor time of the host            {spent.TotalMicroseconds / accepted,10:F0} us an update   (the load generator: {asking.TotalMicroseconds / accepted:F0} us)");
            Console.WriteLine($"  updates accepted, a client alone      {one,10:F0} /s   (each its own commit; {Clients} together give {rate / one:F1} x)");
            Console.WriteLine($"  ratio to single-row commits           {rate / raw1,10:F2} x   (goal 1.0)");
            Console.WriteLine($"  ratio to 64-row commits               {rate / raw64,10:F2} x   (goal 0.3)");
            Console.WriteLine($"  memory of the host                    {host.MemoryMiB,10:F0} MiB");
        }
    }

    /// <summary>
    /// Reports until the compiler has done its work: until an update no longer costs less of the processor than the ones before,
    /// twice in a row. What is measured then is what a host does all day, not its first minute.
    /// </summary>
    private static async Task WarmUp(HostProcess host, List<Target> targets, TimeSpan length)
    {
        var least = double.MaxValue;
        for (var (round, settled) = (0, 0); settled < 2 && round < 16; round++)
        {
            var before = host.ProcessorTime;
            var (accepted, _, _) = await Report(host, targets, length);
            var each = (host.ProcessorTime - before).TotalMicroseconds / Math.Max(1, accepted);
            settled = each > 0.97 * least ? settled + 1 : 0;
            least = Math.Min(least, each);
        }
    }

    /// <summary>A commitment's page for an anonymous reader, whole and as 304, against bare Kestrel with the same bytes.</summary>
    public static async Task Pages(string work, TimeSpan length)
    {
        const string page = "/en/plans/contoh/commitments/1";
        Console.WriteLine($"\nA commitment's page, {page}, 16 clients");
        var data = Path.Combine(work, "pages");
        var (first, _) = await HostProcess.Start(Checkout.Plans, data, page);
        first.Dispose();
        var (host, toFirstPage) = await HostProcess.Start(Checkout.Plans, data, page);
        using (host)
        {
            Console.WriteLine($"  start to first page                   {toFirstPage.TotalSeconds,10:F2} s   (data from an earlier start)");
            using var wire = await Wire.Open(host.Address);
            while ((await wire.Send(Get(host.Address, "/readyz", null))).Status != 200) await Task.Delay(50);
            var answer = await wire.Send(Get(host.Address, page, null));
            var body = Path.Combine(work, "page.html");
            await File.WriteAllBytesAsync(body, answer.Body);
            var bareAddress = new Uri($"http://127.0.0.1:{HostProcess.FreePort()}");
            using var bare = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), "bare", body, bareAddress.Port.ToString(CultureInfo.InvariantCulture)]))!;
            try
            {
                await Listening(bareAddress);
                var whole = new List<(double Ours, double Bare)>();
                var unchanged = new List<(double Ours, double Bare)>();
                for (var round = 0; round < 3; round++)
                {
                    whole.Add((await Read(host.Address, page, null, 200, length / 3), await Read(bareAddress, "/", null, 200, length / 3)));
                    unchanged.Add((await Read(host.Address, page, answer.ETag, 304, length / 3), await Read(bareAddress, "/", "\"bare\"", 304, length / 3)));
                }

                Print($"page of {answer.Body.Length / 1024.0:F1} KiB", whole, "goal 0.80");
                Print("not modified (304)", unchanged, "goal 0.75");
                Console.WriteLine($"  memory of the host                    {host.MemoryMiB,10:F0} MiB");
            }
            finally
            {
                bare.Kill(entireProcessTree: true);
            }
        }

        static void Print(string what, List<(double Ours, double Bare)> rounds, string goal) =>
            Console.WriteLine($"  {what,-37} {rounds.Average(r => r.Ours),10:F0} /s   bare Kestrel {rounds.Average(r => r.Bare):F0} /s, ratio {rounds.Average(r => r.Ours / r.Bare):F2} ({goal})");
    }

    private static IEnumerable<string> Self() =>
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Measurements).Assembly.Location] : [];

    public static async Task<List<Target>> Targets(HostProcess host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        var tokens = host.OwnerTokens();
        var targets = new List<Target>();
        string? cursor = null;
        do
        {
            var list = await http.GetFromJsonAsync<JsonElement>($"/api/v1/commitments?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var item in list.GetProperty("items").EnumerateArray())
            {
                var plan = item.GetProperty("plan").GetString()!;
                var number = item.GetProperty("number").GetString()!;
                var whole = await http.GetFromJsonAsync<JsonElement>($"/api/v1/plans/{plan}/commitments/{number}");
                var version = whole.GetProperty("version").GetInt64();
                foreach (var milestone in whole.GetProperty("milestones").EnumerateArray())
                {
                    if (!milestone.GetProperty("leaf").GetBoolean()
                        || milestone.GetProperty("lead").GetString() is not { } lead
                        || !tokens.TryGetValue(lead, out var token)) continue;
                    targets.Add(new(plan, number, milestone.GetProperty("number").GetString()!, token, null) { Version = version });
                }
            }

            cursor = list.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return targets;
    }

    private static async Task<(long Accepted, long Refused, List<double> Milliseconds)> Report(
        HostProcess host, List<Target> targets, TimeSpan length, int clients = Clients)
    {
        long accepted = 0;
        long refused = 0;
        var latencies = new List<double>();
        var until = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            var mine = targets.Where((_, i) => i % clients == client).ToList();
            if (mine.Count == 0) return;
            var own = new List<double>();
            using var wire = await Wire.Open(host.Address);
            for (var n = 0; Stopwatch.GetTimestamp() < until; n++)
            {
                var target = mine[n % mine.Count];
                var sent = Stopwatch.GetTimestamp();
                var answer = await wire.Send(Post(host.Address, target, $"{client}-{n}-{sent}"));
                if (answer.Status == 201)
                {
                    Interlocked.Increment(ref accepted);
                    target.Version = VersionIn(answer.Body);
                    own.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }
                else if (answer.Body.AsSpan().IndexOf("plan-closed"u8) >= 0)
                {
                    mine.Remove(target); // nothing is reported there any more
                    if (mine.Count == 0) break;
                }
                else if (Interlocked.Increment(ref refused) == 1)
                {
                    Console.WriteLine($"  first other answer: {answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
                }
            }

            lock (latencies) latencies.AddRange(own);
        }));
        return (accepted, refused, latencies);
    }

    private static async Task<double> Read(Uri server, string path, string? etag, int expected, TimeSpan length)
    {
        long answers = 0;
        var request = Get(server, path, etag);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var wire = await Wire.Open(server);
            while (watch.Elapsed < length)
            {
                var answer = await wire.Send(request);
                if (answer.Status != expected) throw new InvalidOperationException($"{path} answered {answer.Status}, not {expected}.");
                Interlocked.Increment(ref answers);
            }
        }));
        return answers / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The receipt's version; read as bytes, because the harness shares the machine with what it measures.</summary>
    public static long VersionIn(ReadOnlySpan<byte> receipt)
    {
        var name = "\"version\":"u8;
        var digits = receipt[(receipt.IndexOf(name) + name.Length)..];
        return long.Parse(digits[..digits.IndexOfAny((byte)',', (byte)'}')], CultureInfo.InvariantCulture);
    }

    public static byte[] Get(Uri server, string path, string? etag) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{(etag is null ? "" : $"If-None-Match: {etag}\r\n")}\r\n");

    public static byte[] Post(Uri server, Target target, string key)
    {
        const string body = """{"completion":"Limited","narrative":"Measured, not meant: a report of the load harness.","challenges":["Lack of resources"]}""";
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/plans/{target.Plan}/commitments/{target.Commitment}/milestones/{target.Leaf}/progress HTTP/1.1\r\n"
            + $"Host: {server.Authority}\r\nAuthorization: Bearer {target.Token}\r\nIdempotency-Key: {key}\r\nIf-Match: \"{target.Version}\"\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private static async Task Listening(Uri server)
    {
        while (true)
        {
            try
            {
                using var wire = await Wire.Open(server);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    public static double At(List<double> sorted, double share)
    {
        if (sorted.Count == 0) return 0;
        sorted.Sort();
        return sorted[(int)(share * (sorted.Count - 1))];
    }
}
