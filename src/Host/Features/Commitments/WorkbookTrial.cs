using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Grains.Commitments;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Commitments;

/// <summary>What a workbook would do now.</summary>
/// <param name="Rows">Rows that would be recorded.</param>
/// <param name="Recorded">Rows that are in the record already, by this very workbook.</param>
/// <param name="Wrong">Every cell that is wrong, by whoever says so, in the order of the sheet.</param>
public sealed record WorkbookForecast(ImmutableArray<WorkbookRow> Rows, ImmutableArray<WorkbookRow> Recorded, ImmutableArray<WrongCell> Wrong);

/// <summary>
/// Asks of every row what its report would be answered: the same role and scope, receipt, staleness and rule as when it is sent, and
/// nothing is written. So a person is told of all rows by cell before any is recorded.
/// </summary>
public sealed class WorkbookTrial(Scopes scopes, Handover handover, IGrainFactory grains)
{
    /// <param name="caller">Who would send it.</param>
    /// <param name="name">The workbook's name here: what its keys are made of.</param>
    /// <param name="reading">The workbook.</param>
    /// <param name="ct">Stops asking.</param>
    public async Task<WorkbookForecast> Of(Caller caller, string name, WorkbookReading reading, CancellationToken ct)
    {
        var (rows, recorded, wrong) = (ImmutableArray.CreateBuilder<WorkbookRow>(), ImmutableArray.CreateBuilder<WorkbookRow>(), reading.Wrong.ToBuilder());
        var written = new OwnWrites();
        foreach (var row in reading.Rows)
        {
            var answer = await Answer(written.Of(caller, name, row), ct);
            if (answer is WriteOutcome.Done done)
            {
                written.Add(row, done);
                recorded.Add(row);
                continue;
            }

            var why = answer switch { null => null, WriteOutcome.Declined declined => declined.Why, _ => DoorRules.IdempotencyKeyReused.Refuse() };
            foreach (var one in why?.Each() ?? [])
            {
                var column = Column(one);
                if (!row.Wrong.Contains(column)) wrong.Add(new($"{reading.Columns[column]}{row.Row.ToString(CultureInfo.InvariantCulture)}", one));
            }

            if (why is null && row.Wrong.IsEmpty) rows.Add(row);
        }

        return new(rows.ToImmutable(), recorded.ToImmutable(), [.. wrong.OrderBy(one => RowOf(one.Cell)).ThenBy(one => one.Cell.Length).ThenBy(one => one.Cell, StringComparer.Ordinal)]);
    }

    private async Task<WriteOutcome?> Answer(Write<ReportProgress> write, CancellationToken ct) =>
        May.Do(write.Actor.Role, typeof(ReportProgress)) is { } may ? new WriteOutcome.Declined(may)
        : await scopes.Reach(write.Actor, write.Target, ct) is { } beyond ? new WriteOutcome.Declined(beyond)
        : await handover.To(write with { Trial = true }, grains.GetGrain<ICommitmentGrain>(write.Target.ToString()).ReportProgress) is var answer and not WriteOutcome.Possible ? answer : null;

    /// <summary>The column that a refusal is about: the one of its field, else what the row is about.</summary>
    private static string Column(Refused why) => why switch
    {
        { Field: { } field } when ProgressWorkbook.Columns.Contains(field) => field,
        _ when why.Rule == Rules.ChangedSinceSeen.Name => "seen",
        _ when why.Rule == DoorRules.RoleNotHeld.Name || why.Rule == DoorRules.LeadsNothing.Name => "plan",
        _ when why.Rule == Rules.CommitmentUnknown.Name => "commitment",
        _ => "leaf",
    };

    private static int RowOf(string cell) =>
        int.TryParse(cell.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
}

/// <summary>What one workbook wrote itself: two of its rows about one leaf, for two periods, do not overtake each other.</summary>
public sealed class OwnWrites
{
    private readonly Dictionary<(CommitmentId, MilestoneNumber), long> _versions = [];

    public void Add(WorkbookRow row, WriteOutcome.Done done) => _versions[(row.Commitment, row.Command.Leaf)] = done.Version;

    /// <summary>The write of a row, under a key of its own.</summary>
    public Write<ReportProgress> Of(Caller caller, string name, WorkbookRow row) => new(
        row.Command, row.Commitment, caller.For<ReportProgress>(), string.Create(CultureInfo.InvariantCulture, $"workbook:{name}:{row.Row}"),
        Math.Max(row.Seen, _versions.GetValueOrDefault((row.Commitment, row.Command.Leaf))));
}
