namespace Tracker.Cli;

/// <summary>One or many, as a language says them.</summary>
internal static class Counted
{
    public static Remark Plans(int count) => count == 1 ? Remark.Of($"1 plan") : Remark.Of($"{count} plans");

    public static Remark Commitments(int count) => count == 1 ? Remark.Of($"1 commitment") : Remark.Of($"{count} commitments");

    public static Remark Files(int count) => count == 1 ? Remark.Of($"1 file") : Remark.Of($"{count} files");

    public static Remark Errors(int count) => count == 1 ? Remark.Of($"1 error") : Remark.Of($"{count} errors");

    public static Remark Warnings(int count) => count == 1 ? Remark.Of($"1 warning") : Remark.Of($"{count} warnings");

    public static Remark Fetches(int count) => count == 1 ? Remark.Of($"1 fetch") : Remark.Of($"{count} fetches");

    public static Remark Drafts(int count) => count == 1 ? Remark.Of($"1 draft") : Remark.Of($"{count} drafts");

    public static Remark MoreLines(int count) => count == 1 ? Remark.Of($"and 1 more line") : Remark.Of($"and {count} more lines");

    public static Remark Notes(int count) => count == 1 ? Remark.Of($"1 note") : Remark.Of($"{count} notes");
}
