using System.Collections.Immutable;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What the conformance kit found.</summary>
/// <param name="Checks">Every check in the order in which it was made; after the manifest or the handshake failed, nothing further.</param>
/// <param name="Isolation">How the plugin was run, in words: in which sandbox, or why in none.</param>
/// <param name="Log">What it logged while it made drafts of what is recorded; of the runs that break its sources nothing.</param>
public sealed record ConformanceResult(ImmutableArray<ConformanceCheck> Checks, Remark Isolation, PluginLog Log)
{
    /// <summary>Whether every check passed.</summary>
    public bool Sound => Checks.All(check => check.Problem is null);

    /// <summary>Whether it broke no rule and failed only because no draft came of what is recorded: most rules are about drafts.</summary>
    public bool ShowedNothing => !Sound && Checks.All(check => check.Problem is null || check.IsAboutShowing);
}

/// <summary>One check.</summary>
/// <param name="Name">What was checked, as a sentence.</param>
/// <param name="Problem">What is wrong, in words for the plugin's author; null where nothing is.</param>
/// <param name="IsAboutShowing">Whether it asks for something to check, rather than holds a rule against what there is.</param>
public sealed record ConformanceCheck(Remark Name, Remark? Problem = null, bool IsAboutShowing = false)
{
    /// <summary>As a line, which begins with <c>ok</c> or <c>FAILED</c> in every language.</summary>
    /// <param name="language">Of the words.</param>
    public string In(string language) => Problem is null ? $"ok     {Name.In(language)}" : $"FAILED {Name.In(language)}: {Problem.In(language)}";

    /// <summary>In English.</summary>
    public override string ToString() => In("en");
}
