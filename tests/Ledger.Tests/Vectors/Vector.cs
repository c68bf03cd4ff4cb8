using System.Text.Json;
using Tracker.Support;

namespace Tracker.Ledger.Tests.Vectors;

/// <summary>The public test vectors, which lie beside the repository.</summary>
internal static class Vector
{
    public static string Path(string path) =>
        Required.File("../shared/data/vectors/" + path, "the public test vectors lie beside the repository, in ../shared/data/vectors");

    public static JsonElement Json(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path(path)));
        return json.RootElement.Clone();
    }
}
