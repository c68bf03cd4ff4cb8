using System.Text;
using Tracker.PluginRunner.Archive;

namespace Tracker.Plugins.Tests.Archive;

internal static class Some
{
    public static readonly DateTimeOffset Time = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static byte[] Bytes(string text = "a dataset\n") => Encoding.UTF8.GetBytes(text);

    public static ArchivedSource Source(byte[] bytes, string address = "https://data.example.org/a.csv") =>
        new(SourceArchive.DigestOf(bytes), bytes.Length, address, address, Time, 200, "text/csv", [new("content-type", "text/csv"), new("etag", "\"1\"")]);
}
