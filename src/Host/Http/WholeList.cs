using System.Collections.Immutable;
using System.Text.Json;
using CsvHelper;
using Tracker.Host.Projections;

namespace Tracker.Host.Http;

/// <summary>
/// A list, whole and in its filter, as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need), JSON (one array)
/// or NDJSON (a line an item): written as it is read, a part at a time, so that its length costs no memory.
/// </summary>
public static class WholeList
{
    private const int AtOnce = 200;
    private const int Chunk = 64 * 1024;

    private static readonly CsvWriterOptions s_csv = CsvWriterOptions.Default with { WriteByteOrderMark = true };

    /// <summary>Every form, by the end of its address.</summary>
    public static ImmutableArray<(string Form, string ContentType)> Forms { get; } =
    [
        ("csv", "text/csv; charset=utf-8"), ("json", "application/json; charset=utf-8"), ("ndjson", "application/x-ndjson; charset=utf-8"),
    ];

    /// <summary>Maps a list in each form: <c>/commitments.csv</c>, <c>.json</c>, <c>.ndjson</c>.</summary>
    /// <param name="api">Where.</param>
    /// <param name="list">The list's address.</param>
    /// <param name="name">The operation, <c>ExportCommitments</c>; the form follows it.</param>
    /// <param name="summary">What it is.</param>
    /// <param name="mayBeMissing">Whether what it is a list of may not be there.</param>
    /// <param name="handler">The endpoint for a form.</param>
    /// <param name="hasAPast">Whether it can be asked as of a day.</param>
    public static void MapWhole(this IEndpointRouteBuilder api, string list, string name, string summary, bool mayBeMissing, Func<string, Delegate> handler, bool hasAPast = false)
    {
        foreach (var (form, contentType) in Forms)
        {
#pragma warning disable RDG002 // the handler is given, so this endpoint is put together at the start
            var endpoint = api.MapGet($"{list}.{form}", handler(form)).AnswersFile($"{name}{char.ToUpperInvariant(form[0])}{form[1..]}", $"{summary}, whole, as {form.ToUpperInvariant()}.", contentType.Split(';')[0], mayBeMissing);
#pragma warning restore RDG002
            if (hasAPast) endpoint.HasAPast();
            if (form == "csv") endpoint.WithMetadata(new WordedAttribute()); // the others have every language
        }
    }

    /// <summary>Whether an address is one of a list, whole.</summary>
    public static bool IsAddress(ReadOnlySpan<char> path) =>
        path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".ndjson", StringComparison.Ordinal);

    /// <summary>All parts of a list, one after the other.</summary>
    public static IEnumerable<T> Parts<T>(Func<string?, int, Page<T>> part)
    {
        string? cursor = null;
        do
        {
            var page = part(cursor, AtOnce);
            foreach (var item in page.Items) yield return item;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <param name="form">One of <see cref="Forms"/>.</param>
    /// <param name="name">Of the file, without its end.</param>
    /// <param name="rows">The items.</param>
    /// <param name="table">How CSV shows them; JSON has them as they are.</param>
    public static IResult Of<T>(string form, string name, IEnumerable<T> rows, Table<T> table) => Of(form, name, rows.ToAsyncEnumerable(), table);

    /// <summary>The same where the items are waited for.</summary>
    public static IResult Of<T>(string form, string name, IAsyncEnumerable<T> rows, Table<T> table) => new Streamed<T>(form, name, rows, rows, table);

    /// <summary>A list whose CSV has other rows than its JSON has items.</summary>
    public static IResult Of<T, TRow>(string form, string name, IEnumerable<T> items, Func<T, IEnumerable<TRow>> rows, Table<TRow> table) =>
        form == "csv" ? Of(form, name, items.SelectMany(rows), table) : new Streamed<T>(form, name, items.ToAsyncEnumerable(), AsyncEnumerable.Empty<T>(), new());

    private sealed class Streamed<T>(string form, string name, IAsyncEnumerable<T> items, IAsyncEnumerable<T> rows, Table<T> table) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (answer, ct) = (httpContext.Response, httpContext.RequestAborted);
            var languages = WordedIn.Of(httpContext);
            answer.ContentType = Forms.First(one => one.Form == form).ContentType;
            answer.Headers.ContentDisposition = $"attachment; filename=\"{name}.{form}\"";
            answer.Headers.CacheControl = httpContext.Request.Headers.Authorization.Count > 0 ? "no-store" : OpenAnswer.Public;
            if (form == "csv") answer.Headers.Append("Vary", "Accept-Language");
            if (form == "csv") await Csv(answer.Body, languages, ct);
            else await Json(answer.Body, form == "json", ct);
        }

        private async Task Csv(Stream to, ImmutableArray<string> languages, CancellationToken ct)
        {
            using var part = new MemoryStream();
            using var csv = CsvWriter.Create(part, s_csv, leaveOpen: true);
            table.WriteNames(csv);
            await foreach (var row in rows.WithCancellation(ct))
            {
                table.Write(csv, row, languages);
                if (csv.RecordCount % AtOnce == 0) await Send();
            }

            await Send();

            async Task Send()
            {
                csv.Flush();
                await to.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), ct);
                part.SetLength(0);
            }
        }

        private async Task Json(Stream to, bool array, CancellationToken ct)
        {
            using var part = new MemoryStream();
            var any = false;
            if (array) part.WriteByte((byte)'[');
            await foreach (var item in items.WithCancellation(ct))
            {
                if (array && any) part.Write(",\n"u8);
                any = true;
                part.Write(JsonSerializer.SerializeToUtf8Bytes(item, OpenAnswer.Json));
                if (!array) part.WriteByte((byte)'\n');
                if (part.Length > Chunk) await Send();
            }

            if (array) part.Write("]\n"u8);
            await Send();

            async Task Send()
            {
                await to.WriteAsync(part.GetBuffer().AsMemory(0, (int)part.Length), ct);
                part.SetLength(0);
            }
        }
    }
}
