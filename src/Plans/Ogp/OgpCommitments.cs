using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>Makes the commitments of one plan of the data set: a row each.</summary>
/// <param name="plan">The plan.</param>
/// <param name="planEnd">Its last day.</param>
/// <param name="table">The file.</param>
/// <param name="dates">Reads the plan's dates.</param>
/// <param name="organisations">Told of every institution.</param>
/// <param name="notes">Told of every cell that is not taken as it stands.</param>
internal sealed class OgpCommitments(PlanId plan, DateOnly planEnd, OgpTable table, OgpDates dates, OgpOrganisations organisations, OgpNotes notes)
{
    private readonly HashSet<string> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="row">The row.</param>
    public CommitmentPublished Of(OgpRow row)
    {
        var number = Number(row);
        var start = Date(row, OgpColumns.Start, last: false);
        var end = Date(row, OgpColumns.End, last: true);
        var unknown = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, PublicText>>(StringComparer.Ordinal);
        if (start > end || start > planEnd)
        {
            notes.Add(row, OgpColumns.Start, $"it is after the end: taken as unknown", read: false);
            start = null;
        }

        if (start is null) unknown["start"] = Because(row, OgpColumns.Start);
        if (end is null) unknown["end"] = Because(row, OgpColumns.End);
        var lead = Lead(row);
        if (lead is null) unknown["lead"] = Because(row, OgpColumns.Lead);
        var shortTitle = notes.Clean(row, OgpColumns.ShortTitle, line: true);
        var title = Title(row, shortTitle, number);
        var parts = FullText(row);
        foreach (var column in table.Columns.Where(column => column >= OgpColumns.FirstArea && column < OgpColumns.FirstReview))
        {
            if (OgpTexts.Repaired(row[column]) is not ("0" or "1") and var flag && !OgpColumns.IsNotCoded(flag)) notes.Add(row, column, $"neither 0 nor 1: taken as not coded", read: false);
        }

        var areas = OgpColumns.PolicyAreas.Index().Where(area => OgpTexts.Repaired(row[OgpColumns.FirstArea + area.Index]) == "1").Select(area => area.Item).ToImmutableArray();
        var milestone = new Milestone(
            null, 0, null, end, end is null ? true : null, null, null, lead, PriorityField.Unassigned, 1, null, null,
            OgpTexts.English(shortTitle.Length > 0 && !OgpColumns.IsNotCoded(shortTitle) ? shortTitle : title)!, // a text
            null, null, end is null ? Because(row, OgpColumns.End) : null,
            OgpTexts.English("OGP's data set has no milestones: this one stands for the whole commitment."));
        return new(
            new(plan, number), default, null, planEnd, OgpColumns.IsNotCoded(row[OgpColumns.Id]) ? null : OgpNotes.Cut(row[OgpColumns.Id]), start, end, lead,
            ImmutableSortedDictionary.Create<string, Partner>(StringComparer.Ordinal), PriorityField.Unassigned, [], areas.Length > 0 ? areas : null, null, null, null, null, null,
            ImmutableSortedDictionary.Create<string, Milestone>(StringComparer.Ordinal).Add($"{number}.1", milestone), [Language.Parse("en")], OgpTexts.English(title)!, // a text
            OgpColumns.IsNotCoded(shortTitle) || shortTitle == title ? null : OgpTexts.English(shortTitle),
            notes.Clean(row, OgpColumns.Theme, line: true) is { Length: > 0 } theme && !OgpColumns.IsNotCoded(theme) ? OgpTexts.English(theme) : null,
            OgpTexts.English(parts.ElementAtOrDefault(0)), OgpTexts.English(parts.ElementAtOrDefault(1)), OgpTexts.English(parts.ElementAtOrDefault(2)), OgpTexts.English(parts.ElementAtOrDefault(3)),
            null, null, Address(row), null, null, unknown.Count > 0 ? unknown.ToImmutable() : null);
    }

    /// <summary>A commitment has a title: where the data set has none, what stands for it is said.</summary>
    private string Title(OgpRow row, string shortTitle, CommitmentNumber number)
    {
        var title = notes.Clean(row, OgpColumns.Title, line: true);
        if (!OgpColumns.IsNotCoded(title)) return title;
        if (!OgpColumns.IsNotCoded(shortTitle))
        {
            notes.Add(row, OgpColumns.Title, $"no title: the short title stands in its place", read: false);
            return shortTitle;
        }

        notes.Add(row, OgpColumns.Title, $"no title: the commitment is called `Commitment {number}`", read: false);
        return $"Commitment {number}";
    }

