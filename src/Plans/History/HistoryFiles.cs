using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Plans.Dates;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.History;

/// <summary>What was said and shown before the tracker: <c>history/reports.csv</c>, <c>history/evidence.csv</c> and <c>history/reviews.csv</c>.</summary>
/// <param name="plan">The plan.</param>
/// <param name="commitments">Its commitments, by number.</param>
/// <param name="today">Today, where it is latest; null: nobody asks what is still to come.</param>
internal sealed class HistoryFiles(PlanFacts plan, IReadOnlyDictionary<string, CommitmentPublished> commitments, DateOnly? today)
{
    public const string Reports = "history/reports.csv";
    public const string Evidence = "history/evidence.csv";
    public const string Reviews = "history/reviews.csv";

    /// <summary>Every file of a plan's history, with its columns.</summary>
    public static ImmutableArray<(string Path, KeyTable Columns)> All { get; } = [(Reports, Keys.Reports), (Evidence, Keys.Evidence), (Reviews, Keys.Reviews)];

    public ImmutableArray<ImportedReport> ReadReports(SourceFile source)
    {
        var reports = ImmutableArray.CreateBuilder<ImportedReport>();
        foreach (var row in CsvRows.Read(source, Keys.Reports))
        {
            var common = Read(source, row, wholeCommitment: false);
            var percent = Percentage(source, row["percent"]);
            if (!Completion(source, row["completion"], out var completion) || common is not { Leaf: { } leaf }) continue;
            if (plan.Organisations[common.SaidBy.Value] != Partner.Government)
            {
                source.Error(row["org"]!.Place, "report-not-government", $"`{common.SaidBy}` is not government: what it says is evidence", $"put the row into evidence.csv"); // a required column
                continue;
            }

            if (!row.Complete) continue;
            var key = KeyOf("report", row);
            if (reports.Any(other => other.Key == key))
                source.Error(row.Place, "row-twice", $"this row stands in the file already", $"delete it");
            else
                reports.Add(new(
                    key, common.Commitment, common.SaidBy, plan.Organisations[common.SaidBy.Value], leaf, completion, common.On,
                    common.Period, common.About, percent, common.EnteredBy, row["narrative"]!.Text, common.Source)); // a required column
        }

        return reports.ToImmutable();
    }

    public ImmutableArray<ImportedEvidence> ReadEvidence(SourceFile source)
    {
        var evidence = ImmutableArray.CreateBuilder<ImportedEvidence>();
        foreach (var row in CsvRows.Read(source, Keys.Evidence))
        {
            var common = Read(source, row, wholeCommitment: true);
            Stance? stance = row["stance"] is { } word && source.Word(word, ValueWords.Stance, $"supports or disputes", out var read) ? read : null;
            var settledBy = row["settledBy"];
            if (stance == Stance.Disputes && settledBy is null)
                source.Error(row.Place, "settled-by-missing", $"a dispute must name what would settle it", $"fill `settledBy`");
            if (stance == Stance.Supports && settledBy is not null)
                source.Error(settledBy.Place, "settled-by-unneeded", $"only a dispute names what would settle it", $"empty this cell");
            if (!Completion(source, row["shows"], out var shows) || common is null || stance is not { } stands || !row.Complete) continue;
            var id = new EvidenceId(common.Commitment, KeyOf("evidence", row));
            if (evidence.Any(other => other.Id == id))
                source.Error(row.Place, "row-twice", $"this row stands in the file already", $"delete it");
            else
                evidence.Add(new(
                    id, common.SaidBy, plan.Organisations[common.SaidBy.Value], common.Leaf, row["title"]!.Text, row["summary"]!.Text, // required columns
                    common.Source, common.On, stands, shows, common.Period, common.About, common.EnteredBy, settledBy?.Text));
        }

        return evidence.ToImmutable();
    }

