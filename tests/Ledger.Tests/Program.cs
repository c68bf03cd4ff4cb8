using System.Globalization;

namespace Tracker.Ledger.Tests;

/// <summary>
/// The test assembly as a program that writes until it is killed: prints each stream whose entry was acknowledged. A kill
/// must hit a process of its own.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        if (args is not ["write-until-killed", var path, var round])
        {
            return;
        }

        await using var folder = LedgerFolder.Open(path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var printing = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var stream = string.Create(CultureInfo.InvariantCulture, $"kill/{round}-{client}-{i}");
                await writer.Append(Some.Submission(stream, entries: [Some.Entry(texts: Some.Personal()), Some.Entry()]), CancellationToken.None);
                lock (printing)
                {
                    Console.Out.WriteLine(stream);
                }
            }
        })));
    }
}
