using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Tracker.Host.Http;

/// <summary>How a list becomes rows of CSV: columns of text, made safe by <see cref="CsvCell"/>, and columns of values.</summary>
public sealed class Table<T>
{
    private readonly List<(string Name, Func<T, ImmutableArray<string>, string?> Cell, bool IsText)> _columns = [];

    public IEnumerable<string> Names => _columns.Select(column => column.Name);

    /// <summary>Words of people, names and identifiers.</summary>
    public Table<T> Text(string name, Func<T, string?> cell)
    {
        _columns.Add((name, (row, _) => cell(row), true));
        return this;
    }

    /// <summary>A name or a title in the language that is wanted, where there is one in it.</summary>
    /// <param name="name">The column.</param>
    /// <param name="own">As written in the plan's own language.</param>
    /// <param name="byLanguage">In each.</param>
    public Table<T> Worded(string name, Func<T, string> own, Func<T, ImmutableSortedDictionary<string, string>> byLanguage)
    {
        _columns.Add((name, (row, languages) => languages.Select(language => byLanguage(row).GetValueOrDefault(language)).FirstOrDefault(said => said is not null) ?? own(row), true));
        return this;
    }

    /// <summary>Several of them in one cell, by language or by name: as JSON; null is an empty cell.</summary>
    public Table<T> Json<TValue>(string name, Func<T, TValue> cell) =>
        Text(name, row => cell(row) is { } value ? JsonSerializer.Serialize(value, OpenAnswer.Json) : null);

    /// <summary>A number, date, yes or no, or word of a value list; null is an empty cell.</summary>
    public Table<T> Value<TValue>(string name, Func<T, TValue> cell)
    {
        _columns.Add((name, (row, _) => Written(cell(row)), false));
        return this;
    }

    public void WriteNames(CsvWriter to) => to.WriteRecord([.. Names]);

    /// <param name="to">Where to.</param>
    /// <param name="row">The item.</param>
    /// <param name="languages">As <see cref="WordedIn.Of"/> says them.</param>
    public void Write(CsvWriter to, T row, ImmutableArray<string> languages)
    {
        // Text is always quoted, so that a program that takes semicolons for separators does not cut it apart.
        foreach (var (_, cell, isText) in _columns) to.WriteField(isText ? CsvCell.Safe(cell(row, languages) ?? "") : cell(row, languages) ?? "", isText ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        to.EndRecord();
    }

    private static string? Written<TValue>(TValue value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        Enum => JsonSerializer.Serialize(value, OpenAnswer.Json).Trim('"'),
        IFormattable and not DateTimeOffset => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value, OpenAnswer.Json).Trim('"'),
    };
}
