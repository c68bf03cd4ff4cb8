using System.Collections.Immutable;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What a plugin logged: the first lines of it, and how much more it was.</summary>
/// <param name="First">The first lines, each <c>level: text</c>, at most <see cref="MostLines"/>, as a terminal may show them.</param>
/// <param name="More">How many lines came after them.</param>
public sealed record PluginLog(ImmutableArray<string> First, int More)
{
    /// <summary>How many lines are kept.</summary>
    public const int MostLines = 50;

    /// <summary>It logged nothing, or did not run.</summary>
    public static PluginLog Empty { get; } = new([], 0);
}

/// <summary>Listens to what a plugin logs.</summary>
internal sealed class LogLines
{
    private const int MostLetters = 2_000; // as the protocol keeps them
    private readonly List<string> _first = [];
    private int _count;

    public PluginLog Kept => new([.. _first], _count - _first.Count);

    public void Add(string level, string text)
    {
        if (++_count > PluginLog.MostLines) return;
        var line = $"{level}: {(text.Length <= MostLetters ? text : text[..MostLetters] + "…")}";
        _first.Add(TerminalText.Line(line));
    }
}
