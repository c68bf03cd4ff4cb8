using System.Collections.Immutable;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Plugins;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginRunner.Skeletons;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>A plugin that any of the four partners uploads, from the zip file to the commitment's page.</summary>
public sealed partial class RealPluginTests
{
    private const string Feed = "https://data.example.org/findings.csv";

    [SkippableTheory]
    [InlineData(Partner.Government)]
    [InlineData(Partner.Public)]
    [InlineData(Partner.Academia)]
    [InlineData(Partner.Business)]
    public async Task What_any_partner_uploads_waits_is_approved_runs_and_is_on_the_page(Partner partner)
    {
        Required.That(File.Exists("/usr/bin/python3"), "the plugins of these tests are Python (Debian: apt-get install python3)");
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "plugins of these tests run sandboxed (Debian: apt-get install bubblewrap)");
        var (word, organisation) = (partner.ToString().ToLowerInvariant(), partner switch
        {
            Partner.Government => SomeActor.Office,
            Partner.Public => SomeActor.Community,
            Partner.Academia => SomeActor.University,
            _ => SomeActor.Company,
        });
        _plugin = PluginId.Parse($"findings-{word}");
        await _site.Account($"uploads-{word}", Role.Partner, organisation, partner);
        var uploader = SignedOut();
        await uploader.Send(await uploader.Open("/en/sign-in"), ("account", $"uploads-{word}"), ("password", SomeSite.Password));
        using var form = SomeUpload.Of(await uploader.Open("/en/upload-plugin"), Zip(PluginSkeleton.Files(_plugin.Value, word, "python")));

        var sent = await uploader.Http.PostAsync("/en/upload-plugin", form);

        sent.StatusCode.Should().Be(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        await CaughtUp();
        var listed = await _site.Read($"/api/v1/plugins/{_plugin}");
        ((string?)listed["status"], (string?)listed["listings"]![0]!["listedBy"]).Should().Be(("Awaiting approval", organisation.Value), listed.ToJsonString());
        await Says("/en/partners", "Awaiting approval", (string)listed["digest"]!); // it is there
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", [])).StatusCode.Should().Be(HttpStatusCode.Conflict, "nobody has approved it");

        await Decided("settings", new() { ["digest"] = (string)listed["digest"]!, ["organisation"] = organisation.Value, ["values"] = new JsonObject { ["feed"] = Feed } }, HttpStatusCode.Accepted);
        await Decided("approval", new() { ["digest"] = (string)listed["digest"]!, ["organisation"] = organisation.Value }, HttpStatusCode.Created);
        _sources.Answers = address => address == Feed ? Said(address, "id,plan,commitment,milestone,on,title,finding,shows\n1,contoh,1,1.1,2026-04-20,Boards of 430 villages,In 312 of 430 villages it hangs.,Limited\n") : null;
        await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", []);
        await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{_plugin.Value}/{organisation.Value}").Ended();
        await CaughtUp();

        var run = JsonNode.Parse(await _site.Visitor().GetStringAsync($"/api/v1/plugins/{_plugin}/runs"))!.AsArray().Should().ContainSingle().Subject!.AsObject();
        ((string?)run["state"], (int?)run["accepted"]).Should().Be(("well", 1), run.ToJsonString());
        var id = Domain.Evidence.EvidenceId.OfDraft(SomeCommitment.Id, _plugin, organisation, "finding/1");
        var piece = _site.Services.GetRequiredService<EvidenceViews>().Evidence(id, new(2026, 5, 4))!.Row; // it was accepted
        (piece.By?.Id, piece.Partner).Should().Be((organisation, partner));
        await Says("/en/plans/contoh/commitments/1", "Boards of 430 villages");
        await Says($"/en/evidence/{id}", _plugin.Value, Feed);
    }

    private async Task Decided(string what, JsonObject body, HttpStatusCode status)
    {
        var answer = await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/{what}", body);
        answer.StatusCode.Should().Be(status, await answer.Content.ReadAsStringAsync());
    }

    private static byte[] Zip(ImmutableArray<(string Path, byte[] Bytes)> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
