using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.OpenData;

/// <summary>Lists as CSV, JSON and NDJSON, over a ledger that holds what nobody should open in a spreadsheet.</summary>
public sealed class WholeListTests(OpenDataSite site) : IClassFixture<OpenDataSite>, IAsyncLifetime
{
    private static readonly string[] s_dangerous = ["=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"];

    /// <summary>The corpus, and what the rule itself could confuse.</summary>
    public static string[] Cells { get; } =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pages", "corpora", "csv-injection.json")))
            .RootElement.GetProperty("cells").EnumerateArray().Select(cell => cell.GetString()!), // strings
        "'quoted'", "''=1", "plain", "a, b; c \"d\"", "two\nlines", "\u200B=1+1", "\u00A0+1",
    ];

    public async Task InitializeAsync()
    {
        if ((await Get("/api/v1/plans/contoh/commitments/1/evidence.ndjson")).Length > 0) return; // once for the site
        foreach (var (index, cell) in Cells.Index())
        {
            await site.Happens($"contoh/1/piece{index}", SomeActor.Contributor(Partner.Public), new EvidenceSubmitted(
                SomeCommitment.Leaf, Stance.Supports, Domain.Commitments.Completion.Limited, new(2026, 5, 2), null, true, new(cell), new(cell), new("https://contoh.example/1"), null));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_cell_starts_a_formula_every_one_can_be_had_again_and_json_is_faithful()
    {
        var rows = Rows(await Get("/api/v1/plans/contoh/commitments/1/evidence.csv"));
        rows.Should().HaveCount(Cells.Length);
        rows.Select(row => row["title"]).Should().OnlyContain(cell => !s_dangerous.Any(start => cell.TrimStart(' ', '\u00A0', '\u200B').StartsWith(start, StringComparison.Ordinal)));
        rows.Select(row => CsvCell.Original(row["title"])).Should().BeEquivalentTo(Cells);
        rows.Should().OnlyContain(row => row["on"] == "2026-05-02" && row["independent"] == "true" && row["shows"] == "Limited" && row["period"] == "");

        var json = JsonDocument.Parse(await Get("/api/v1/plans/contoh/commitments/1/evidence.json")).RootElement.EnumerateArray().Select(one => one.GetProperty("title").GetString());
        json.Should().BeEquivalentTo(Cells);
        var lines = Encoding.UTF8.GetString(await Get("/api/v1/plans/contoh/commitments/1/evidence.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("title").GetString()).Should().BeEquivalentTo(Cells);
        foreach (var list in new[] { "plans/contoh/history", "logs/contoh/history", "plans/contoh/commitments/1/history" })
            Rows(await Get($"/api/v1/{list}.csv")).SelectMany(row => row.Values).Should().OnlyContain(cell => !s_dangerous.Any(start => cell.StartsWith(start, StringComparison.Ordinal)), list);
    }

    [Theory]
    [InlineData("commitments", "")]
    [InlineData("commitments", "plan=contoh&sort=late&overdue=false")]
    [InlineData("commitments", "q=zzzz")]
    [InlineData("organisations", "partner=public")]
    [InlineData("plans", "")]
    [InlineData("plugins", "")]
    [InlineData("plans/contoh/commitments/1/evidence", "leaf=1.1")]
    [InlineData("plans/contoh/commitments/1/history", "")]
    [InlineData("search", "q=billboards&plan=contoh")]
    public async Task Every_list_is_the_same_in_every_form_and_keeps_its_filter(string list, string filter)
    {
        var items = new List<string>();
        for (var next = ""; next is not null;)
        {
            var answer = JsonDocument.Parse(await Get($"/api/v1/{list}?{filter}&cursor={next}".Replace("&cursor=", list is "plans" or "plugins" ? "" : "&cursor=", StringComparison.Ordinal).Replace("?&", "?", StringComparison.Ordinal))).RootElement;
            var (part, last) = answer.ValueKind == JsonValueKind.Array ? (answer, null) : (answer.GetProperty("items"), answer.GetProperty("next").GetString());
            items.AddRange(part.EnumerateArray().Select(item => item.GetRawText()));
            next = last is null ? null : Uri.EscapeDataString(last);
        }

        JsonDocument.Parse(await Get($"/api/v1/{list}.json?{filter}")).RootElement.EnumerateArray().Select(item => item.GetRawText()).Should().Equal(items);
        Encoding.UTF8.GetString(await Get($"/api/v1/{list}.ndjson?{filter}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(items);
        Rows(await Get($"/api/v1/{list}.csv?{filter}")).Should().HaveCount(items.Count);
    }

    [Fact]
    public async Task A_plan_is_a_row_for_each_milestone_or_each_commitment_whole()
    {
        var rows = Rows(await Get("/api/v1/plans/contoh/export.csv"));
        rows.Should().ContainSingle().Which.Should().Contain("number", "1.1").And.Contain("plan", "contoh").And.Contain("proof", "Not Yet Checked");
        var whole = JsonDocument.Parse(await Get("/api/v1/plans/contoh/export.json")).RootElement;
        whole.GetArrayLength().Should().Be(1);
        whole[0].GetRawText().Should().Be(JsonDocument.Parse(await Get("/api/v1/plans/contoh/commitments/1")).RootElement.GetRawText());
    }

    [Fact]
    public async Task A_plan_in_OGPs_columns_says_what_was_promised_and_codes_nothing()
    {
        var row = Rows(await Get("/api/v1/plans/contoh/export.ogp.csv")).Should().ContainSingle().Subject;
        row.Should().HaveCount(171);
        row["Commitment Number"].Should().Be("1");
        row["Commitment Title"].Should().Be("Village budgets are public");
        row["Start Date"].Should().MatchRegex("^([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|NA)$");
        row["Completion (End Of Term)"].Should().Be("ND");
    }

    [Theory]
    [InlineData("/api/v1/plans/nowhere/export.ogp.csv", 404)]
    [InlineData("/api/v1/plans/nowhere/export.csv", 404)]
    [InlineData("/api/v1/plans/contoh/commitments/99/evidence.csv", 404)]
    [InlineData("/api/v1/logs/nowhere/history.csv", 404)]
    [InlineData("/api/v1/plugins/nowhere/runs.ndjson", 404)]
    [InlineData("/api/v1/commitments.csv?plan=nowhere", 400)]
    [InlineData("/api/v1/commitments.csv?limit=3", 400)]
    [InlineData("/api/v1/search.csv", 400)]
    [InlineData("/api/v1/plans/nowhere/waiting.csv", 404)]
    [InlineData("/api/v1/commitments.json?proof=perhaps", 400)]
    public async Task What_is_not_there_or_not_understood_is_said(string address, int status)
    {
        using var client = site.CreateClient();
        ((int)(await client.GetAsync(new Uri(address, UriKind.Relative))).StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task Forms_say_what_they_are_and_are_for_saving()
    {
        using var client = site.CreateClient();
        foreach (var (form, type) in new[] { ("csv", "text/csv"), ("json", "application/json"), ("ndjson", "application/x-ndjson") })
        {
            var answer = await client.GetAsync(new Uri($"/api/v1/organisations.{form}", UriKind.Relative));
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
            answer.Content.Headers.ContentDisposition!.ToString().Should().Be($"attachment; filename=\"organisations.{form}\"");
            answer.Headers.CacheControl!.Public.Should().BeTrue();
        }

        (await Get("/api/v1/organisations.csv")).Should().StartWith(new byte[] { 0xEF, 0xBB, 0xBF });
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("ndjson")]
    public async Task A_list_of_any_length_is_never_held_whole(string form)
    {
        var made = 0;
        var body = new LargestWrite();
        var http = new DefaultHttpContext { Response = { Body = body } };
        await WholeList.Of(form, "long", Long(), new Table<string>().Text("text", text => text)).ExecuteAsync(http);
        made.Should().Be(20_000);
        body.Total.Should().BeGreaterThan(20_000_000);
        body.Largest.Should().BeLessThan(400_000, "what is made is sent before more is made");

        IEnumerable<string> Long()
        {
            for (; made < 20_000; made++) yield return new string('x', 1000);
        }
    }

    [Fact]
    public void Parts_follow_each_other_to_the_end()
    {
        var asked = new List<string?>();
        WholeList.Parts((cursor, limit) =>
        {
            asked.Add(cursor);
            return new Page<int>([asked.Count], asked.Count < 3 ? $"after {asked.Count}" : null);
        }).Should().Equal(1, 2, 3);
        asked.Should().Equal(null, "after 1", "after 2");
    }

    private async Task<byte[]> Get(string address)
    {
        using var client = site.CreateClient();
        return await client.GetByteArrayAsync(new Uri(address, UriKind.Relative));
    }

    private static List<Dictionary<string, string>> Rows(byte[] csv)
    {
        using var reader = CsvReader.Create(csv, CsvReaderOptions.Default with { HasHeader = false });
        reader.Read().Should().BeTrue("there is a heading row");
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToList();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read()) rows.Add(names.Index().ToDictionary(at => at.Item, at => reader.GetString(at.Index)));
        return rows;
    }

    /// <summary>Counts what is written to it.</summary>
    private sealed class LargestWrite : Stream
    {
        public long Total { get; private set; }

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Total;

        public override long Position { get => Total; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Count(count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count(buffer.Length);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        private void Count(int bytes)
        {
            Total += bytes;
            Largest = Math.Max(Largest, bytes);
        }
    }
}
