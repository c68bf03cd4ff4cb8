using System.Net;
using System.Text.Json;
using CsvHelper;
using FluentAssertions;
using Tracker.Host.Http;
using Tracker.Host.Tests.Doors;
using Xunit;

namespace Tracker.Host.Tests.OpenData;

/// <summary>Tables say names and titles in their reader's language.</summary>
public sealed class WordedInTests(Pages.SomeSite site) : IClassFixture<Pages.SomeSite>
{
    [Theory]
    [InlineData("en", "organisations", "name")]
    [InlineData("id", "organisations", "name")]
    [InlineData("en", "plans", "title")]
    [InlineData("id", "plans", "title")]
    public async Task A_pages_table_has_the_names_that_the_page_has(string language, string list, string column)
    {
        var visitor = site.Visitor();
        var page = await visitor.Open($"/{language}/{list}");
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", language == "en" ? "id" : "en"); // the browser's own, and not the page's

        var names = await Names(visitor.Http, page.QuerySelector("a[download]")!.GetAttribute("href")!, column);

        names.Should().NotBeEmpty().And.OnlyContain(name => page.Body!.TextContent.Contains(name, StringComparison.Ordinal));
        names.Should().NotEqual(await Names(visitor.Http, $"/api/v1/{list}.csv", column), "these have other names in another language");
    }

    [Fact]
    public async Task A_program_says_it_in_a_header_and_without_one_names_are_as_written()
    {
        var http = site.Visitor().Http;
        var own = await Names(http, "/api/v1/organisations.csv", "name");
        var all = JsonDocument.Parse(await http.GetStringAsync("/api/v1/organisations.json")).RootElement.EnumerateArray().ToList();
        own.Should().Equal(all.Select(one => one.GetProperty("name").GetString()));

        http.DefaultRequestHeaders.Add("Accept-Language", "fr, en;q=0.4, id;q=0.8");

        (await Names(http, "/api/v1/organisations.csv", "name")).Should().Equal(
            all.Select(one => one.GetProperty("names").TryGetProperty("id", out var indonesian) ? indonesian.GetString() : one.GetProperty("name").GetString())).And.NotEqual(own);
        using var answer = await http.GetAsync("/api/v1/organisations.csv");
        answer.Headers.Vary.Should().Contain("Accept-Language", "whoever keeps it keeps one for each");
    }

    [Theory]
    [InlineData("organisations.csv?language=English", "malformed-value")]
    [InlineData("organisations.json?language=en", "unknown-member")]
    [InlineData("organisations?language=en", "unknown-member")]
    public async Task What_is_no_language_or_chooses_nothing_is_refused(string address, string rule)
    {
        using var answer = await site.Visitor().Http.GetAsync($"/api/v1/{address}");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var refused = await answer.Json();
        ((string)refused["rule"]!, (string)refused["field"]!).Should().Be((rule, "language"));
    }

    private static async Task<List<string>> Names(HttpClient http, string address, string column)
    {
        using var csv = CsvReader.Create(await http.GetByteArrayAsync(address), CsvReaderOptions.Default with { HasHeader = false });
        csv.Read().Should().BeTrue("there is a heading row");
        var at = Enumerable.Range(0, csv.FieldCount).First(place => csv.GetString(place) == column);
        var names = new List<string>();
        while (csv.Read()) names.Add(CsvCell.Original(csv.GetString(at)));
        return names;
    }
}
