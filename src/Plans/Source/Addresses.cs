namespace Tracker.Plans.Source;

/// <summary>Addresses of sources.</summary>
internal static class Addresses
{
    public static string? Address(this SourceFile source, Piece piece)
    {
        if (piece.Text.Length <= 2048 && Uri.TryCreate(piece.Text, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", Host.Length: > 0, UserInfo.Length: 0 }) return piece.Text;
        source.Error(piece.Place, "source-wrong", $"`{Fields.Cut(piece.Text)}` is not an address that can be opened", "write the whole address, beginning with https://");
        return null;
    }
}
