using System.Globalization;
using Tracker.Ledger.Tree;

namespace Tracker.Ledger.Notes;

/// <summary>The signed text of a checkpoint: origin, size and root, a line each (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">The log's origin.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">Their RFC 6962 root, 32 bytes.</param>
public sealed record CheckpointText(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>Reads the text; anything not spelled as <see cref="ToString"/> spells it is refused, extension lines too.</summary>
    /// <param name="text">The text with its last newline.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="FormatException">It is not a checkpoint.</exception>
    public static CheckpointText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines is not [{ Length: > 0 } origin, var size, var root, ""]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            || StrictBase64.Decode(root) is not { Length: TreeHash.Size } hash
            || size != n.ToString(CultureInfo.InvariantCulture))
        {
            throw new FormatException("A checkpoint is three lines: origin, size, root.");
        }

        return new CheckpointText(origin, n, hash);
    }

    /// <summary>The text that is signed.</summary>
    /// <returns>Three lines, each with its newline.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");
}
