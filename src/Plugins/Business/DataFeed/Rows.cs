using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracker.Plugins.Business.DataFeed;

/// <summary>A value of an indicator in a village and a month, with where it comes from.</summary>
internal sealed record Row(string Village, DateOnly Month, decimal Value, string Source);

/// <summary>A row that was not taken, why, and the month that it is about; null: it names none.</summary>
internal sealed record RefusedRow(int Line, string Why, DateOnly? Month = null);

/// <summary>Reads a table row by row: CSV (RFC 4180) with a header, or JSON Lines. What is wrong with a row costs that row alone.</summary>
internal static class Rows
{
    private const int MostRows = 200_000;
    private const int MostLetters = 200;
    private static readonly string[] s_columns = ["village", "period", "value", "source"];

    /// <param name="body">The table.</param>
    /// <param name="today">Of a month that begins later there is nothing to say yet.</param>
    public static (List<Row> Rows, List<RefusedRow> Refused) Read(byte[] body, DateOnly today)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
        var rows = new List<Row>();
        var refused = new List<RefusedRow>();
        var seen = new HashSet<(string, DateOnly)>();
        foreach (var (line, cells) in text.TrimStart().StartsWith('{') ? Lines(text) : Table(text, refused))
        {
            if (rows.Count + refused.Count >= MostRows)
            {
                refused.Add(new(line, $"more than {MostRows} rows: the rest is not read"));
                break;
            }

            if (cells is null) refused.Add(new(line, "it is no row"));
            else if (Wrong(cells, out var row) is { } why) refused.Add(new(line, why, Month(cells)));
            else if (row!.Month > today.AddDays(1)) refused.Add(new(line, $"{row.Month:yyyy-MM} has not begun", row.Month)); // somewhere it is tomorrow already
            else if (!seen.Add((row.Village, row.Month))) refused.Add(new(line, $"{row.Village} stands twice in {row.Month:yyyy-MM}", row.Month)); // no why, so there is a row
            else rows.Add(row);
        }

        return (rows, refused);
    }

    private static string? Wrong(Dictionary<string, string> cells, out Row? row)
    {
        row = null;
        foreach (var column in s_columns)
        {
            if (!cells.TryGetValue(column, out var cell) || cell.Length == 0) return $"'{column}' is empty";
            if (cell.Length > MostLetters) return $"'{column}' is longer than {MostLetters} letters";
        }

        if (Personal.In(cells["village"]) is { } personal) return $"'village' is {personal.En}";
        if (!Coverage.IsVillage(cells["village"])) return "'village' is neither a name nor a code";
        if (Month(cells) is not { } month) return "'period' is no month, such as 2026-03";
        if (!decimal.TryParse(cells["value"], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return "'value' is no number, such as 12.5";
        if (Math.Abs(value) >= Coverage.Beyond) return "'value' is larger than any is";
        row = new(cells["village"], month, value, cells["source"]);
        return null;
    }

    private static DateOnly? Month(Dictionary<string, string> cells) => Days.OfMonth(cells.GetValueOrDefault("period"));

    private static IEnumerable<(int Line, Dictionary<string, string>? Cells)> Lines(string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (line.Trim().Length > 0) yield return (index + 1, Object(line));
        }
    }

    private static Dictionary<string, string>? Object(string line)
    {
        try
        {
            using var json = JsonText.Parse(line, 4);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in json.RootElement.EnumerateObject())
                cells[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()!.Trim() : member.Value.ValueKind == JsonValueKind.Number ? member.Value.GetRawText() : "";
            return cells;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Line, Dictionary<string, string>? Cells)> Table(string text, List<RefusedRow> refused)
    {
        string[]? header = null;
        foreach (var (line, cells) in Csv.Read(text))
        {
            if (header is null)
            {
                header = [.. cells.Select(cell => cell.Trim().ToLowerInvariant())];
                if (s_columns.FirstOrDefault(column => !header.Contains(column)) is not { } missing) continue;
                refused.Add(new(line, $"there is no column '{missing}': the first line names village, period, value and source"));
                yield break;
            }

            yield return (line, cells.Count != header.Length ? null : Row(header, cells));
        }

        static Dictionary<string, string> Row(string[] header, List<string> cells)
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++) row[header[i]] = cells[i].Trim();
            return row;
        }
    }
}
