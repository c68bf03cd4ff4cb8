namespace Tracker.PluginRunner.Manifest;

/// <summary>Something wrong with a plugin's folder.</summary>
/// <param name="File">The file, relative to the folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Code">Kebab-case and stable.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record Finding(string File, int Line, int Column, string Code, string Message, string Advice)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Code}: {Message}, {Advice}";
}
