using System.Collections.Immutable;
using Tracker.Domain.Plans;

namespace Tracker.Plans.Ogp;

/// <summary>What is said of a cell.</summary>
/// <param name="Row">As a spreadsheet numbers it: the heading is row 1. 0: the plan as a whole.</param>
/// <param name="Column">From 1; 0: the row as a whole.</param>
/// <param name="Name">The column's name; empty: it has none.</param>
/// <param name="Cell">What stands there, cut.</param>
/// <param name="What">What was made of it.</param>
/// <param name="Read">True: it was understood, and how is said. False: it could not be read.</param>
public sealed record OgpNote(int Row, int Column, string Name, string Cell, Remark What, bool Read)
{
    /// <summary><c>row 12, column 16 (Start Date) `Underway`: not read: …</c></summary>
    /// <param name="language">Of the words.</param>
    public string In(string language) => Whole.In(language);

    /// <summary>In English.</summary>
    public override string ToString() => In("en");

    private Remark Whole => (Row, Column, Read) switch
    {
        (0, _, true) => $"note: {What}",
        (0, _, false) => $"not read: {What}",
        (_, 0, true) => $"row {Row}: {What}",
        (_, 0, false) => $"row {Row}: not read: {What}",
        (_, _, false) when Name.Length == 0 => $"row {Row}, column {Column} `{Cell}`: not read: {What}",
        (_, _, true) => $"row {Row}, column {Column} ({Name}) `{Cell}`: {What}",
        (_, _, false) => $"row {Row}, column {Column} ({Name}) `{Cell}`: not read: {What}",
    };
}

/// <summary>A plan of the data set as plan files.</summary>
/// <param name="Id">The plan's id.</param>
/// <param name="Files">By path within its folder; <c>ogp/commitments.csv</c> holds its rows as they stood.</param>
public sealed record OgpPlan(PlanId Id, ImmutableSortedDictionary<string, string> Files);

/// <summary>What a file of OGP's data set became.</summary>
public sealed record OgpReading(ImmutableArray<OgpPlan> Plans, ImmutableArray<OgpNote> Notes);
