using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;
using Tracker.Plans.Workbooks;

namespace Tracker.Plans.Plans;

/// <summary>Names that must be known to the plan.</summary>
internal static class PlanNames
{
    private static readonly ByLanguage s_reason = new("The plan does not name it.", "Rencana tidak menyebutnya.");

    public static OrganisationId? Organisation(this SourceFile source, Piece piece, PlanFacts plan)
    {
        if (source.Named<OrganisationId>(piece, $"an organisation") is not { } id) return null;
        if (plan.Organisations.ContainsKey(id.Value)) return id;
        source.Error(piece.Place, "organisation-unknown", $"`{id}` is not among the plan's organisations", source.Cells is { } called
            ? Remark.Of($"{Suggest(id.Value, plan.Organisations.Keys)} or fill a row for it in the sheet `{called(WorkbookKeys.Organisations)}`")
            : Remark.Of($"{Suggest(id.Value, plan.Organisations.Keys)} or add it to the plan's `organisations`"));
        return null;
    }

    public static PriorityField? PriorityField(this SourceFile source, Piece piece, PlanFacts plan)
    {
        if (piece.Text == Domain.Plans.PriorityField.Unassigned.Value) return Domain.Plans.PriorityField.Unassigned;
        if (source.Named<PriorityField>(piece, $"a priority field") is not { } field) return null;
        if (plan.Fields.Contains(field)) return field;
        source.Error(piece.Place, "field-unknown", $"`{field}` is not among the plan's priority fields", source.Cells is null
            ? Remark.Of($"{Suggest(field.Value, plan.Fields.Select(one => one.Value))} or add it to the plan's `priority-fields`")
            : Remark.Of($"empty this cell: priority fields are added in the files afterwards"));
        return null;
    }

    /// <param name="source">The file.</param>
    /// <param name="piece">What is unknown.</param>
    /// <param name="key">What the reason stands behind.</param>
    /// <param name="written">How it is written in a file; null: as the key.</param>
    public static void NeedsReason(this SourceFile source, Piece piece, string key, string? written = null) =>
        source.Error(piece.Place, "unknown-without-reason", $"`{piece.Text}` stands here without a reason", source.Cells is not { } called
            ? Remark.Of($"add `{written ?? key}` and say what the source does not state")
            : Path.GetFileName(source.File) == "plan.md"
                ? Remark.Of($"write into the row `{called(key)}` what the source does not state, such as `{s_reason}`")
                : Remark.Of($"write into the column `{called(key)}`, in the same row, what the source does not state, such as `{s_reason}`"));

    private static Remark Suggest(string text, IEnumerable<string> names) =>
        Spelling.Nearest(text, names) is { } near ? Remark.Of($"did you mean `{near}`?") : Remark.Of($"correct it,");
}
