using System.Text;

namespace Tracker.Plugins;

/// <summary>
/// Reads comma-separated values (RFC 4180), a record at a time with the line on which it began. Compiled into each plugin that
/// needs it: a plugin carries nothing that its author did not choose.
/// </summary>
internal static class Csv
{
    public static IEnumerable<(int Line, List<string> Cells)> Read(string text)
    {
        var (line, started, quoted) = (1, 1, false);
        var cell = new StringBuilder();
        var cells = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') line++;
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == ',') Next();
            else if (!quoted && c is '\n' or '\r')
            {
                if (quoted) cell.Append(c);
                else if (c == '\n')
                {
                    Next();
                    if (cells.Count > 1 || cells[0].Length > 0) yield return (started, cells);
                    (cells, started) = ([], line);
                }
            }
            else cell.Append(c);
        }

        Next();
        if (cells.Count > 1 || cells[0].Length > 0) yield return (started, cells);

        void Next()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
