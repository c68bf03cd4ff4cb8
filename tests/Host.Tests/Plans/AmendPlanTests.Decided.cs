using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>What was decided once.</summary>
public sealed partial class AmendPlanTests
{
    [Fact]
    public async Task What_was_decided_for_the_tracker_is_asked_again_only_when_the_files_change_it_again()
    {
        const string field = "commitments/2/milestones/2.2/title/id";
        using var folder = published.Copy();
        folder.Change("contoh/02-anggaran-desa.md", "### 2.2 Warga dilatih membaca anggaran", "### 2.2 Warga dan perangkat desa dilatih membaca anggaran");
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var decided = Amending(await Differences(coordinator));
        decided["take"] = new JsonArray();
        using (var first = await coordinator.Post($"{Api}/amendments", decided, key: "decided-once"))
            first.StatusCode.Should().Be(HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        using (var repeated = await coordinator.Post($"{Api}/amendments", decided, key: "decided-once"))
            repeated.StatusCode.Should().Be(HttpStatusCode.Created, "the same asked again has the same receipt");

        for (var other = 1; other <= 2; other++)
        {
            folder.Change("contoh/05-kontrak.en.md", "Contract data can be downloaded", $"By anybody {other}: Contract data can be downloaded");
            Fates(await Differences(coordinator)).Should().Contain((field, "kept", true)).And.NotContain(one => one.Fate == "conflict");
            app.Report(Plan).Differences.Select(one => one.Field).Should().NotContain(field);
            (await (await SignedInByPage(app, folder)).Open("/en/plans/contoh/amend-from-files")).GetElementById("conflicts").Should().BeNull();
            using var another = await coordinator.Post($"{Api}/amendments", Amending(await Differences(coordinator)));
            another.StatusCode.Should().Be(HttpStatusCode.Created, "nothing is left to decide, time after time");
        }

        folder.Change("contoh/02-anggaran-desa.md", "### 2.2 Warga dan perangkat desa dilatih", "### 2.2 Warga serta perangkat desa dilatih");
        Fates(await Differences(coordinator)).Where(one => one.Fate == "conflict").Should().ContainSingle().Which.Field.Should().Be(field);
        (await (await SignedInByPage(app, folder)).Open("/en/plans/contoh/amend-from-files")).GetElementById("conflicts")!.TextContent.Should().Contain("(1)");
        using var asked = await coordinator.Post($"{Api}/amendments", Amending(await Differences(coordinator)));
        ((string)(await asked.Json())["rule"]!).Should().Be("plan-conflicts");
        (await Title(coordinator, "2", "2.2")).Should().Be("Warga di setiap kecamatan dilatih membaca anggaran");
    }
}
