using System.Diagnostics;
using System.Text;
using Tracker.Ledger;

namespace Tracker.Load;

/// <summary>The ledger alone: appends of an entry with two texts, durable, in the tree, 64 waiting at once, without anything around it.</summary>
internal static class RawLedger
{
    /// <returns>Appends a second.</returns>
    public static async Task<double> AppendsPerSecond(string folder, TimeSpan length)
    {
        await using var ledger = LedgerFolder.Open(folder, "bench.example.org/ledger", TimeProvider.System);
        await using var writer = ledger.OpenWriter("raw");
        var facts = Encoding.UTF8.GetBytes("""{"role":"plugin","shows":"Limited","on":"2026-01-31"}""");
        var watch = Stopwatch.StartNew();
        long appended = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(client => Task.Run(async () =>
        {
            for (var i = 0; watch.Elapsed < length; i++)
            {
                var stream = $"raw/{client}/{i}";
                await writer.Append(
                    new(stream, 0, "bench", stream, "digest", [new("evidence.submitted", facts, [new("title", "A draft", TextKind.Personal), new("summary", new string('x', 200), TextKind.Personal)])]),
                    CancellationToken.None);
                Interlocked.Increment(ref appended);
            }
        })));
        return appended / watch.Elapsed.TotalSeconds;
    }
}
