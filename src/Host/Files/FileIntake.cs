using System.Text;
using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Files;

/// <summary>
/// From bytes that have all arrived to a file on the ledger: looked at, cleaned, kept, and only then said. Whatever stops it
/// half-way, the same again goes on from there, and it is said once.
/// </summary>
public sealed class FileIntake(
    Uploads uploads, KeptBytes kept, EvidenceViews evidence, IMediator mediator, IOptions<TrackerOptions> options, ILogger<FileIntake> log)
{
    // One at a time: whatever is sent, looking at it takes at most two files' room.
    private static readonly SemaphoreSlim s_looking = new(1, 1);

    /// <summary>Takes a whole file at once, as a form without JavaScript sends it. Whatever door it came in by asks before.</summary>
    /// <param name="file">What is said of it.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="actor">Who sends it; <see cref="Actor.By"/> is whose files it counts among.</param>
    /// <param name="key">The form's own: sent again, it is recorded once.</param>
    /// <param name="room">Bytes that this sender's files may have together; null: an account's.</param>
    public async Task<WriteOutcome> Take(FileSent file, Stream bytes, Actor actor, string key, long? room = null)
    {
        var (upload, why) = await uploads.Begin(
            actor.By, key, file.Evidence, file.Name, file.Size, file.KeepPlace, room ?? (long)options.Value.FileMegabytesPerAccount << 20);
        if (upload is null) return why is null ? new WriteOutcome.KeyReused() : new WriteOutcome.Declined(why);
        try
        {
            if (upload.Kept is null && await uploads.Append(upload, offset: null, bytes, CancellationToken.None) is { } refused) return new WriteOutcome.Declined(refused);
        }
        catch (IOException full)
        {
            log.LogError(full, "The disk did not take the file {File}", upload.Id);
            await Drop(upload);
            return new WriteOutcome.Full();
        }

        return uploads.Offset(upload) == upload.Size ? await Finish(upload, actor) : new WriteOutcome.Declined(FileContent.Damaged());
    }

    /// <summary>Ends an upload that is whole.</summary>
    /// <param name="upload">The upload; <see cref="Uploads.Offset"/> is its size.</param>
    /// <param name="actor">Who sends it.</param>
    public async Task<WriteOutcome> Finish(Upload upload, Actor actor)
    {
        WriteOutcome? outcome = null;
        // A started write finishes, whoever asked may leave.
        return await uploads.Alone(upload.Id, async () => outcome = await Finished(upload, actor))
            ? outcome! // what ran alone has set it
            : new WriteOutcome.Declined(DoorRules.UploadBusy.Refuse("Upload-Offset"));
    }

    /// <summary>The key of the entry, from the key of the upload: apart from that of any command that was sent under the same.</summary>
    public static string LedgerKey(string key) => $"file:{key}";

    /// <summary>Forgets an upload that will not be finished.</summary>
    public Task Drop(Upload upload) => uploads.Drop(upload, kept.Remove);

    /// <summary>Where the ledger has it, as far as it has been read; null: not yet.</summary>
    public (string Log, long Index)? Entry(Upload upload) => evidence.File(upload.Id) is { } found ? (found.Log, found.File.Index) : null;

    private async Task<WriteOutcome> Finished(Upload begun, Actor actor)
    {
        if (await uploads.Find(begun.Id) is not { } upload) return new WriteOutcome.Declined(DoorRules.UploadUnknown.Refuse());
        // What was said is said again, whatever became of the piece and of its sender's roles since.
        if (evidence.File(upload.Id) is { } there)
        {
            await uploads.Attached(upload.Id);
            return new WriteOutcome.Done(there.Evidence.Value, there.File.Version, there.Log, there.File.Index, Shown: true);
        }

        if (upload.Kept is null)
        {
            var (looked, outcome) = await Looked(upload);
            if (looked is null) return outcome ?? new WriteOutcome.Unknown();
            upload = looked;
        }

        if (upload.Kept is not { } file) return new WriteOutcome.Unknown();
        var same = await uploads.SameBytes(upload, file.Sha256);
        if (actor.Role == Role.Visitor && same.Exists(known => IsThere(known, file)))
        {
            await Drop(upload);
            return new WriteOutcome.Declined(Rules.FileAttachedAlready.Refuse("file"));
        }

        var said = await mediator.Send(
            new Write<AttachFile>(
                new(upload.Id, file.Type, file.Size, FileNames.Of(upload.Name, file.Type), file.Sha256, file.Place, Replaced(same, file)), upload.Evidence, actor, LedgerKey(upload.Key)),
            CancellationToken.None);
        if (said is WriteOutcome.Done) await uploads.Attached(upload.Id);
        if (said is WriteOutcome.Declined) await Drop(upload);
        return said;
    }

    /// <summary>
    /// Whether the piece has this very file already, and it says as much. The rule asks the same, but what is held has no digest that a
    /// rule could see. A file that was kept from the world by itself can be sent again.
    /// </summary>
    private bool IsThere(Upload known, KeptFile file) =>
        (known.Kept?.Place is not null || file.Place is null) && evidence.File(known.Id) is { File.Refused: false };

    /// <summary>The same photograph without its place, which this one says.</summary>
    private static FileId? Replaced(List<Upload> same, KeptFile file) =>
        file.Place is null ? null : same.LastOrDefault(known => known.Kept is { Place: null })?.Id;

    private async Task<(Upload? Upload, WriteOutcome? Outcome)> Looked(Upload upload)
    {
        await s_looking.WaitAsync();
        try
        {
            var (clean, why) = FileContent.Read(await uploads.Bytes(upload, CancellationToken.None));
            if (clean is null)
            {
                await Drop(upload);
                return (null, new WriteOutcome.Declined(why!)); // one of the two is there
            }

            return (await uploads.Keep(
                upload, clean.Type, upload.KeepPlace ? clean.Place : null, () => (kept.Keep(clean.Bytes.Span), clean.Bytes.Length)), null);
        }
        catch (IOException full)
        {
            log.LogError(full, "The disk did not take the file {File}", upload.Id);
            return (null, new WriteOutcome.Full());
        }
        finally
        {
            s_looking.Release();
        }
    }
}

