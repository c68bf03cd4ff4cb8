using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Plans;

/// <summary>Names that must be known to the plan.</summary>
internal static class PlanNames
{
    public static OrganisationId? Organisation(this SourceFile source, Piece piece, PlanFacts plan)
    {
        if (source.Named<OrganisationId>(piece, $"an organisation") is not { } id) return null;
        if (plan.Organisations.ContainsKey(id.Value)) return id;
        source.Error(piece.Place, "organisation-unknown", $"`{id}` is not among the plan's organisations", $"{Suggest(id.Value, plan.Organisations.Keys)} or add it to the plan's `organisations`");
        return null;
    }

    public static PriorityField? PriorityField(this SourceFile source, Piece piece, PlanFacts plan)
    {
        if (piece.Text == Domain.Plans.PriorityField.Unassigned.Value) return Domain.Plans.PriorityField.Unassigned;
        if (source.Named<PriorityField>(piece, $"a priority field") is not { } field) return null;
        if (plan.Fields.Contains(field)) return field;
        source.Error(piece.Place, "field-unknown", $"`{field}` is not among the plan's priority fields", $"{Suggest(field.Value, plan.Fields.Select(one => one.Value))} or add it to the plan's `priority-fields`");
        return null;
    }

    public static void NeedsReason(this SourceFile source, Piece piece, string key) =>
        source.Error(piece.Place, "unknown-without-reason", $"`{piece.Text}` stands here without a reason", $"add `{key}` and say what the source does not state");

    private static Remark Suggest(string text, IEnumerable<string> names) =>
        Spelling.Nearest(text, names) is { } near ? Remark.Of($"did you mean `{near}`?") : Remark.Of($"correct it,");
}
