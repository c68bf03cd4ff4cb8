using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Tests.Plans;
using Xunit;

namespace Tracker.Host.Tests.Accounts;

public sealed class FromNothingTests
{
    [Fact]
    public async Task A_production_site_becomes_usable_from_the_set_up_link_on_by_pages_alone()
    {
        using var folder = new SomePlanFolder().With("contoh");
        await using var app = await folder.Start(
            "Production", true, services => services.AddSingleton<TimeProvider>(new SteppedClock(new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero))));
        string link;
        await using (var scope = app.Services.CreateAsyncScope()) link = await scope.ServiceProvider.GetRequiredService<SetUp>().NewLink(default);

        var first = app.Somebody();
        using var opened = await first.Send(
            await first.Open($"/id/set-up?link={link}"), $"/id/set-up?link={link}",
            ("account", "admin"), ("password", SomeSite.Password), ("organisation", "contoh-setda"), ("organisation-name", "Sekretariat Daerah Contoh"), ("partner", "government"));
        opened.StatusCode.Should().Be(HttpStatusCode.OK);
        var admin = await app.SignIn("admin");

        await app.Somebody().Accept(await admin.Invite("contoh-setda", "coordinator", "contoh"), "coordinator");
        var coordinator = await app.SignIn("coordinator");
        await app.Somebody().Accept(await coordinator.Invite("contoh-dinas", "owner"), "owner");
        await app.Somebody().Accept(await coordinator.Invite("contoh-media", "reviewer"), "reviewer");
        await app.Somebody().Accept(await admin.Invite("contoh-kampus", "partner"), "partner");

        // A reviewer whom no plan file names: the admin registers, the coordinator enters, and then invites.
        await admin.Sent("/en/register-organisation", ("organisation", "lembaga-baru"), ("memberOf", "public"), ("name-en", "A new institute"));
        await coordinator.Sent("/en/plans/contoh/appoint-reviewer", ("reviewer", "lembaga-baru"), ("reason", "Named by the forum."));
        await app.Somebody().Accept(await coordinator.Invite("lembaga-baru", "reviewer"), "new-reviewer");

        const string leaf = "/en/plans/contoh/commitments/2/milestones/2.1.1";
        await (await app.SignIn("owner")).Sent($"{leaf}/report-progress", ("completion", "Limited"), ("narrative", "Two of ten are done."), ("challenges", "Lack of resources"));
        var evidence = await (await app.SignIn("partner")).Sent(
            $"{leaf}/submit-evidence", ("stance", "supports"), ("title", "A visit"), ("summary", "We saw two."), ("source", "https://example.org/visit"), ("on", "2026-05-01"), ("shows", "Limited"));
        var reviewer = await app.SignIn("new-reviewer");
        await reviewer.Sent("/en/organisations/lembaga-baru/declare-independence", ("plan", "contoh"), ("statement", "We are not paid."), ("confirmed", "yes"));
        (await reviewer.Open("/en/reviews")).QuerySelectorAll("main a[href*='/evidence/']").Should().NotBeEmpty();
        var judged = await reviewer.Sent($"{evidence.Split('?')[0]}/review", ("decision", "Limited"), ("reason", "We were there too."));
        judged.Should().Contain("recorded=");
    }
}
