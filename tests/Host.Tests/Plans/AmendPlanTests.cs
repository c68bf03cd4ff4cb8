using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Tracker.Host.Features.Plans;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>Files that were changed after a plan was published, and a coordinator who applies them.</summary>
public sealed partial class AmendPlanTests(PublishedExample published) : IClassFixture<PublishedExample>
{
    private const string Plan = "contoh";
    private const string Api = "/api/v1/plans/contoh";

    [Fact]
    public async Task Changed_files_are_applied_with_a_reason_and_read_the_same_afterwards()
    {
        using var folder = published.Copy();
        folder.Change("contoh/05-kontrak.md", "| 5.2 | Data kontrak dapat diunduh |", "| 5.2 | Data kontrak dapat diunduh siapa pun |");
        folder.Change("contoh/05-kontrak.en.md", "Contract data can be downloaded", "Contract data can be downloaded by anybody");
        await using (var app = await folder.Start("Development"))
        {
            app.Report(Plan).Status.Should().Be(PlanFileStatus.Changed);
            var coordinator = SignedIn(app, folder, "coordinator");
            var differences = await Differences(coordinator);
            differences["applied"]!.GetValue<bool>().Should().BeFalse();
            Fates(differences).Should().BeEquivalentTo(
            [
                ("commitments/5/milestones/5.2/title/id", "changed", true), ("commitments/5/milestones/5.2/title/en", "changed", true),
                // The example's script moved and amended these here: the files are older.
                ("commitments/1/milestones/1.4/due", "kept", true), ("commitments/5/milestones/5.2/due", "kept", true),
                ("commitments/2/milestones/2.2/title/id", "kept", true), ("commitments/2/milestones/2.4/title/id", "kept", true),
                ("commitments/2/milestones/2.4/title/en", "kept", true),
                // And made the rule of proof stricter.
                ("plan/policy/organisationsForCommitment", "kept", false),
            ]);

            var answer = await coordinator.Post($"{Api}/amendments", Amending(differences));

            answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            (await Title(coordinator, "5", "5.2")).Should().Be("Data kontrak dapat diunduh siapa pun");
            (await app.Types(Plan)).TakeLast(2).Should().Equal("commitment.amended", "plan.amended");
            app.Report(Plan).Status.Should().Be(PlanFileStatus.Unchanged);
            var again = await coordinator.Post($"{Api}/amendments", Amending(differences));
            ((string)(await again.Json())["rule"]!).Should().Be("amendment-unchanged");
        }

        await using var after = await folder.Start("Development");
        after.Report(Plan).Status.Should().Be(PlanFileStatus.Unchanged, "these files were applied");
    }

    [Fact]
    public async Task What_changed_in_the_files_and_here_is_decided_field_by_field()
    {
        using var folder = published.Copy();
        folder.Change("contoh/02-anggaran-desa.md", "### 2.4 Data aset desa dibuka", "### 2.4 Data aset semua desa dibuka");
        folder.Change("contoh/02-anggaran-desa.md", "### 2.2 Warga dilatih membaca anggaran", "### 2.2 Warga dan perangkat desa dilatih membaca anggaran");
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var differences = await Differences(coordinator);
        Fates(differences).Where(one => one.Fate == "conflict").Select(one => one.Field).Should().BeEquivalentTo(
            "commitments/2/milestones/2.4/title/id", "commitments/2/milestones/2.2/title/id");
        var before = await app.Types(Plan);

        var undecided = await coordinator.Post($"{Api}/amendments", Amending(differences));

        undecided.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((string)(await undecided.Json())["rule"]!).Should().Be("plan-conflicts");
        (await app.Types(Plan)).Should().Equal(before);

        var decided = await coordinator.Post($"{Api}/amendments", Amending(differences, "commitments/2/milestones/2.4/title/id"));

        decided.StatusCode.Should().Be(HttpStatusCode.Created, await decided.Content.ReadAsStringAsync());
        (await Title(coordinator, "2", "2.4")).Should().Be("Data aset semua desa dibuka");
        (await Title(coordinator, "2", "2.2")).Should().Be("Warga di setiap kecamatan dilatih membaca anggaran", "nobody took the files' words");
        Fates(await Differences(coordinator)).Where(one => one.Field == "commitments/2/milestones/2.2/title/id").Should().ContainSingle()
            .Which.Fate.Should().Be("kept", "it was decided");
    }

