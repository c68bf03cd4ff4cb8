using System.Net;
using AngleSharp.Html.Dom;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed class FormLimitTests
{
    [Fact]
    public async Task Too_many_forms_of_one_account_are_told_when_to_come_back_and_keep_what_was_typed()
    {
        var site = new SomeSite { Settings = [("Tracker:WritesPerMinute", "1")] };
        await site.InitializeAsync();
        var owner = await site.SignedIn("owner");
        var page = await owner.Open("/en/plans/contoh/commitments/1/milestones/1.4/report-progress");
        (string, string)[] typed = [("completion", "Substantial"), ("narrative", "The channel answers.")];
        using var first = await owner.Send(page, typed);
        first.StatusCode.Should().Be(HttpStatusCode.Redirect);

        using var second = await owner.Send(page, typed);

        second.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.Should().NotBeNull();
        ((IHtmlTextAreaElement)(await Visitor.Read(second)).GetElementById("f-narrative")!).Value.Should().Be("The channel answers.");
        await site.DisposeAsync();
    }
}