    internal Row? Read(SourceFile source, HistoryRow row, bool wholeCommitment, bool wholePlan = false)
    {
        foreach (var (column, text) in row.Values)
        {
            if (column != "source") source.Checked(text); // addresses are full of long numbers
        }

        var whole = wholePlan && row["commitment"] is { Text: "-" };
        if (whole && row["leaf"] is { Text: not "-" } part)
            source.Error(part.Place, "leaf-unknown", $"the whole plan has no milestones of its own", $"write `-`, or the commitment's number beside it");
        var subject = whole ? (EvidenceId.OfPlan(plan.Id), null, null) : Subject(source, row, wholeCommitment);
        var said = row["org"] is { } org ? source.Organisation(org, plan) : null;
        var entered = row["enteredBy"] is { } by ? source.Organisation(by, plan) : null;
        var day = row["on"];
        var on = day is null ? null : DateReader.Read(source, day);
        if (on > today)
            source.Warn(day!.Place, "on-after-today", $"{DateReader.Iso(on.Value)} is after today: nothing has happened on it yet", $"write the day on which it happened"); // a date was read there
        var address = row["source"] is { } piece ? source.Address(piece) : null;
        DateOnly? period = null;
        if (row["period"] is { } occurrence && subject is { } about)
        {
            period = DateReader.Read(source, occurrence);
            if (period is { } date && about.Milestone?.Occurrences?.Contains(date) != true)
                source.Error(occurrence.Place, "period-wrong", $"{DateReader.Iso(date)} is not a due date of this recurring leaf", $"leave it empty and say the period in `about`, or write one of its due dates");
        }
        else if (row["about"] is null && row["period"] is null && row["from"] is null)
        {
            source.Error(row.Place, "period-missing", $"the row does not say which period it is about", $"fill `about`, such as 2016 or 2017 to May");
        }

        return subject is { } found && said is { } one && entered is { } other && on is { } when && address is { } from
            ? new(found.Commitment, found.Leaf, one, other, when, period, row["about"]?.Text, from)
            : null;
    }

    private (CommitmentId Commitment, MilestoneNumber? Leaf, Milestone? Milestone)? Subject(SourceFile source, HistoryRow row, bool wholeCommitment)
    {
        if (row["commitment"] is not { } number) return null;
        if (commitments.Count == 0) return null; // none could be read, which is said where they stand
        if (!commitments.TryGetValue(number.Text, out var commitment))
        {
            source.Error(number.Place, "commitment-unknown", $"there is no commitment `{Fields.Cut(number.Text)}`", Spelling.Suggest(number.Text, commitments.Keys, commitments.Keys.Take(8)));
            return null;
        }

        if (row["leaf"] is not { } leaf) return null;
        if (wholeCommitment && leaf.Text is "-") return (commitment.Commitment, null, null);
        if (!commitment.Milestones.TryGetValue(leaf.Text, out var milestone))
            source.Error(leaf.Place, "leaf-unknown", $"there is no milestone `{Fields.Cut(leaf.Text)}`", Spelling.Suggest(leaf.Text, commitment.Milestones.Keys, commitment.Milestones.Keys.Take(8)));
        else if (commitment.Milestones.Values.Any(other => other.Parent?.Value == leaf.Text))
            source.Error(leaf.Place, "leaf-is-parent", $"{leaf.Text} has indicators beneath it", $"name the indicator");
        else
            return (commitment.Commitment, MilestoneNumber.Parse(leaf.Text), milestone);
        return null;
    }

    private static bool Completion(SourceFile source, Piece? piece, out Completion? completion)
    {
        completion = null;
        return piece is not null && source.Word(piece, ValueWords.CompletionInHistory, $"a level of completion", out completion);
    }

    private static Percent? Percentage(SourceFile source, Piece? piece)
    {
        if (piece is null) return null;
        if (decimal.TryParse(piece.Text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && Percent.TryCreate(number, out var percent)) return percent;
        source.Error(piece.Place, "percent-wrong", $"`{Fields.Cut(piece.Text)}` is not a percentage", $"write a number from 0 to 100, without the sign, with a point before decimals");
        return null;
    }

    /// <summary>The same for the same cells, whatever their order and place.</summary>
    internal string KeyOf(string kind, HistoryRow row)
    {
        var cells = string.Join('\n', row.Values.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}\t{cell.Value.Text.Replace("\n", "\u2028", StringComparison.Ordinal)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plan.Id}\n{kind}\n{cells}")))[..24];
    }

    internal sealed record Row(
        CommitmentId Commitment, MilestoneNumber? Leaf, OrganisationId SaidBy, OrganisationId EnteredBy, DateOnly On, DateOnly? Period, string? About, string Source);
}
