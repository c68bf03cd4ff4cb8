using System.Collections.Immutable;

namespace Tracker.PluginRunner.Sandbox;

/// <summary>Why no program can be kept apart here.</summary>
/// <param name="Why">One of <see cref="All"/>, in English; whoever shows it to people has its words in their language.</param>
/// <param name="Saw">What was seen of it, for the operator; null: nothing more.</param>
public sealed record NoSandbox(string Why, string? Saw = null)
{
    /// <summary>Another system.</summary>
    public const string NotLinux = "there is no sandbox on this system: bubblewrap is Linux only";
    /// <summary>The program that makes sandboxes is not there.</summary>
    public const string NoBubblewrap = "bubblewrap is not installed (Debian: apt-get install bubblewrap)";
    /// <summary>The program that sets limits is not there.</summary>
    public const string NoLimits = "prlimit is not installed (Debian: apt-get install util-linux)";
    /// <summary>It is there and does not start.</summary>
    public const string NotStarted = "bubblewrap could not be started";
    /// <summary>It starts, and what it starts reaches what it must not.</summary>
    public const string NotApart = "bubblewrap does not keep a program apart here";
    /// <summary>It starts and does not end.</summary>
    public const string NoAnswer = "bubblewrap did not answer";

    /// <summary>Every reason.</summary>
    public static ImmutableArray<string> All { get; } = [NotLinux, NoBubblewrap, NoLimits, NotStarted, NotApart, NoAnswer];

    /// <summary>For the author of a plugin, in their language.</summary>
    internal Remark InWords()
    {
        var why = Why switch
        {
            NotLinux => Remark.Of($"there is no sandbox on this system: bubblewrap is Linux only"),
            NoBubblewrap => Remark.Of($"bubblewrap is not installed (Debian: apt-get install bubblewrap)"),
            NoLimits => Remark.Of($"prlimit is not installed (Debian: apt-get install util-linux)"),
            NotStarted => Remark.Of($"bubblewrap could not be started"),
            NotApart => Remark.Of($"bubblewrap does not keep a program apart here"),
            NoAnswer => Remark.Of($"bubblewrap did not answer"),
            _ => throw new InvalidOperationException($"Nobody said what '{Why}' is in other languages."),
        };
        return Saw is null ? why : $"{why}: {Saw}";
    }

    /// <summary>For the operator.</summary>
    public override string ToString() => Saw is null ? Why : $"{Why}: {Saw}";
}
