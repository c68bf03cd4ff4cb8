using System.Collections.Immutable;

namespace Tracker.PluginSdk;

/// <summary>An open commitment that a plugin may speak about.</summary>
/// <param name="Plan">The plan's id, such as <c>bojonegoro-2016</c>.</param>
/// <param name="Number">The commitment's number, such as <c>1</c> or <c>B.1.A</c>: a text.</param>
/// <param name="Title">In the plan's own language.</param>
/// <param name="Jurisdiction">Who promised, such as <c>bojonegoro</c>.</param>
/// <param name="Keywords">Words to find evidence by, in lower case; may be empty.</param>
/// <param name="Milestones">Its leaves: what is reported on and evidenced.</param>
/// <param name="Budget">In <paramref name="Currency"/>; null: not stated.</param>
/// <param name="Currency">Three capitals (ISO 4217); null: the plan names none.</param>
public sealed record CommitmentBrief(
    string Plan,
    string Number,
    string Title,
    string Jurisdiction,
    ImmutableArray<string> Keywords,
    ImmutableArray<MilestoneBrief> Milestones,
    decimal? Budget = null,
    string? Currency = null);

/// <summary>A leaf of a commitment.</summary>
/// <param name="Number">Its number, such as <c>1.2</c>.</param>
/// <param name="Title">In the plan's own language.</param>
/// <param name="Keywords">Words to find evidence by, in lower case; may be empty.</param>
/// <param name="Start">First day; null: unknown.</param>
/// <param name="Due">Last day, in the plan's time zone; null: undated.</param>
/// <param name="Budget">In the commitment's currency; null: not stated.</param>
/// <param name="Recurs">How often it recurs, such as <c>quarterly</c>; null: it does not.</param>
/// <param name="Occurrences">The due dates of a recurring leaf, in order; null where it does not recur.</param>
public sealed record MilestoneBrief(
    string Number,
    string Title,
    ImmutableArray<string> Keywords,
    DateOnly? Start = null,
    DateOnly? Due = null,
    decimal? Budget = null,
    string? Recurs = null,
    ImmutableArray<DateOnly>? Occurrences = null);
