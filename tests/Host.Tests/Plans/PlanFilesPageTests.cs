using System.Text.Json;
using FluentAssertions;
using Tracker.Host.Tests.Pages;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>What the coordinator's page says of plan files, in the page's language.</summary>
public sealed class PlanFilesPageTests
{
    [Fact]
    public async Task Findings_are_said_in_the_language_of_the_page()
    {
        using var folder = new SomePlanFolder().With("contoh").With("contoh-lama");
        Directory.CreateDirectory(folder["rusak"]);
        await File.WriteAllTextAsync(folder["rusak/plan.md"], "---\nplan: rusak\nende: 2028-12-31\n---\n# Rusak\n");
        await using var app = await folder.Start("Development");
        var visitor = await Coordinator(folder, app);

        var english = await visitor.Open("/en/plan-files");
        var indonesian = await visitor.Open("/id/plan-files");

        english.Body!.TextContent.Should().Contain("`ende` is not a key here").And.Contain("did you mean `end`?");
        indonesian.Body!.TextContent.Should().Contain("`ende` bukan kunci di sini").And.Contain("mungkin maksud Anda `end`?").And.NotContain("did you mean");
        indonesian.QuerySelectorAll("main code").Select(code => code.TextContent).Should().Contain(Path.Combine("rusak", "plan.md") + ":3:1");
        indonesian.QuerySelectorAll("main [lang=en]").Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_files_say_otherwise_is_said_in_the_language_of_the_page()
    {
        using var folder = new SomePlanFolder().With("contoh").With("contoh-lama");
        await using (await folder.Start("Development")) { }
        folder.Change("contoh/01-puskesmas.md", "2028-12-31", "2028-11-30");
        await using var app = await folder.Start("Development");
        var visitor = await Coordinator(folder, app);

        foreach (var address in new[] { "/id/plan-files", "/id/plans/contoh/amend-from-files" })
        {
            var page = await visitor.Open(address);
            var row = page.QuerySelectorAll("table.stack tbody tr").Single(one => one.QuerySelector("th")!.TextContent == "Komitmen 1: Berakhir"); // each has one
            row.TextContent.Should().Contain("31 Desember 2028").And.Contain("30 November 2028");
        }
    }

    private static async Task<Visitor> Coordinator(SomePlanFolder folder, PlansApp app)
    {
        var visitor = new Visitor(app.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false }));
        var password = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Data, "development-accounts.json"))).RootElement
            .EnumerateArray().First(item => item.GetProperty("account").GetString() == "coordinator").GetProperty("password").GetString()!; // written with every account
        await visitor.Send(await visitor.Open("/en/sign-in"), ("account", "coordinator"), ("password", password));
        return visitor;
    }
}