    private CommitmentNumber Number(OgpRow row)
    {
        var cell = row[OgpColumns.Number];
        var repaired = OgpTexts.Repaired(cell);
        if (repaired != cell) notes.Add(row, OgpColumns.Number, $"a number that a spreadsheet ruined, read as {repaired}", read: true);
        // Its milestone's number goes on from it, and both are 32 characters at most.
        if (CommitmentNumber.TryParse(repaired, out var number) && repaired.Length <= 30 && !OgpColumns.IsNotCoded(repaired) && _numbers.Add(repaired)) return number;
        var other = row[OgpColumns.Id] is { Length: > 0 and <= 30 } id && !OgpColumns.IsNotCoded(id) && CommitmentNumber.TryParse(id, out _) && _numbers.Add(id)
            ? id
            : $"row-{row.Number.ToString(CultureInfo.InvariantCulture)}";
        _numbers.Add(other);
        notes.Add(row, OgpColumns.Number, OgpColumns.IsNotCoded(repaired) ? Remark.Of($"no number: the commitment is numbered {other}") : Remark.Of($"not a number of its own: the commitment is numbered {other}"), read: false);
        return CommitmentNumber.Parse(other);
    }

    private DateOnly? Date(OgpRow row, int column, bool last)
    {
        if (OgpColumns.IsNotCoded(row[column])) return null;
        var date = dates.Read(row[column], last);
        if (date.Why is { } why) notes.Add(row, column, date.Day is { } day ? Remark.Of($"{why}: read as {Dates.DateReader.Iso(day)}") : why, read: date.Day is not null);
        return date.Day;
    }

    private static ImmutableSortedDictionary<string, PublicText> Because(OgpRow row, int column) => OgpTexts.English(OgpColumns.IsNotCoded(row[column])
        ? $"OGP's data set says {(row[column].Length == 0 ? "nothing" : $"“{row[column]}”")}."
        : $"OGP's data set says “{OgpNotes.Cut(OgpTexts.Clean(row[column], line: true, _ => { }))}”.")!; // a text

    private OrganisationId? Lead(OgpRow row)
    {
        var name = notes.Clean(row, OgpColumns.Lead, line: true);
        if (OgpColumns.IsNotCoded(name)) return null;
        if (name.Contains(';', StringComparison.Ordinal)) notes.Add(row, OgpColumns.Lead, $"several institutions: entered as one, under all their names", read: true);
        return organisations.Named(name);
    }

    /// <summary>The full text, and the supporters as words: the data set does not say to which partner they belong.</summary>
    private List<string> FullText(OgpRow row)
    {
        var text = notes.Clean(row, OgpColumns.FullText, line: false);
        if (OgpColumns.IsNotCoded(text)) text = "";
        var supporters = notes.Clean(row, OgpColumns.Supporters, line: true);
        if (!OgpColumns.IsNotCoded(supporters))
        {
            notes.Add(row, OgpColumns.Supporters, $"who belongs to which partner is not said: kept as a paragraph of the description, not as supporters", read: false);
            text = $"{text}\n\nSupporting institutions, as the data set names them: {supporters}".Trim();
        }

        var parts = OgpTexts.Parts(text);
        if (parts.Count > 1) notes.Add(row, OgpColumns.FullText, $"longer than a text may be: in {Math.Min(parts.Count, 4)} parts, in the order brief description, problem definition, commitment description, analysis", read: true);
        if (parts.Count > 4) notes.Add(row, OgpColumns.FullText, $"what goes beyond four texts stands in {OgpImport.Kept} alone", read: false);
        return parts;
    }

    private PublicText? Address(OgpRow row)
    {
        var cell = row[OgpColumns.Url];
        if (OgpColumns.IsNotCoded(cell)) return null;
        if (Wording.Source("", cell) is null) return new(cell);
        notes.Add(row, OgpColumns.Url, $"no address that can be opened", read: false);
        return null;
    }
}
