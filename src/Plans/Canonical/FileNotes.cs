using System.Collections.Immutable;
using Tracker.Plans.History;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Canonical;

/// <summary>What a plan's files hold beyond what the tracker learns of them: formatting keeps it.</summary>
internal sealed class FileNotes
{
    private readonly Dictionary<string, Comments> comments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Officer> officers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<HistoryRow>> rows = new(StringComparer.Ordinal);

    public static FileNotes None { get; } = new();

    /// <param name="files">Files that were read without an error.</param>
    public static FileNotes Read(IReadOnlyDictionary<string, byte[]> files)
    {
        var notes = new FileNotes();
        foreach (var (path, bytes) in files)
        {
            if (SourceFile.Read(path, bytes, []) is not { } source) continue;
            if (HistoryFiles.All.FirstOrDefault(file => file.Path == path).Columns is { } columns)
            {
                notes.rows[path] = CsvRows.Read(source, columns);
                continue;
            }

            var keys = KeysOf(path);
            notes.comments[path] = Comments.Read(source, keys);
            if (Officer.Read(source, keys) is { } officer) notes.officers[path] = officer;
        }

        return notes;
    }

    /// <summary>The keys of a file's front matter, by its name.</summary>
    public static KeyTable KeysOf(string path) => path == "plan.md" ? Keys.Plan
        : PlanFolder.PlanName().IsMatch(path) ? new KeyTable()
        : PlanFolder.CommitmentName().Match(path).Groups["lang"].Success ? Keys.Translation
        : Keys.Commitment;

    public Comments CommentsOf(string path) => comments.GetValueOrDefault(path, Comments.None);

    public Officer? OfficerOf(string path) => officers.GetValueOrDefault(path);

    /// <returns>Null: there is no such file.</returns>
    public List<HistoryRow>? Rows(string path) => rows.GetValueOrDefault(path);
}
