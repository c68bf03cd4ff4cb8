using System.Globalization;
using System.Text;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Commitments;

/// <summary>
/// A filter as SQL. Every value is a parameter; the order is one of a fixed list. The day is a parameter within one plan;
/// across plans it is asked for each, because each has a zone of its own.
/// </summary>
internal sealed class CommitmentListQuery
{
    private readonly List<object?> _values = [];
    private readonly StringBuilder _where = new();

    public CommitmentListQuery(CommitmentFilter filter, Func<PlanId, DateOnly> today)
    {
        if (filter.Plan is { } plan)
        {
            And($"c.plan = {Value(plan.Value)}");
            Day = Value(today(plan));
        }
        else
        {
            Day = "day_in(c.plan)";
        }

        if (filter.Field is { } field) And($"c.field = {Value(field.Value)}");
        if (filter.Value is { } value) And($"instr(c.ogp_values, {Value($"|{value}|")}) > 0");
        if (filter.Lead is { } lead)
        {
            var name = Value(lead.Value);
            And($"(c.lead = {name} OR EXISTS (SELECT 1 FROM milestone m WHERE m.lead = {name} AND m.plan = c.plan AND m.commitment = c.id AND m.leaf = 1))");
        }

        if (filter.Reported is { } reported) And($"s.reported = {Value(reported)}");
        if (filter.ReportedNone) And("s.reported IS NULL");
        if (filter.Proof is { } proof) And($"s.state = {Value(proof)}");
        if (filter.Proven is { } proven) And($"s.level = {Value(proven)}");
        if (filter.Overdue is { } overdue) And(overdue ? "s.late > 0" : "s.late = 0");
        if (!string.IsNullOrWhiteSpace(filter.Query))
        {
            And(WordQuery.Of(filter.Query) is { } words
                ? $"c.rowid IN (SELECT rowid FROM commitment_text WHERE commitment_text MATCH {Value(words)})"
                : "0"); // something was asked, and nothing is called that
        }
    }

    /// <summary>The SQL of the day in a row's plan.</summary>
    public string Day { get; }

    public object?[] Values => [.. _values];

    public string CountSql() => $"SELECT count(*){From()}{Where()}";

    /// <summary>The SQL of a part; the cursor's keys become parameters.</summary>
    public string PageSql(CommitmentSort sort, string[]? after, int limit)
    {
        // plan, place, number decide ties, the same in every order.
        var (key, descending, number) = sort switch
        {
            CommitmentSort.Due => ("ifnull(s.next_due, 9999999)", false, true),
            CommitmentSort.Late => ("s.late", true, true),
            CommitmentSort.Changed => ("c.changed_at", true, true),
            CommitmentSort.Title => ("c.sort_title", false, false),
            _ => ("0", false, true),
        };
        if (after is [var k, var plan, var place, var name])
        {
            var tie = $"(c.plan, c.ord, c.number) > ({Value(plan)}, {Value(Cursor.Number(place))}, {Value(name)})";
            if (sort == CommitmentSort.Plan) And(tie);
            else if (Value(number ? Cursor.Number(k) : k) is var last)
                And($"({key} {(descending ? "<" : ">")} {last} OR ({key} = {last} AND {tie}))");
        }

        var order = sort == CommitmentSort.Plan ? "" : $"{key}{(descending ? " DESC" : "")}, ";
        return $"SELECT c.id, c.title, c.field, c.ogp_values, c.lead, c.changed_at, c.plan, c.ord, c.number, {key}, s.number, s.from_day, "
            + "s.to_day, s.next_due, s.body, "
            + "(SELECT json_group_array(DISTINCT m.lead) FROM milestone m WHERE m.commitment = c.id AND m.leaf = 1 AND m.lead IS NOT NULL)"
            + $"{From()}{Where()} "
            + $"ORDER BY {order}c.plan, c.ord, c.number LIMIT {Value((long)limit)}";
    }

    private string From() =>
        $" FROM commitment c JOIN standing s ON s.commitment = c.id AND s.number = '' AND s.from_day <= {Day} AND s.to_day > {Day}";

    private string Value(object value)
    {
        _values.Add(value);
        return "$" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }

    private void And(string condition) => _where.Append(_where.Length == 0 ? " WHERE " : " AND ").Append(condition);

    private string Where() => _where.ToString();
}
