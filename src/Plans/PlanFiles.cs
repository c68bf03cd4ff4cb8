using System.Collections.Immutable;

namespace Tracker.Plans;

/// <summary>What looking at plan files found.</summary>
/// <param name="Plans">How many plan folders were read.</param>
/// <param name="Findings">By plan, file, line and column.</param>
public sealed record LintResult(int Plans, ImmutableArray<Finding> Findings);

/// <summary>Looks at whatever a path names: a plan's folder, one of its files, or the folder of all plans.</summary>
public static class PlanFiles
{
    /// <param name="path">The path.</param>
    /// <param name="today">Today, where it is latest: what a history says to have happened later is warned of; null: nobody asks.</param>
    /// <exception cref="NotUsable">There is nothing at the path.</exception>
    public static LintResult Lint(string path, DateOnly? today = null)
    {
        if (File.Exists(path)) return LintFile(path, today);
        if (!Directory.Exists(path)) throw new NotUsable($"There is no {path}: give a plan's folder, one of its files, or the folder of all plans.");
        var folders = PlanFolder.IsOne(path) ? [path] : PlanFolder.In(path);
        if (folders.Length == 0) folders = [path]; // an empty folder is a plan without plan.md
        return new(folders.Length, [.. folders.SelectMany(folder => LintFolder(folder, today))]);
    }

    /// <summary>A file says nothing alone: its whole plan is read, and its own findings shown.</summary>
    private static LintResult LintFile(string path, DateOnly? today)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        if (Path.GetFileName(folder) == "history") folder = Path.GetDirectoryName(folder) is { Length: > 0 } above ? above : Path.Combine(folder, "..");
        var whole = Path.GetFullPath(path);
        return new(1, [.. LintFolder(folder, today).Where(finding => Path.GetFullPath(finding.File) == whole)]);
    }

    private static ImmutableArray<Finding> LintFolder(string folder, DateOnly? today)
    {
        var reading = today is { } day ? PlanFolder.Read(folder, day) : PlanFolder.Read(folder);
        var script = Path.Combine(folder, ScriptFile.Name);
        return reading.Plan is { } plan && File.Exists(script)
            ? [.. reading.Findings, .. ScriptFile.Read(script, plan).Findings]
            : reading.Findings;
    }
}
