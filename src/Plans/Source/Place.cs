namespace Tracker.Plans.Source;

/// <summary>Where something stands in a file: line and column from 1.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public static Place First { get; } = new(1, 1);
}

/// <summary>A piece of a file and where it begins.</summary>
internal sealed record Piece(string Text, Place Place);
