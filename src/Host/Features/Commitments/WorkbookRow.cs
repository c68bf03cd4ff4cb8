using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Domain.Commitments;

namespace Tracker.Host.Features.Commitments;

/// <summary>A report that a row of the workbook asks for.</summary>
/// <param name="Row">The row's number, from 1.</param>
/// <param name="Commitment">The commitment.</param>
/// <param name="Command">The report, without what is wrong.</param>
/// <param name="Seen">The version that stood there when the workbook was made.</param>
public sealed record WorkbookRow(int Row, CommitmentId Commitment, ReportProgress Command, long Seen)
{
    /// <summary>The columns in which something is wrong, by their names; a row that has any is not sent.</summary>
    public ImmutableArray<string> Wrong { get; init; } = [];
}

/// <summary>A cell that was not taken.</summary>
/// <param name="Cell">Where it is, such as <c>G14</c>.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record WrongCell(string Cell, Refused Why);

/// <summary>A workbook as it was read.</summary>
/// <param name="Rows">The rows that say what they are about and at which level it is, also those in which something else is wrong.</param>
/// <param name="Wrong">Every cell that could not be read.</param>
/// <param name="Columns">The letters of each column, by its name.</param>
public sealed record WorkbookReading(ImmutableArray<WorkbookRow> Rows, ImmutableArray<WrongCell> Wrong, ImmutableSortedDictionary<string, string> Columns)
{
    /// <summary>It is no workbook, or not this one.</summary>
    public static WorkbookReading Not(WrongCell why) => new([], [why], ImmutableSortedDictionary<string, string>.Empty);
}
