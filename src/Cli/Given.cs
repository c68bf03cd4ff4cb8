namespace Tracker.Cli;

/// <summary>Paths that a command was given: what cannot be used is said with what to do.</summary>
internal static class Given
{
    /// <param name="path">Of a file.</param>
    /// <param name="most">What it may weigh, in MB.</param>
    /// <exception cref="NotUsable">It is none, or too large.</exception>
    public static byte[] Bytes(string path, int? most = null)
    {
        if (Directory.Exists(path)) throw new NotUsable($"{path} is a folder: give the file itself.");
        if (!File.Exists(path)) throw new NotUsable($"There is no file {path}: look at the path.");
        if (most is { } megabytes && new FileInfo(path).Length > (long)megabytes << 20) throw new NotUsable($"{path} has more than {megabytes} MB.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new NotUsable($"{path} cannot be read: {closed.Message}", closed);
        }
    }

    /// <summary>Today, where on earth it is latest: what is after it has happened nowhere.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));

    /// <summary>The folder that a plan's files go into: never over another.</summary>
    /// <param name="to">The folder of plans.</param>
    /// <param name="plan">The plan's id.</param>
    /// <exception cref="NotUsable">There is something already.</exception>
    public static string FolderOf(string plan, string to)
    {
        Folder(to);
        var folder = Path.Combine(to, plan);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new NotUsable($"{folder} is there already, and nothing was written: move it away, or name another folder with --to.");
        return folder;
    }

    /// <param name="path">Of a folder; one that is not there yet will be made.</param>
    /// <exception cref="NotUsable">It is a file.</exception>
    public static void Folder(string path)
    {
        if (File.Exists(path)) throw new NotUsable($"{path} is a file, and nothing was written: name a folder with --to.");
    }
}