    [Theory]
    [InlineData("organisations-for-commitment: 3", null, null, null)]
    [InlineData("organisations-for-commitment: 4", "4", "3", "conflict")]
    public async Task A_rule_of_proof_in_the_files_is_held_against_the_one_that_holds_once_and_made_stricter_elsewhere(
        string policy, string? inFiles, string? inTracker, string? fate)
    {
        using var folder = published.Copy();
        folder.Change("contoh/plan.md", "currency: IDR", $"currency: IDR\npolicy:\n  {policy}");
        await using var app = await folder.Start("Development");

        var differences = (await Differences(SignedIn(app, folder, "coordinator")))["items"]!.AsArray()
            .Where(item => ((string)item!["field"]!).Contains("policy", StringComparison.Ordinal)).ToList();

        differences.Select(item => ((string?)item!["inFiles"], (string?)item["inTracker"], (string?)item["fate"], (bool)item["canBeApplied"]!))
            .Should().Equal(fate is null ? [] : [(inFiles, inTracker, fate, false)]);
    }

    [Fact]
    public async Task A_date_that_changed_in_the_files_is_moved_and_the_first_one_stays()
    {
        using var folder = published.Copy();
        folder.Change("contoh/05-kontrak.md", "2025-11-30", "2028-11-30");
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");

        var answer = await coordinator.Post($"{Api}/amendments", Amending(await Differences(coordinator)));

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var leaf = await Leaf(coordinator, "5", "5.1");
        ((string)leaf["due"]!, (string)leaf["firstDue"]!).Should().Be(("2028-11-30", "2025-11-30"));
    }

    [Fact]
    public async Task A_commitment_that_is_only_in_the_files_is_published_and_the_plan_says_what_its_files_say()
    {
        using var folder = published.Copy();
        folder.Change("contoh/plan.en.md", "# Example action plan", "# The new example action plan");
        Copy(folder["contoh/05-kontrak.md"], folder["contoh/06-taman.md"]);
        Copy(folder["contoh/05-kontrak.en.md"], folder["contoh/06-taman.en.md"]);
        await using (var app = await folder.Start("Development"))
        {
            app.Report(Plan).Status.Should().Be(PlanFileStatus.Changed);
            var coordinator = SignedIn(app, folder, "coordinator");
            var differences = await Differences(coordinator);
            Fates(differences).Where(one => one.Fate == "changed").Should().OnlyContain(one => one.CanBeApplied);
            (await coordinator.GetAsync($"{Api}/commitments/6")).StatusCode.Should().Be(HttpStatusCode.NotFound, "nothing is changed silently");

            var answer = await coordinator.Post($"{Api}/amendments", Amending(differences));

            answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            (await app.Types(Plan)).TakeLast(3).Should().Equal("plan.changed", "commitment.published", "plan.amended");
            await Tells(coordinator, "en", "Plan: Title (English) before: Example action plan (2025–2028) now: The new example action plan (2025–2028)");
            await Tells(coordinator, "id", "Rencana: Judul (bahasa Inggris) semula: Example action plan (2025–2028) sekarang: The new example action plan (2025–2028)");
            (await coordinator.GetAsync($"{Api}/commitments/6")).StatusCode.Should().Be(HttpStatusCode.OK);
            var plan = await (await coordinator.GetAsync(Api)).Json();
            ((int)plan["commitments"]!).Should().Be(6);
            ((string)plan["titles"]!["en"]!).Should().StartWith("The new example");
            ((string)(await Leaf(coordinator, "6", "6.2"))["title"]!).Should().NotBeEmpty();
            (await Differences(coordinator))["applied"]!.GetValue<bool>().Should().BeTrue();
        }

        await using var after = await folder.Start("Development");
        after.Report(Plan).Status.Should().Be(PlanFileStatus.Unchanged, "these files were applied");
    }

