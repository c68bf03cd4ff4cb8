using Tracker.Domain.Text;

namespace Tracker.Plans.Source;

/// <summary>Addresses of sources.</summary>
internal static class Addresses
{
    public static string? Address(this SourceFile source, Piece piece)
    {
        if (Wording.Source("source", piece.Text) is null) return piece.Text;
        source.Error(piece.Place, "source-wrong", $"`{Fields.Cut(piece.Text)}` is not an address that can be opened", $"write the whole address, beginning with https://");
        return null;
    }
}
