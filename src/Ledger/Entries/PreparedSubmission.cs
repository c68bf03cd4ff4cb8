namespace Tracker.Ledger.Entries;

/// <summary>A submission checked and prepared, with the promise of its outcome.</summary>
internal sealed class PreparedSubmission
{
    private PreparedSubmission(Submission submission, PreparedEntry[] entries) => (Submission, Entries) = (submission, entries);

    public Submission Submission { get; }

    public PreparedEntry[] Entries { get; }

    public TaskCompletionSource<AppendOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static PreparedSubmission Of(Submission submission)
    {
        if (!EntryShape.Stream().IsMatch(submission.Stream))
        {
            throw new ArgumentException($"'{submission.Stream}' is not a stream.");
        }

        if (submission.ExpectedVersion < 0)
        {
            throw new ArgumentException($"A version is never {submission.ExpectedVersion}.");
        }

        if (submission.Actor.Length is 0 or > 200 || submission.Key.Length is 0 or > 200 || submission.RequestDigest.Length is 0 or > 200)
        {
            throw new ArgumentException("Actor, key and request digest have 1 to 200 characters.");
        }

        if (submission.Entries.IsDefaultOrEmpty || submission.Entries.Length > EntryShape.MostEntries)
        {
            throw new ArgumentException($"A submission has 1 to {EntryShape.MostEntries} entries.");
        }

        long length = 0;
        foreach (var entry in submission.Entries)
        {
            length += entry.Facts.Length;
            foreach (var text in entry.Texts.IsDefault ? [] : entry.Texts)
            {
                length += System.Text.Encoding.UTF8.GetByteCount(text.Value);
            }
        }

        if (length > EntryShape.LargestSubmission)
        {
            throw new ArgumentException($"A submission has at most 1 MiB; this one has {length} bytes.");
        }

        return new PreparedSubmission(submission, [.. submission.Entries.Select(e => PreparedEntry.Of(submission.Stream, e))]);
    }
}