    [Fact]
    public async Task Only_a_coordinator_applies_files_and_only_those_that_were_looked_at()
    {
        using var folder = published.Copy();
        folder.Change("contoh/05-kontrak.md", "| 5.2 | Data kontrak dapat diunduh |", "| 5.2 | Data kontrak dapat diunduh siapa pun |");
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var differences = await Differences(coordinator);
        var before = await app.Types(Plan);

        (await SignedIn(app, folder, "owner").Post($"{Api}/amendments", Amending(differences))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        var others = Amending(differences);
        others["digest"] = new string('0', 64);
        ((string)(await (await coordinator.Post($"{Api}/amendments", others)).Json())["rule"]!).Should().Be("plan-files-other");
        var silent = Amending(differences);
        silent["reason"] = " ";
        ((string)(await (await coordinator.Post($"{Api}/amendments", silent)).Json())["rule"]!).Should().Be("text-required");
        (await app.Types(Plan)).Should().Equal(before);
    }

    [Fact]
    public async Task A_token_that_is_nobodys_is_named_before_there_is_anything_to_apply()
    {
        using var folder = published.Copy();
        await using var app = await folder.Start("Development");
        using var client = app.CreateClient(new() { BaseAddress = new("https://localhost") });
        (await client.GetAsync($"{Api}/differences")).StatusCode.Should().Be(HttpStatusCode.OK, "anybody may read it");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nobodys");

        using var answer = await client.GetAsync($"{Api}/differences");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        ((string)(await answer.Json())["rule"]!).Should().Be("not-signed-in");
    }

    [Fact]
    public async Task A_coordinator_applies_them_by_the_page()
    {
        using var folder = published.Copy();
        folder.Change("contoh/02-anggaran-desa.md", "### 2.4 Data aset desa dibuka", "### 2.4 Data aset semua desa dibuka");
        await using var app = await folder.Start("Development");
        var visitor = await SignedInByPage(app, folder);
        (await visitor.Open("/en/plan-files")).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).Should().Contain("/en/plans/contoh/amend-from-files");
        var page = await visitor.Open("/en/plans/contoh/amend-from-files");
        page.GetElementById("conflicts")!.TextContent.Should().Contain("(1)");
        using var blank = await visitor.Send(page, ("take", "commitments/2/milestones/2.4/title/id"), ("reason", " "));
        (await Visitor.Read(blank)).GetElementById("e-reason").Should().NotBeNull("somebody typed one reason");

        using var sent = await visitor.Send(page, ("take", "commitments/2/milestones/2.4/title/id"), ("reason", "The forum decided so."));

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        (await visitor.Open("/id/plans/contoh/commitments/2")).GetElementById("m-2.4")!.TextContent.Should().Contain("Data aset semua desa dibuka");
        (await visitor.Open("/en/plan-files")).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).Should().NotContain("/en/plans/contoh/amend-from-files");
        var same = await visitor.Open("/en/plans/contoh/amend-from-files");
        same.QuerySelectorAll("main .notice").Select(notice => notice.TextContent).Should().Contain(told => told.Contains("Nothing is left to apply") && told.Contains("UTC+07:00"));
        same.QuerySelector("main form").Should().BeNull();
        (await visitor.Http.GetAsync("/en/plans/nowhere/amend-from-files")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reason_that_is_blank_is_named_as_the_reason_wherever_it_would_be_recorded()
    {
        using var folder = published.Copy();
        folder.Change("contoh/02-anggaran-desa.en.md", "# Open village budgets", "# Open budgets of villages");
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var body = Amending(await Differences(coordinator));
        body["reason"] = " ";

        var refused = await (await coordinator.Post($"{Api}/amendments", body)).Json();

        ((string)refused["rule"]!, (string)refused["field"]!).Should().Be(("text-required", "reason"));
    }

    [Fact]
    public async Task Files_that_were_edited_under_a_running_site_are_read_when_somebody_asks()
    {
        using var folder = published.Copy();
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var before = await Differences(coordinator);
        before["applied"]!.GetValue<bool>().Should().BeTrue();
        folder.Change("contoh/05-kontrak.en.md", "Contract data can be downloaded", "Contract data can be downloaded by anybody");

        ((string)(await (await coordinator.Post($"{Api}/amendments", Amending(before))).Json())["rule"]!).Should().Be("plan-files-other", "these were looked at before they were edited");
        var differences = await Differences(coordinator);
        Fates(differences).Should().Contain(("commitments/5/milestones/5.2/title/en", "changed", true));
        var visitor = await SignedInByPage(app, folder);
        (await visitor.Open("/en/plan-files")).QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).Should().Contain("/en/plans/contoh/amend-from-files");

        var answer = await coordinator.Post($"{Api}/amendments", Amending(differences));

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        ((string)(await Leaf(coordinator, "5", "5.2"))["titles"]!["en"]!).Should().Be("Contract data can be downloaded by anybody");
        (await Differences(coordinator))["applied"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Files_that_were_broken_under_a_running_site_say_where_and_change_nothing()
    {
        using var folder = published.Copy();
        await using var app = await folder.Start("Development");
        var coordinator = SignedIn(app, folder, "coordinator");
        var (looked, types) = (await Differences(coordinator), await app.Types(Plan));
        folder.Change("contoh/05-kontrak.md", "2025-11-30", "2025-13-30");

        var broken = await Differences(coordinator);
        broken["applied"]!.GetValue<bool>().Should().BeFalse();
        var error = broken["errors"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)error["file"]!, (int)error["line"]!).Should().Be(("contoh/05-kontrak.md", 17));
        using var asking = new HttpRequestMessage(HttpMethod.Get, $"{Api}/differences") { Headers = { { "Accept-Language", "id" } } };
        ((string)(await (await coordinator.SendAsync(asking)).Json())["errors"]![0]!["message"]!).Should().NotBe((string)error["message"]!).And.Contain("2025-13-30");
        foreach (var asked in new[] { looked, broken })
        {
            var refused = await (await coordinator.Post($"{Api}/amendments", Amending(asked))).Json();
            ((string)refused["rule"]!, ((string)refused["detail"]!).Split(" and")[0]).Should().Be(("plan-files-broken", "The plan’s files have 1 error"));
        }

        var page = await (await SignedInByPage(app, folder)).Open("/id/plans/contoh/amend-from-files");
        page.QuerySelector("main")!.TextContent.Should().Contain("contoh/05-kontrak.md:17:").And.Contain("Berkas tidak bisa dibaca");
        page.QuerySelector("main form").Should().BeNull();
        (await app.Types(Plan)).Should().Equal(types);

        folder.Change("contoh/05-kontrak.md", "2025-13-30", "2025-11-30");
        (await Differences(coordinator))["applied"]!.GetValue<bool>().Should().BeTrue("they are as they were");
    }

    /// <summary>Insists that the public record and the entry's own page say of the changed plan what it was and what it is.</summary>
    private static async Task Tells(HttpClient client, string language, string words)
    {
        var record = new HtmlParser().ParseDocument(await client.GetStringAsync($"/{language}/record/contoh"));
        var line = record.QuerySelectorAll("ol.rows > li").First(one => Words(one).Contains(words));
        var entry = new HtmlParser().ParseDocument(await client.GetStringAsync(line.QuerySelectorAll(".meta a")[^1].GetAttribute("href")));
        Words(entry.QuerySelector("main")!).Should().Contain(words).And.NotContain("texts/", "they stand by their names");
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<Visitor> SignedInByPage(PlansApp app, SomePlanFolder folder)
    {
        var visitor = new Visitor(app.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false }));
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "coordinator"), ("password", Secret(folder, "coordinator", "password")));
        return visitor;
    }

    private static void Copy(string fifth, string sixth) => File.WriteAllText(sixth, File.ReadAllText(fifth)
        .Replace("number: 5", "number: 6", StringComparison.Ordinal).Replace("| 5.", "| 6.", StringComparison.Ordinal));

    private static HttpClient SignedIn(PlansApp app, SomePlanFolder folder, string account)
    {
        var client = app.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret(folder, account, "token"));
        return client;
    }

    private static string Secret(SomePlanFolder folder, string account, string kind) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Data, "development-accounts.json"))).RootElement
            .EnumerateArray().First(item => item.GetProperty("account").GetString() == account).GetProperty(kind).GetString()!; // written with every account

    private static async Task<JsonObject> Differences(HttpClient client) => await (await client.GetAsync($"{Api}/differences")).Json();

    private static IEnumerable<(string Field, string Fate, bool CanBeApplied)> Fates(JsonObject differences) => differences["items"]!.AsArray()
        .Select(item => ((string)item!["field"]!, (string)item["fate"]!, (bool)item["canBeApplied"]!));

    private static JsonObject Amending(JsonObject differences, params string[] take)
    {
        var body = new JsonObject { ["digest"] = (string)differences["digest"]!, ["reason"] = "The forum decided so." };
        if (take.Length > 0) body["take"] = new JsonArray([.. take.Select(field => JsonValue.Create(field))]);
        return body;
    }

    private static async Task<string> Title(HttpClient client, string number, string leaf) => (string)(await Leaf(client, number, leaf))["title"]!;

    private static async Task<JsonNode> Leaf(HttpClient client, string number, string leaf) =>
        (await (await client.GetAsync($"{Api}/commitments/{number}")).Json())["milestones"]!.AsArray().Single(one => (string)one!["number"]! == leaf)!;
}
