using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain;
using Tracker.Remarks;

namespace Tracker.Host.Running;

/// <summary>A folder that somebody put there and that is no plugin: it is shown to everybody until it is mended or gone.</summary>
/// <param name="Name">Its path beneath the folder of plugins, fit to be shown; never where that is on this machine.</param>
/// <param name="Findings">What lint says; empty where it could not even be read.</param>
/// <param name="Why">Why it is no plugin.</param>
public sealed record BrokenFolder(string Name, ImmutableArray<Finding> Findings, Refused Why)
{
    /// <summary>The most findings that are told of one folder; its author asks lint for all.</summary>
    public const int MostFindings = 20;

    private const int MostLetters = 300;

    /// <summary>What is written in a stranger's file or name, fit to be shown: what is no letter becomes a mark, and there is an end to it.</summary>
    public static string Shown(string text)
    {
        var shown = string.Concat(text.EnumerateRunes().Take(MostLetters + 1).Select(rune => Rune(rune)));
        return shown.Length <= MostLetters ? shown : string.Concat(shown.EnumerateRunes().Take(MostLetters - 1)) + "…";
    }

    private static string Rune(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
            ? "�"
            : rune.ToString();
}