/// <summary>What is said of a file that is sent whole.</summary>
/// <param name="Evidence">The piece it is for.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="KeepPlace">Whether its sender wants to be said where a photograph was taken.</param>
public sealed record FileSent(EvidenceId Evidence, string Name, long Size, bool KeepPlace);

/// <summary>What files are called.</summary>
public static class FileNames
{
    /// <summary>The endings of a type, the usual one first.</summary>
    public static IReadOnlyList<string> Endings(FileType type) => type switch
    {
        FileType.Pdf => [".pdf"],
        FileType.Jpeg => [".jpg", ".jpeg", ".jpe"],
        FileType.Png => [".png"],
        FileType.WebP => [".webp"],
        _ => [".csv"],
    };

    /// <summary>The name with an ending that says what the file is: who saves it opens it as that and as nothing else.</summary>
    public static string Of(string name, FileType type)
    {
        var known = Wording.Clean(name) ?? "";
        if (Endings(type).Any(ending => known.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && known.Length > ending.Length)) return known;
        var ending = Endings(type)[0];
        while (Encoding.UTF8.GetByteCount(known) + ending.Length > FileRules.LongestName) known = known[..^(char.IsLowSurrogate(known[^1]) ? 2 : 1)];
        return known + ending;
    }

    /// <summary>A name that a browser sent, without the folders that some send with it; a neutral one where it may not be recorded.</summary>
    public static string Sent(string? name)
    {
        var own = (name ?? "").Split('/', '\\')[^1].Trim();
        return FileRules.Name(own) is null ? own : "file" + Path.GetExtension(own) switch
        {
            { Length: > 1 and <= 6 } ending when ending.Skip(1).All(char.IsAsciiLetterOrDigit) => ending.ToLowerInvariant(),
            _ => "",
        };
    }
}
