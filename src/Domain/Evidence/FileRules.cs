using System.Globalization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What may be attached to a piece of evidence. Pure and total.</summary>
public static class FileRules
{
    /// <summary>Bytes of one file.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    /// <summary>Files of one piece of evidence.</summary>
    public const int MostFiles = 10;

    /// <summary>UTF-8 bytes of a file's name.</summary>
    public const int LongestName = 120;

    /// <summary>
    /// Who sent it puts a file to it, while it waits or after it was sent back; then it waits again. Never to what was judged:
    /// that stays what was judged. Nor while an appeal waits: that is about what was sent back.
    /// </summary>
    /// <remarks>A visitor's file is held, as their words are.</remarks>
    /// <param name="waiting">How many pieces of the same organisation wait there already, as whoever calls has counted.</param>
    public static Outcome<EvidenceEvent> Attach(EvidenceState state, AttachFile command, Actor actor, int waiting)
    {
        var why = (actor.Role == Role.Visitor ? VisitorRules.Own(state, actor) : EvidenceRules.Own(state, actor))
            // What a plugin sent rests on sources that the host archived itself.
            ?? (actor.Role == Role.Plugin ? Rules.RoleNotAllowed.Refuse(null, ("role", Words.Of(actor.Role))) : null)
            ?? (state.Codings is null ? null : Rules.EvidenceIsReview.Refuse())
            ?? (state.Status is EvidenceStatus.Waiting or EvidenceStatus.Returned ? null : Rules.EvidenceNotOpen.Refuse(null, EvidenceRules.Status(state)))
            // What was sent back waits again with its file: not where no more may wait.
            ?? (state.Status == EvidenceStatus.Returned ? Room.For(actor, state.Stance, waiting) : null)
            ?? (state.Files.Length >= MostFiles ? Rules.TooManyFiles.Refuse("file", ("most", MostFiles.ToString(CultureInfo.InvariantCulture))) : null)
            ?? Words.Check<FileType>("type", command.Type)
            ?? Name(command.Name)
            ?? (command.File.Value is null || command.Size is < 1 or > MostBytes || !IsDigest(command.Sha256) ? Rules.FileUnchecked.Refuse("file") : null)
            ?? (state.HasFile(command.Sha256, command.Place is not null) ? Rules.FileAttachedAlready.Refuse("file") : null)
            ?? Wording.Optional("place", command.Place, 40);
        return why is not null ? why : new FileAttached(
            command.File, command.Type, command.Size, Wording.Personal(command.Name), Wording.Personal(command.Sha256), Wording.Personal(command.Place), command.Replaces);
    }

    /// <summary>A name that may be recorded: one line, no folders, nobody's address or number in it.</summary>
    public static Refused? Name(string? name) =>
        Wording.Line("name", name, LongestName)
        ?? (name!.AsSpan().ContainsAny('/', '\\') ? Rules.FileNameFolders.Refuse("name") : null); // Line refuses null

    private static bool IsDigest(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
