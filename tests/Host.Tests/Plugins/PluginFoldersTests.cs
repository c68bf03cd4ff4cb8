using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Plugins;

/// <summary>What is put into the folder of plugins is seen by everybody, whether it can be run or not.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class PluginFoldersTests : IAsyncLifetime
{
    private readonly Tests.SomeSite _site = new();

    private PluginFiles Files => _site.Services.GetRequiredService<PluginFiles>();

    public Task InitializeAsync() => _site.InitializeAsync();

    Task IAsyncLifetime.DisposeAsync() => _site.DisposeAsync().AsTask();

    [Theory]
    [InlineData("en", "These files speak version 2.0 of the plugin protocol; this site speaks 1.0.", "Cannot run here")]
    [InlineData("id", "Berkas ini memakai protokol program versi 2.0; situs ini memakai versi 1.0.", "Tidak dapat berjalan di sini")]
    public async Task A_plugin_of_another_protocol_is_listed_with_words_and_waits_for_nothing(string language, string words, string status)
    {
        Put("newer", Manifest("newer").Replace("\"1.0\"", "\"2.0\"", StringComparison.Ordinal));
        await Looked();
        _site.Clock.Advance(TimeSpan.FromDays(15));

        foreach (var page in new[] { $"/{language}/partners", $"/{language}/plugins/newer" })
        {
            var shown = (await new Visitor(_site.Visitor()).Open(page)).QuerySelector("main")!;
            shown.TextContent.Should().Contain(words).And.Contain(status).And.NotContain("14 ").And.NotContain("Awaiting approval since").And.NotContain("Menunggu persetujuan sejak");
            shown.QuerySelector("[aria-labelledby=broken]").Should().BeNull();
        }

        var listed = JsonNode.Parse(await _site.Visitor().GetStringAsync("/api/v1/plugins"))!.AsArray().Single(one => (string)one!["id"]! == "newer")!;
        ((string)listed["status"]!).Should().Be("Incompatible");
        listed["awaitingSince"].Should().BeNull();
        ((string)listed["obstacle"]!["rule"]!).Should().Be("plugin-protocol-foreign");
        ((string)listed["obstacle"]!["words"]![language]!).Should().Be(words);
        var read = await (await _site.Visitor().GetAsync("/api/v1/plugins/newer")).Json();
        ((bool)read["listings"]![0]!["waiting"]!).Should().BeFalse();
        ((string)read["listings"]![0]!["obstacle"]!["words"]![language]!).Should().Be(words);
    }

    [Fact]
    public async Task A_plugin_of_another_protocol_cannot_be_approved_and_can_be_refused()
    {
        Put("newer", Manifest("newer").Replace("\"1.0\"", "\"2.0\"", StringComparison.Ordinal));
        await Looked();
        var digest = View("newer")!.Current.Digest.Value;

        var refused = await _site.As("admin").Post("/api/v1/plugins/newer/approval", new() { ["digest"] = digest, ["organisation"] = SomeActor.Community.Value });
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        ((string)(await refused.Json())["rule"]!).Should().Be("plugin-protocol-foreign");
        (await (await SignedIn("admin")).Open("/en/plugins/newer")).QuerySelectorAll("main a[href$='/approve']").Should().BeEmpty("there is nothing to approve");
        var form = await (await SignedIn("admin")).Open("/en/plugins/newer/approve"); // by an address that somebody kept
        form.QuerySelector("main")!.TextContent.Should().Contain("These files speak version 2.0");
        form.QuerySelectorAll("main form").Should().BeEmpty();

        (await _site.As("admin").Post("/api/v1/plugins/newer/refusal", new() { ["reason"] = "Nobody here runs 2.0." })).StatusCode.Should().Be(HttpStatusCode.Created);
        await Passed();
        ((string)(await (await _site.Visitor().GetAsync("/api/v1/plugins/newer")).Json())["status"]!).Should().Be("Refused");
    }

    [Fact]
    public async Task A_newer_version_of_another_protocol_changes_nothing_in_what_speaks()
    {
        Put("both", Manifest("both"));
        await Looked();
        (await _site.As("admin").Post("/api/v1/plugins/both/approval", new() { ["digest"] = View("both")!.Current.Digest.Value, ["organisation"] = SomeActor.Community.Value }))
            .StatusCode.Should().Be(HttpStatusCode.Created);
        Put("both", Manifest("both").Replace("\"1.0\"", "\"2.0\"", StringComparison.Ordinal));
        await Looked();

        var standing = (await _site.Services.GetRequiredService<PluginStandings>().Plugin(PluginId.Parse("both")))!;
        standing.Waiting.Should().BeEmpty();
        standing.Foreign.Should().ContainSingle();
        standing.Obstacle?.Rule.Should().NotBe("plugin-protocol-foreign", "what speaks is of this protocol");
        (await _site.Visitor().GetStringAsync("/en/plugins/both")).Should().Contain("These files speak version 2.0");

        (await _site.As("admin").Post("/api/v1/plugins/both/revocation", new() { ["reason"] = "Its source is away." })).StatusCode.Should().Be(HttpStatusCode.Created);
        await Passed();
        ((string)(await (await _site.Visitor().GetAsync("/api/v1/plugins/both")).Json())["status"]!).Should().Be("Revoked", "that was decided, and files that cannot run undo no decision");
    }

    [Theory]
    [InlineData("en", "Folders that are no plugins yet", "did you mean `academia`?")]
    [InlineData("id", "Folder yang belum menjadi program mitra", "mungkin maksud Anda `academia`?")]
    public async Task A_broken_folder_is_shown_with_what_lint_says_until_it_is_mended(string language, string heading, string advice)
    {
        Put("academia/counts", Manifest("counts").Replace("[academia]", "[academy]", StringComparison.Ordinal));
        await Looked();

        var section = await Section(language);
        section!.QuerySelector("h2")!.TextContent.Should().Be(heading);
        section.QuerySelector("h3")!.TextContent.Should().Be("academia/counts");
        section.TextContent.Should().Contain("plugin.yaml:5:12").And.Contain(advice).And.NotContain(_site.Plugins);
        var answer = await (await _site.Visitor().GetAsync("/api/v1/plugin-folders")).Json();
        ((string)answer["items"]![0]!["folder"]!).Should().Be("academia/counts");
        ((string)answer["items"]![0]!["findings"]![0]!["whatToDo"]![language]!).Should().Contain(advice);
        answer.ToJsonString().Should().NotContain(_site.Plugins);
        JsonNode.Parse(await _site.Visitor().GetStringAsync("/api/v1/plugins"))!.AsArray().Should().NotContain(one => (string)one!["id"]! == "counts", "it is none");

        Put("academia/counts", Manifest("counts"));
        await Looked();
        (await Section(language)).Should().BeNull();
        ((string)(await (await _site.Visitor().GetAsync("/api/v1/plugins/counts")).Json())["status"]!).Should().Be("Awaiting approval");
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_shown_and_one_that_is_taken_away_is_not()
    {
        Put("forgotten", "", "plugin.yml");
        File.SetLastWriteTimeUtc(Path.Combine(_site.Plugins, "forgotten", "plugin.yml"), DateTime.UnixEpoch); // a copy that keeps the time
        await Looked();
        (await Section("en"))!.TextContent.Should().Contain("forgotten").And.Contain("there is no plugin.yaml in the folder");

        Directory.Delete(Path.Combine(_site.Plugins, "forgotten"), recursive: true);
        await Looked();
        (await Section("en")).Should().BeNull();

        Put("forgotten", "", "plugin.yml");
        File.SetLastWriteTimeUtc(Path.Combine(_site.Plugins, "forgotten", "plugin.yml"), DateTime.UnixEpoch); // a copy that keeps the time
        await Looked();
        (await Section("en")).Should().NotBeNull("it was put back as it was");
    }

    [Fact]
    public async Task What_the_rules_of_the_record_refuse_is_shown_too()
    {
        Put("named", Manifest("named").Replace("en: Counts", "en: counts@example.org", StringComparison.Ordinal));
        await Looked();

        (await Section("en"))!.TextContent.Should().Contain("named").And.Contain("This text contains an e-mail address");
        Directory.EnumerateDirectories(Path.Combine(_site.Data, "plugins")).Should().BeEmpty("what is listed nowhere is kept nowhere");
    }

    [Theory]
    [InlineData("<script>alert(1)<")]
    [InlineData("\"onmouseover='alert(1)'")]
    [InlineData("line\nbreak")]
    [InlineData("\u202Efdp.exe")]
    [InlineData("{name} {{x}} %s & &lt;")]
    [InlineData(" ")]
    [InlineData("..hidden")]
    public async Task A_hostile_name_is_shown_as_what_it_is(string name)
    {
        Put(name, $"id: <img src=x onerror=alert(1)>\n'\u202E{name.Replace('\'', ' ').Replace('\n', ' ')}': 1\n{new string('x', 1000)}: 2\n");
        await Looked();

        var html = await _site.Visitor().GetStringAsync("/en/partners");
        html.Should().NotContain("<script>alert").And.NotContain("<img src=x").And.NotContain("\u202E").And.NotContain(_site.Plugins).And.NotContain(new string('x', 400));
        (await Section("en"))!.QuerySelector("h3")!.TextContent.Should().Be(BrokenFolder.Shown(name));
        (await _site.Visitor().GetStringAsync("/api/v1/plugin-folders")).Should().NotContain("\u202E").And.NotContain(_site.Plugins).And.NotContain(new string('x', 400));
    }

    [SkippableFact]
    public async Task A_name_that_is_not_even_text_hides_no_other_folder()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere every name is text");
        await Sh("mkdir \"$(printf 'no\\377text')\"");
        Put("counts", Manifest("counts"));
        try
        {
            await Looked();

            View("counts").Should().NotBeNull();
            (await Section("en"))!.QuerySelector("h3")!.TextContent.Should().Be("no\uFFFDtext");
        }
        finally
        {
            await Sh("rm -r no*text"); // nobody else can name it
        }
    }

    [SkippableFact]
    public async Task Nobody_waits_for_a_pipe_and_it_hides_no_other_folder()
    {
        Skip.If(OperatingSystem.IsWindows(), "pipes lie in no folder there");
        Put("piped", Manifest("piped"));
        await Sh("mkfifo piped/input && mkdir only && mkfifo only/plugin.yaml");
        Put("counts", Manifest("counts"));

        await Looked().WaitAsync(TimeSpan.FromMinutes(1));

        View("counts").Should().NotBeNull();
        Files.Broken.Select(folder => (folder.Name, Found: folder.Findings.Single().ToString())).Should().SatisfyRespectively(
            only => only.Should().Match<(string Name, string Found)>(one => one.Name == "only" && one.Found.StartsWith("plugin.yaml:1:1: no-file: it is neither a file nor a folder")),
            piped => piped.Should().Match<(string Name, string Found)>(one => one.Name == "piped" && one.Found.StartsWith("input:1:1: no-file:")));
    }

    [Fact]
    public async Task However_many_there_are_a_few_are_shown_and_the_rest_counted()
    {
        for (var i = 10; i < 35; i++) Put($"broken-{i}", string.Join('\n', Enumerable.Range(0, 30).Select(key => $"key{key}: 1")));
        await Looked();

        var section = (await Section("en"))!;
        section.QuerySelectorAll("article").Should().HaveCount(20);
        section.QuerySelector("article")!.QuerySelectorAll("li").Should().HaveCount(20);
        section.TextContent.Should().Contain("And 5 more.");
        ((int)(await (await _site.Visitor().GetAsync("/api/v1/plugin-folders")).Json())["all"]!).Should().Be(25);
    }

    [Fact]
    public async Task A_folder_that_is_still_being_written_is_not_taken()
    {
        Put("growing", Manifest("growing"));
        await Files.Glance(default);
        Put("growing", "# still being written", "more.py");
        await Files.Glance(default);
        View("growing").Should().BeNull("it changed since");

        await Files.Glance(default);
        await Passed();
        View("growing")!.Listings.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_taken_goes_on_though_lint_has_learnt_more()
    {
        Put("older", Manifest("older"));
        await Looked();
        var digest = View("older")!.Current.Digest;
        var kept = Path.Combine(_site.Data, "plugins", digest.Value, "plugin.yaml");
        Put("older", Manifest("older").Replace("Apache-2.0", "Ours", StringComparison.Ordinal));
        Files.Broken.Should().BeEmpty();
        await Looked();
        Files.Broken.Should().ContainSingle("its licence is none");

        // As if an earlier lint had taken it: the copy is there under its digest.
        var folder = PluginRunner.Manifest.PluginFolder.Read(Path.Combine(_site.Plugins, "older"), taken: true);
        Directory.CreateDirectory(Path.Combine(_site.Data, "plugins", folder.Digest!));
        File.Copy(Path.Combine(_site.Plugins, "older", "plugin.yaml"), Path.Combine(_site.Data, "plugins", folder.Digest!, "plugin.yaml"));
        File.SetLastWriteTimeUtc(Path.Combine(_site.Plugins, "older", "plugin.yaml"), DateTime.UnixEpoch);
        await Looked();
        Files.Broken.Should().BeEmpty();
        File.Exists(kept).Should().BeTrue();
    }

    [Fact]
    public async Task A_folder_is_seen_within_seconds_of_the_clock()
    {
        var clock = new FakeTimeProvider();
        using var watch = new PluginWatch(Files, _site.Services.GetRequiredService<LongWaits>(), _site.Services.GetRequiredService<Opening>(), clock, NullLogger<PluginWatch>.Instance);
        await watch.StartAsync(default);
        Put("fresh", "id: Fresh");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (Files.Broken.IsEmpty)
        {
            late.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await watch.StopAsync(default);
        Files.Broken.Single().Name.Should().Be("fresh");
    }

    private static string Manifest(string id) => $$"""
        id: {{id}}
        name: {id: Hitungan, en: Counts}
        version: 1.0.0
        protocol: "1.0"
        partners: [academia]
        maintainer: {name: The example university, contact: "https://example.org/contact"}
        licence: Apache-2.0
        command: [/usr/bin/python3, -c, print()]
        """.Replace("[academia]", id is "counts" ? "[academia]" : "[academia, public]", StringComparison.Ordinal);

    private void Put(string folder, string content, string file = "plugin.yaml") =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_site.Plugins, folder)).FullName, file), content);

    private async Task Sh(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = Directory.CreateDirectory(_site.Plugins).FullName })!; // it is there
        await shell.WaitForExitAsync();
        shell.ExitCode.Should().Be(0);
    }

    private PluginView? View(string id) => _site.Services.GetRequiredService<PluginViews>().Plugin(PluginId.Parse(id));

    private async Task Looked()
    {
        await Files.Look(default);
        await Passed();
    }

    private async Task Passed()
    {
        foreach (var log in new[] { "site", "contoh" })
        {
            var size = await _site.Services.GetRequiredService<LogReader>().Size(log, default);
            await _site.Services.GetRequiredService<LedgerFollower>().Passed(log, size - 1, TimeSpan.FromSeconds(30), default);
        }
    }

    private async Task<AngleSharp.Dom.IElement?> Section(string language) =>
        (await new Visitor(_site.Visitor()).Open($"/{language}/partners")).QuerySelector("main section[aria-labelledby=broken]");

    private async Task<Visitor> SignedIn(string account)
    {
        var visitor = new Visitor(_site.Browser());
        (await visitor.Send(await visitor.Open("/en/sign-in"), ("account", account), ("password", Tests.SomeSite.Password))).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return visitor;
    }
}
