using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>One program that speaks for two organisations, each with settings of its own.</summary>
public sealed partial class RealPluginTests
{
    [SkippableFact]
    public async Task For_each_organisation_a_program_runs_with_its_settings_and_what_it_says_is_that_organisations()
    {
        OrganisationId[] organisations = [SomeActor.Community, SomeActor.OtherCommunity];
        await Put("counts-two", """
            source = ask("fetch", {"address": settings["feed"]})["result"]
            ask("evidence", draft("villages", source, title="Counts of " + settings["feed"]))
            write(method="log", params={"level": "info", "text": json.dumps(settings, sort_keys=True)})
            write(id=request["id"], result={"cursor": settings["feed"]})
            read()
            """, """
            id: counts-two
            name: {id: Hitungan, en: Counts}
            version: 1.0.0
            protocol: "1.0"
            partners: [public]
            maintainer: {name: Residents' watch, contact: "https://example.org/contact"}
            licence: Apache-2.0
            command: [/usr/bin/python3, plugin.py]
            fetch: ["{feed}"]
            settings: {type: object, required: [feed, key], properties: {feed: {type: string}, key: {type: string, secret: true}}}
            """);
        var digest = _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!.Current.Digest.Value; // it is listed
        foreach (var organisation in organisations)
        {
            var order = new JsonObject { ["digest"] = digest, ["organisation"] = organisation.Value };
            var settings = new JsonObject { ["feed"] = Feed(organisation), ["key"] = $"key-of-{organisation}" };
            (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/approval", order)).StatusCode.Should().Be(HttpStatusCode.Conflict, "the settings of the other are none of its own");
            (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/settings", new(order.DeepClone().AsObject().Append(new("values", settings)).ToDictionary(one => one.Key, one => one.Value?.DeepClone())))).StatusCode.Should().Be(HttpStatusCode.Accepted);
            (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/approval", order)).StatusCode.Should().Be(HttpStatusCode.Created);
            await CaughtUp();
        }

        foreach (var organisation in organisations)
        {
            (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/runs", new() { ["organisation"] = organisation.Value })).StatusCode.Should().Be(HttpStatusCode.Accepted);
            await _site.Services.GetRequiredService<IGrainFactory>().GetGrain<IPluginGrain>($"{_plugin.Value}/{organisation.Value}").Ended();
        }

        await CaughtUp();
        foreach (var organisation in organisations)
        {
            var row = (await Store.Runs(_plugin, null, 10)).Should().ContainSingle(run => run.Organisation == organisation).Subject;
            row.Should().Match<RunRow>(run => run.State == RunState.Well && run.Counts.Accepted == 1, row.ToString());
            (await Store.Run(_plugin, row.Number))!.Lines.Single().Text.Should().Be($$"""{"feed": "{{Feed(organisation)}}", "key": "(secret)"}"""); // it ran
            (await Store.Load(_plugin, organisation)).Cursor.Should().Be(Feed(organisation), "each goes on where its own run ended");
            var said = await (await _site.Visitor().GetAsync($"/api/v1/evidence/{EvidenceId.OfDraft(SomeCommitment.Id, _plugin, organisation, "villages")}")).Json();
            ((string)said["organisation"]!, (string)said["title"]!, (string)said["source"]!).Should().Be((organisation.Value, $"Counts of {Feed(organisation)}", Feed(organisation)));
            var page = await new Pages.Visitor(_site.Visitor()).Open($"/en/plugins/{_plugin}/evidence?organisation={organisation}");
            page.QuerySelectorAll("main ul.rows a.title").Select(title => title.TextContent).Should().Equal($"Counts of {Feed(organisation)}");
        }

        static string Feed(OrganisationId organisation) => $"https://data.example.org/{organisation}/own.json";
    }
}
