using System.Diagnostics.CodeAnalysis;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Mail;
using Tracker.Host.Running;
using Tracker.Host.Tests.Accounts;
using Tracker.Host.Tests.Mail;
using Tracker.Host.Tests.Pages;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What waits longer than 14 days is told to whoever can decide about it, once.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class LongWaitsTests : IAsyncLifetime
{
    private const string Admin = "admin@example.org";
    private readonly SiteWithMail _mail = new();

    private Tests.SomeSite Site => _mail.Site;

    public async Task InitializeAsync()
    {
        Site.Settings["Tracker:Language"] = "en";
        await _mail.InitializeAsync();
        await Reachable("admin", Admin);
        await Reachable("partner", "partner@example.org");
    }

    public Task DisposeAsync() => _mail.DisposeAsync();

    [Fact]
    public async Task An_admin_is_written_to_once_when_plugins_have_waited_longer_than_fourteen_days()
    {
        var (first, second) = (await Site.Listed(), await Site.Listed());
        Site.Clock.Advance(TimeSpan.FromDays(14));
        (await Told()).Should().BeEmpty("fourteen days are not longer than fourteen days");
        (await Page()).Should().NotContain("longer than 14 days");

        Site.Clock.Advance(TimeSpan.FromMinutes(1));
        var letter = (await Told()).Should().ContainSingle("two that pass at once are one letter").Subject;
        letter.Subject.Should().Contain("plugins wait for a decision");
        letter.TextBody.Should().Contain($"{first} {SomePlugin.Version}").And.Contain($"{second} {SomePlugin.Version}");
        SiteWithMail.Link(letter).Should().Be("/en/partners");
        (await Page()).Should().Contain("longer than 14 days", "the page and the letter say the same");
        (await _mail.Letters("partner@example.org")).Should().BeEmpty("only admins decide");

        (await Told()).Should().ContainSingle("it is told once");
        var another = await Site.Listed();
        Site.Clock.Advance(TimeSpan.FromDays(15));
        (await Told())[^1].TextBody.Should().Contain(another.Value).And.NotContain($"{first} ");
    }

    [Theory]
    [InlineData("en", 13.9, "(13 days)", false)]
    [InlineData("en", 14.0, "(14 days)", false)]
    [InlineData("en", 14.1, "(14 days)", true)]
    [InlineData("id", 1.0, "(1 hari)", false)]
    [InlineData("id", 14.1, "(14 hari)", true)]
    public async Task Everybody_reads_how_many_days_a_plugin_has_waited(string language, double days, string age, bool tooLong)
    {
        var plugin = await Site.Listed();
        Site.Clock.Advance(TimeSpan.FromDays(days));

        foreach (var address in new[] { $"/{language}/plugins/{plugin}", $"/{language}/partners" })
        {
            var waits = (await new Visitor(Site.Visitor()).Open(address)).QuerySelector("main p.meta")!;
            waits.TextContent.Should().Contain(language == "en" ? "Awaiting approval since 4 May 2026" : "Menunggu persetujuan sejak 4 Mei 2026").And.Contain(age);
            waits.QuerySelectorAll(".chip.bad").Should().HaveCount(tooLong ? 1 : 0, address);
        }

        await Site.Written(SomePlugin.Approve() with { Development = true }, plugin);
        (await new Visitor(Site.Visitor()).Open($"/{language}/plugins/{plugin}")).QuerySelector("main")!.TextContent.Should().NotContain(age, "it waits no longer");
    }

    [Fact]
    public async Task After_a_restart_it_is_not_told_again_and_a_newer_version_that_waits_as_long_is()
    {
        var plugin = await Site.Listed();
        Site.Clock.Advance(TimeSpan.FromDays(15));
        (await Told()).Should().ContainSingle();
        using (var reopened = new PluginStore(Site.Data)) // a second process would hold what is on the disk, and no more
            (await reopened.Tell([(plugin, SomePlugin.Digest)])).Should().BeEmpty();

        await Site.Written(SomePlugin.List() with { Plugin = plugin, Digest = PluginDigest.Parse(new('8', 64)) }, plugin, "newer");
        Site.Clock.Advance(TimeSpan.FromDays(15));
        (await Told()).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_decided_in_time_is_no_reason_for_a_letter()
    {
        await Site.Speaking();
        Site.Clock.Advance(TimeSpan.FromDays(30));

        (await Told()).Should().BeEmpty();
    }

    [Fact]
    public async Task While_nobody_can_be_reached_nothing_counts_as_told()
    {
        await Site.Listed();
        await Reachable("admin", null);
        Site.Clock.Advance(TimeSpan.FromDays(15));
        (await Told()).Should().BeEmpty();

        await Reachable("admin", Admin);
        (await Told()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("id", "program menunggu keputusan", "https://tracker.example.org/id/partners")]
    [InlineData("en", "plugins wait for a decision", "https://tracker.example.org/en/partners")]
    public async Task It_is_sent_in_the_sites_language_in_a_real_conversation(string language, string subject, string link)
    {
        await using var server = new SmtpServer();
        var options = new MailOptions { Host = "localhost", Port = server.Port, Security = MailSecurity.None, From = "tracker@example.org" };
        var letter = Site.Services.GetRequiredService<Letters>().LongWait(Admin, language, "counts 1.0.0");

        await new SmtpPostman(options, Site.Clock).Deliver(letter, default);

        var received = await server.Next();
        received.To.Should().Equal(Admin);
        received.Message.Subject.Should().Contain(subject);
        (received.Message.TextBody ?? "").ReplaceLineEndings("\n").Split('\n').Should().Contain([link, "counts 1.0.0"]);
    }

    private async Task<List<MimeMessage>> Told()
    {
        await Site.Services.GetRequiredService<LongWaits>().Tell(default);
        return await _mail.Letters(Admin);
    }

    private async Task<string> Page() => (await new Visitor(Site.Visitor()).Open("/en/partners")).QuerySelector("main")!.TextContent;

    private async Task Reachable(string name, string? address)
    {
        await using var db = await Site.Services.GetRequiredService<IDbContextFactory<AccountsDb>>().CreateDbContextAsync();
        var account = await db.Users.SingleAsync(one => one.UserName == name);
        (account.Email, account.EmailConfirmed) = (address, address is not null);
        await db.SaveChangesAsync();
    }
}
