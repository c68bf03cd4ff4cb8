using System.Net;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Http;
using Tracker.Host.Tests.Plans;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Doors;

/// <summary>A data folder into which an older copy of the ledger was put back.</summary>
public sealed class RestoredHostTests
{
    [Fact]
    public async Task An_older_copy_is_told_to_everybody_and_takes_no_entries()
    {
        using var folder = new SomePlanFolder().With("contoh");
        var ledger = Path.Combine(folder.Data, "ledger.db");
        await using (var healthy = await folder.Start())
        {
            (await Get(healthy, "/readyz")).Should().Be((HttpStatusCode.OK, "Healthy"));
            (await Get(healthy, "/en/record/contoh")).Text.Should().NotContain("takes no entries");
        }

        var older = await File.ReadAllBytesAsync(ledger);
        folder.With("contoh-lama");
        await using (await folder.Start())
        {
        }

        foreach (var file in Directory.GetFiles(folder.Data, "ledger.db*")) File.Delete(file);
        await File.WriteAllBytesAsync(ledger, older);
        await using var app = await folder.Start();

        (await Get(app, "/readyz")).Should().Be((HttpStatusCode.OK, "Degraded"), "what is there can be read");
        foreach (var page in (string[])["/en/record", "/en/record/contoh"])
            (await Get(app, page)).Text.Should().Contain("This log takes no entries now");
        (await Get(app, "/id/record/contoh")).Text.Should().Contain("Log ini sedang tidak menerima entri");
        (await Get(app, "/en/plans/contoh")).Status.Should().Be(HttpStatusCode.OK);
        var before = await app.Types("contoh");
        await using var scope = app.Services.CreateAsyncScope();
        var plan = SomePlan.Published() with { Plan = PlanId.Parse("lain"), Jurisdiction = Jurisdiction.Parse("contoh") };
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(
            new Write<PublishPlan>(new(plan), plan.Plan, new Actor(Role.System, "system:test", null, null), "a-key"));
        ((WriteOutcome.Declined)outcome).Why.Rule.Should().Be("log-closed");
        (await app.Types("contoh")).Should().Equal(before);
    }

    [Fact]
    public async Task Nobody_else_on_the_machine_reads_what_is_kept()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new SomePlanFolder().With("contoh-lama");
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllBytesAsync(Path.Combine(folder.Data, "ledger.db"), []); // as an earlier version left it, for everybody to read
        await using var app = await folder.Start();

        foreach (var file in Directory.GetFiles(folder.Data, "*.db*"))
            (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).Should().Be(UnixFileMode.None, file);
    }

    private static async Task<(HttpStatusCode Status, string Text)> Get(PlansApp app, string address)
    {
        using var answer = await app.CreateClient().GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
