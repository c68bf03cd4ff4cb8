namespace Tracker.Plugins.Tests.Archive;

/// <summary>A folder for one test's archive, gone afterwards.</summary>
internal sealed class ArchiveFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tracker-archive-").FullName;

    /// <summary>Where bytes of this digest lie.</summary>
    public string Body(string sha256) => System.IO.Path.Combine(Path, sha256[..2], sha256[2..4], sha256);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
