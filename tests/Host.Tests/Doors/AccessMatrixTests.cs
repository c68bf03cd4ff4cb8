using FluentAssertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Tracker.Host.Tests.Doors;

/// <summary>Every route of the API against every account, on what is theirs and what is another's. A route that is not here fails.</summary>
public sealed class AccessMatrixTests(SomeSite site) : IClassFixture<SomeSite>
{
    private const string Api = "/api/v1/";

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        foreach (var route in WriteRoutes.All.Keys)
        {
            foreach (var account in WriteRoutes.Accounts) cells.Add(route, account);
        }

        return cells;
    }

    [Fact]
    public void Every_route_that_writes_is_in_the_matrix() =>
        Routes().Where(route => !IsRead(route)).Select(Pattern).Should().BeEquivalentTo(WriteRoutes.All.Keys);

    [Fact]
    public void Every_route_that_reads_is_open_to_everybody() =>
        Routes().Where(IsRead).Where(route => route.Metadata.GetMetadata<IAuthorizeData>() is not null).Select(Pattern).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_route_lets_in_exactly_whom_it_may(string route, string account)
    {
        var (may, some) = WriteRoutes.All[route];
        var (address, body) = await some(site);
        var before = await site.Entries();

        var answer = await site.As(account).Post(address, body, Sending.Now);

        if (may.Contains(account))
        {
            ((int)answer.StatusCode).Should().NotBe(401).And.NotBe(403);
        }
        else
        {
            ((int)answer.StatusCode).Should().Be(account == "visitor" ? 401 : 403);
            (await site.Entries()).Should().Be(before);
        }
    }

    [Theory]
    [MemberData(nameof(WithAccounts))]
    public async Task Nobody_writes_without_a_token_or_with_nobodys(string route)
    {
        var (address, body) = await WriteRoutes.All[route].Some(site);
        var before = await site.Entries();

        ((int)(await site.Visitor().Post(address, body, Sending.Now)).StatusCode).Should().Be(401);
        ((int)(await site.With("trk_nobody").Post(address, body, Sending.Now)).StatusCode).Should().Be(401);
        ((int)(await site.With(SomeSite.Password).Post(address, body, Sending.Now)).StatusCode).Should().Be(401);
        (await site.Entries()).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Nothing_is_written_on_another_sites_word(string route)
    {
        var (address, body) = await WriteRoutes.All[route].Some(site);
        var before = await site.Entries();
        foreach (var header in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "//\u202e"), ("Sec-Fetch-Site", "cross-site") })
        {
            var answer = await site.As(WriteRoutes.All[route].May[0]).Post(address, body, Sending.Now, null, header);
            ((int)answer.StatusCode).Should().Be(403, header.ToString());
            ((string)(await answer.Json())["rule"]!).Should().Be("foreign-origin");
        }

        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task Reading_everything_changes_nothing()
    {
        var (id, _) = await site.Submitted();
        var values = new Dictionary<string, string>
        {
            ["plan"] = "contoh",
            ["number"] = "1",
            ["leaf"] = "1.1",
            ["id"] = id,
            ["log"] = "contoh",
            ["index"] = "0",
            ["version"] = "1",
        };
        var before = await site.Entries();
        foreach (var route in Routes().Where(IsRead))
        {
            var address = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
                part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart named ? values.GetValueOrDefault(named.Name, "x")
                : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))));
            ((int)(await site.Visitor().GetAsync(address)).StatusCode).Should().BeLessThan(500, address);
        }

        (await site.Entries()).Should().Be(before);
    }

    public static TheoryData<string> WithAccounts() => new(WriteRoutes.All.Where(route => !route.Value.May.Contains("visitor")).Select(route => route.Key));

    public static TheoryData<string> Writing() => new(WriteRoutes.All.Keys);

    private IEnumerable<RouteEndpoint> Routes() => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith(Api, StringComparison.Ordinal) == true);

    private static string Pattern(RouteEndpoint route) => route.RoutePattern.RawText![Api.Length..]; // filtered by it

    private static bool IsRead(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.All(method => method is "GET" or "HEAD") == true;
}
