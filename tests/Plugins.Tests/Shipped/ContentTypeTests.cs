using System.Text;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Shipped;

/// <summary>
/// Sources that say another type than they send, read by the real processes: what the bytes are counts, and not what is said of them.
/// </summary>
public sealed class ContentTypeTests
{
    [SkippableTheory]
    [InlineData("Government/OpenContracting", "government")]
    [InlineData("Public/CitizenReports", "public")]
    [InlineData("Academia/OpenScience", "academia")]
    [InlineData("Business/DataFeed", "business")]
    public async Task The_right_bytes_under_a_wrong_type_are_read_as_those_under_the_right_one(string place, string partner)
    {
        using var run = new SomeRun(place).WithSamples();
        await run.Collect(partner);
        var right = run.Drafts.Select(draft => draft.GetRawText()).ToList();
        right.Should().NotBeEmpty();

        foreach (var wrong in new[] { "text/html; charset=utf-8", "image/png", "application/json; charset=utf-16", "application/xml", "text/csv", "application/zip", "no type" })
        {
            run.Drafts.Clear();
            run.ContentType = wrong;
            await run.Collect(partner);
            run.Drafts.Select(draft => draft.GetRawText()).Should().Equal(right, "{0} is only said", wrong);
        }
    }

    [SkippableFact]
    public async Task Xml_that_says_it_is_json_and_lines_that_say_they_are_a_table_are_read_as_what_they_are()
    {
        const string request = "<request><service_code>queue</service_code><requested_datetime>2026-0{0}-01T00:00:00Z</requested_datetime></request>";
        using var xml = new SomeRun("Public/CitizenReports") { ContentType = "application/json" }
            .With("services.json", "<services><service><service_code>queue</service_code></service></services>")
            .With("requests.json", $"<service_requests>{request.Replace("{0}", "7", StringComparison.Ordinal)}{request.Replace("{0}", "8", StringComparison.Ordinal)}</service_requests>");
        using var lines = new SomeRun("Business/DataFeed") { ContentType = "text/csv" }.With("boards.csv", """{"village":"v1","period":"2026-03","value":1,"source":"s"}""");

        await xml.Collect("public");
        await lines.Collect("business");

        xml.Drafts.Should().ContainSingle();
        lines.Drafts.Should().ContainSingle();
    }

    [SkippableTheory]
    [InlineData("Government/OpenContracting", "government", "releases.json", "application/json")]
    [InlineData("Public/CitizenReports", "public", "requests.json", "application/json")]
    [InlineData("Public/CitizenReports", "public", "requests.json", "text/xml")]
    [InlineData("Academia/OpenScience", "academia", "package_search.json", "application/json")]
    [InlineData("Business/DataFeed", "business", "boards.csv", "text/csv")]
    public async Task Other_bytes_under_the_right_type_are_a_failure_by_name(string place, string partner, string feed, string type)
    {
        foreach (var bytes in Others())
        {
            using var run = new SomeRun(place) { ContentType = type }.WithSamples();
            run.Settings.Remove("works"); // a work that is found is sent all the same
            run.Feeds[$"https://feed.example.org/{feed}"] = bytes;

            (await run.Fails(partner))?.Failure.Should().Be(PluginFailure.SourceUnusable, "{0} is only said", type);

            run.Drafts.Should().BeEmpty();
        }

        IEnumerable<byte[]> Others()
        {
            using var sound = new SomeRun(place).WithSamples();
            var whole = sound.Feeds[$"https://feed.example.org/{feed}"];
            yield return "<!doctype html><title>Sign in</title><p>We are sorry."u8.ToArray();
            yield return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D];
            yield return [0x1F, 0x8B, 0x08, 0x00, .. whole]; // it says that it is packed, and is not
            yield return Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(whole));
        }
    }
}
