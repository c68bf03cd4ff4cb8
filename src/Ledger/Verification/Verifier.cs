using System.Collections.Immutable;
using System.Text;
using Tracker.Ledger.Notes;

namespace Tracker.Ledger.Verification;

/// <summary>
/// Verifies a whole log from the files that are served, and shares only the hash function with what wrote them. It
/// remembers the checkpoints it found sound, so that a log which later tells another history is caught.
/// </summary>
/// <param name="stateFolder">Where checkpoints are remembered; made when it is not there.</param>
/// <param name="clock">Against what the age of held texts in a live log is measured.</param>
/// <param name="progress">Hears how far the reading is; may be null.</param>
public sealed class Verifier(string stateFolder, TimeProvider clock, Action<string>? progress = null)
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(2);

    /// <summary>Verifies a log.</summary>
    /// <param name="place">The log's address, a folder, or a zip.</param>
    /// <param name="vkey">The log's key as somebody trusted gave it; null takes the key from the place itself, and says so.</param>
    /// <param name="ct">Stops the verification.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">The place cannot be read, or holds no log.</exception>
    /// <exception cref="HttpRequestException">The address does not answer.</exception>
    /// <exception cref="FormatException"><paramref name="vkey"/> is not a key.</exception>
    public async Task<VerificationResult> Verify(string place, string? vkey, CancellationToken ct)
    {
        using var source = LogSource.Open(place);
        var trusted = vkey is null ? null : NoteKey.Parse(vkey);
        var run = new Run(source, stateFolder, clock, progress ?? (_ => { }));
        var result = await run.Verify(trusted, ct);
        if (!run.MayBeTooEarly)
        {
            return result;
        }

        // A text erased after the checkpoint was fetched has its redaction under the next one.
        await Task.Delay(CheckpointInterval, ct);
        return await new Run(source, stateFolder, clock, progress ?? (_ => { })).Verify(trusted, ct);
    }

    /// <summary>One verification from beginning to end.</summary>
    private sealed class Run(ILogSource source, string stateFolder, TimeProvider clock, Action<string> progress)
    {
        private readonly Findings _findings = new();
        private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();

        /// <summary>Whether nothing is wrong but a missing text that the next checkpoint might explain.</summary>
        public bool MayBeTooEarly { get; private set; }

        public async Task<VerificationResult> Verify(NoteKey? trusted, CancellationToken ct)
        {
            var served = await Checkpoint(ct);
            var key = trusted ?? await ServedKey(ct);
            if (key is null || Open(served, key) is not { } checkpoint)
            {
                return Result(Verdict.Failed, key?.Name ?? "", 0);
            }

            var seen = RememberedLog.Read(stateFolder, checkpoint.Origin);
            if (seen is not null && seen.Key != key.ToString())
            {
                _findings.Add($"key: this log was seen before with the key {seen.Key}, and answers with another now. Only where you know that its data folder was made anew (a test, a development host): remember it apart with --state <folder>");
                return Result(Verdict.Failed, checkpoint.Origin, checkpoint.Size);
            }

            var earlier = Earlier(seen, key);
            foreach (var (old, note) in earlier)
            {
                if (old.Size == checkpoint.Size && !old.Root.Span.SequenceEqual(checkpoint.Root.Span))
                {
                    return Fork(checkpoint, note, served, $"two roots were signed for size {old.Size}");
                }
            }

            var (audit, roots) = await Audit(checkpoint, earlier, ct);
            if (audit.Size == checkpoint.Size && audit.Root().AsSpan().SequenceEqual(checkpoint.Root.Span))
            {
                foreach (var (old, note) in earlier)
                {
                    if (roots.TryGetValue(old.Size, out var root) && !old.Root.Span.SequenceEqual(root))
                    {
                        return Fork(checkpoint, note, served, $"the checkpoint of size {old.Size} seen before is no prefix of this log");
                    }
                }
            }

            if (_findings.Count > 0)
            {
                return Result(Verdict.Failed, checkpoint.Origin, checkpoint.Size);
            }

            (seen ?? new RememberedLog(checkpoint.Origin, key.ToString(), [])).With(served).Write(stateFolder);
            return Result(Verdict.Sound, checkpoint.Origin, checkpoint.Size);
        }

        private async Task<(LogAudit Audit, Dictionary<long, byte[]> Roots)> Audit(
            CheckpointText checkpoint, ImmutableArray<(CheckpointText Text, string Note)> earlier, CancellationToken ct)
        {
            var entries = new EntryAudit(_findings);
            var audit = new LogAudit(source, _findings, progress) { Entries = entries };
            var roots = await audit.ReadTo(checkpoint.Size, earlier.Select(e => e.Text.Size).ToHashSet(), ct);
            if (audit.Size == checkpoint.Size && !audit.Root().AsSpan().SequenceEqual(checkpoint.Root.Span))
            {
                _findings.Add($"checkpoint: the {checkpoint.Size} entries have the root {Convert.ToBase64String(audit.Root())}, and {Convert.ToBase64String(checkpoint.Root.Span)} was signed");
            }

            if (earlier.Select(e => e.Text.Size).DefaultIfEmpty().Max() is var most && most > checkpoint.Size)
            {
                var shorter = $"the log has {checkpoint.Size} entries, and had {most} when it was last verified";
                if (source.IsLive)
                {
                    _findings.Add("checkpoint: " + shorter);
                }
                else
                {
                    _notes.Add("an older copy: " + shorter);
                }
            }

            MayBeTooEarly = source.IsLive && _findings.Count == 0 && entries.AnyUnexplained;
            entries.Finish(source.IsLive ? clock.GetUtcNow() : entries.LastAt);
            if (entries.Held > 0)
            {
                _notes.Add($"{entries.Held} texts are held until somebody has looked at them");
            }

            if (entries.Hidden > 0)
            {
                _notes.Add($"{entries.Hidden} texts are hidden for at most 7 days by a decision that the log records");
            }

            if (entries.Refused > 0)
            {
                _notes.Add($"{entries.Refused} texts were kept from the world by a decision that the log records");
            }

            if (entries.Redacted > 0)
            {
                _notes.Add($"{entries.Redacted} texts were redacted");
            }

            _notes.AddRange(entries.StillHere);
            return (audit, roots);
        }

        private async Task<string> Checkpoint(CancellationToken ct) =>
            await Read("checkpoint", ct) ?? throw new IOException("There is no checkpoint: this is no log.");

        /// <summary>The key from the place itself: enough to find damage and forks, not to know who signed.</summary>
        private async Task<NoteKey?> ServedKey(CancellationToken ct)
        {
            var text = await Read("key", ct) ?? throw new IOException("There is no key here; give the log's key.");
            try
            {
                var key = text.EndsWith('\n') ? NoteKey.Parse(text[..^1]) : throw new FormatException("A key is a line.");
                _notes.Add($"the key was taken from the log itself: {key}");
                return key;
            }
            catch (FormatException e)
            {
                _findings.Add($"key: {e.Message}");
                return null;
            }
        }

        private async Task<string?> Read(string path, CancellationToken ct)
        {
            try
            {
                return await source.Read(path, ct) is { } bytes ? Encoding.Latin1.GetString(bytes) : null;
            }
            catch (InvalidDataException e)
            {
                _findings.Add($"{path}: damaged: {e.Message}");
                return "";
            }
        }

        private CheckpointText? Open(string note, NoteKey key)
        {
            try
            {
                var text = CheckpointText.Parse(SignedNote.Open(Encoding.Latin1.GetBytes(note), key).Text);
                if (text.Origin == key.Name)
                {
                    return text;
                }

                _findings.Add($"checkpoint: its origin is '{text.Origin}', and the key is of '{key.Name}'");
            }
            catch (FormatException e)
            {
                _findings.Add($"checkpoint: {e.Message}");
            }

            return null;
        }

        private static ImmutableArray<(CheckpointText Text, string Note)> Earlier(RememberedLog? seen, NoteKey key) =>
            seen is null ? [] : [.. seen.Notes.Select(n => (CheckpointText.Parse(SignedNote.Open(Encoding.Latin1.GetBytes(n), key).Text), n))];

        private VerificationResult Fork(CheckpointText checkpoint, string remembered, string served, string why)
        {
            var file = RememberedLog.WriteFork(stateFolder, checkpoint.Origin, remembered, served);
            _findings.Add($"fork: {why}; both signed checkpoints are in {file}");
            return Result(Verdict.Fork, checkpoint.Origin, checkpoint.Size);
        }

        private VerificationResult Result(Verdict verdict, string origin, long size) =>
            new(verdict, origin, size, _findings.ToImmutable(), _notes.ToImmutable());
    }
}
