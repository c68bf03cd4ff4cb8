using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Host.Tests.Pages;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Every draft is hostile until it is shown not to be; the ledger, the corridor and the grains here are the real ones.</summary>
public sealed class DraftDoorTests(Tests.SomeSite site) : IClassFixture<Tests.SomeSite>
{
    private const string Address = "https://data.example.org/counts/1.json";
    private PluginId _plugin;

    [Fact]
    public async Task A_draft_becomes_evidence_once_and_says_nothing_new_the_second_time()
    {
        var run = await Run();

        var first = (await Take(run, Some())).Should().BeOfType<DraftOutcome.Accepted>().Subject.Evidence;
        (await Take(run, Some())).Should().Be(new DraftOutcome.Unchanged(first));
        (await Take(run, Some() with { Title = "Counts of April" })).Should().Be(new DraftOutcome.Revised(first));
        (await Take(run, Some())).Should().Be(new DraftOutcome.Revised(first));

        var view = await Shown(first);
        view.Contents.Should().HaveCount(3);
        var said = view.Contents[0].Contribution!;
        (said.Plugin, said.Version, said.Kind, said.Digest).Should().Be((_plugin, SomePlugin.Version, EvidenceKind.Dataset, SomePlugin.Digest), "the host adds who said it");
        said.Sources.Should().Equal(new SourceView(SomePlugin.Archived, Address, "row 1", "312 of 430 villages"));
        (view.Row.By!.Id, view.Row.Partner).Should().Be((SomeActor.Community, Partner.Public));
        view.Row.Status.Should().Be(EvidenceStage.Submitted, "nobody independent has checked it");
    }

    [Fact]
    public async Task Two_organisations_that_say_the_same_by_one_plugin_have_each_said_it()
    {
        var run = await Run();
        var first = (await Take(run, Some())).Should().BeOfType<DraftOutcome.Accepted>().Subject.Evidence;
        await Sent(new ApprovePlugin(SomePlugin.Digest, SomeActor.University, Partner.Academia, Development: true));
        var other = run with { Speaks = new(SomeActor.University, Partner.Academia, SomePlugin.Version, SomePlugin.Digest) };

        var second = (await Take(other, Some())).Should().BeOfType<DraftOutcome.Accepted>().Subject.Evidence;

        (await Shown(first)).Row.By!.Id.Should().Be(SomeActor.Community);
        (await Shown(second)).Row.By!.Id.Should().Be(SomeActor.University);
        (await Take(other, Some())).Should().Be(new DraftOutcome.Unchanged(second));
        (await Take(run, Some())).Should().Be(new DraftOutcome.Unchanged(first));
    }

    [Fact]
    public async Task A_newer_version_that_says_the_same_says_nothing_new()
    {
        var run = await Run();
        var first = (await Take(run, Some())).Should().BeOfType<DraftOutcome.Accepted>().Subject.Evidence;
        var newer = SomePlugin.List(SomePlugin.OtherDigest) with { Plugin = _plugin, Version = PluginVersion.Parse("1.3.0") };
        await Sent(newer);
        await Sent(SomePlugin.Approve(SomePlugin.OtherDigest) with { Development = true });

        var again = await Take(run with { Speaks = run.Speaks with { Version = newer.Version, Digest = newer.Digest } }, Some());

        again.Should().Be(new DraftOutcome.Unchanged(first));
        (await Take(run, Some("other"))).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("plugin-not-approved", "the older version speaks no longer");
    }

    [Fact]
    public async Task A_source_that_the_host_never_fetched_is_refused()
    {
        var run = await Run();
        ReceivedSource[] claims =
        [
            new(new string('d', 64), Address, null, null), new(SomePlugin.Archived, "https://elsewhere.example.org/", null, null),
            new("../../etc/passwd", Address, null, null), new(null, null, null, null),
        ];
        foreach (var claim in claims)
        {
            (await Take(run, Some() with { Sources = [new(SomePlugin.Archived, Address, null, null), claim] }))
                .Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("source-not-fetched");
        }

        (await Take(run, Some() with { Sources = [] })).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("sources-required");
        (await Take(run, Some() with { Sources = [.. Enumerable.Repeat(new ReceivedSource(SomePlugin.Archived, Address, null, null), 17)] }))
            .Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("sources-required");
    }

    [Fact]
    public async Task It_speaks_for_the_approved_organisation_and_for_no_other()
    {
        var run = await Run();

        var forged = run with { Speaks = run.Speaks with { Organisation = SomeActor.University, MemberOf = Partner.Academia } };
        var partnered = run with { Speaks = run.Speaks with { MemberOf = Partner.Academia } };

        foreach (var other in new[] { forged, partnered })
            (await Take(other, Some())).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("plugin-not-approved");
    }

    [Fact]
    public async Task Nothing_is_taken_once_it_is_stopped()
    {
        var run = await Run();
        (await site.As("admin").Post($"/api/v1/plugins/{_plugin}/revocation", new() { ["reason"] = "Enough." })).EnsureSuccessStatusCode();

        (await Take(run, Some())).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Rule.Should().Be("plugin-not-approved");
    }

    public static TheoryData<string, Func<ReceivedDraft, ReceivedDraft>> Malformed() => new()
    {
        { "malformed-value", draft => draft with { Key = null } },
        { "malformed-value", draft => draft with { Key = new string('k', 201) } },
        { "plan-unknown", draft => draft with { Plan = "nirwana" } },
        { "plan-unknown", draft => draft with { Plan = "../contoh" } },
        { "commitment-unknown", draft => draft with { Commitment = "99" } },
        { "leaf-unknown", draft => draft with { Milestone = "9.9" } },
        { "leaf-is-parent", draft => draft with { Milestone = "1.2" } },
        { "not-in-list", draft => draft with { Kind = "gossip" } },
        { "not-in-list", draft => draft with { Shows = "2" } },
        { "not-in-list", draft => draft with { Stance = "owner" } },
        { "not-a-date", draft => draft with { On = "2026-02-30" } },
        { "not-a-date", draft => draft with { Period = "soon" } },
        { "on-after-today", draft => draft with { On = "2026-05-05" } },
        { "text-required", draft => draft with { Title = null } },
        { "text-required", draft => draft with { Summary = "\u200B" } },
        { "text-too-long", draft => draft with { Summary = new string('x', 9000) } },
        { "text-email", draft => draft with { Summary = "Ask someone@example.org." } },
        { "text-control-characters", draft => draft with { Title = "a\0b" } },
        { "text-not-unicode", draft => draft with { Title = "a\uD800" } },
        { "text-not-renderable", draft => draft with { Summary = string.Concat(Enumerable.Repeat(">", 4000)) } },
        { "settled-by-required", draft => draft with { Stance = "disputes" } },
        { "data-invalid", draft => draft with { Data = """{"a":{"b":1}}""" } },
        { "data-invalid", draft => draft with { Data = new string('[', 10_000) } },
    };

    [Theory]
    [InlineData("9.9", "leaf-unknown")]
    [InlineData("1.2", "leaf-is-parent")]
    [InlineData("?", "leaf-unknown")]
    public async Task A_refusal_names_the_member_that_the_draft_has(string milestone, string rule) =>
        (await Take(await Run(), Some() with { Milestone = milestone })).Should().BeOfType<DraftOutcome.Refused>()
            .Which.Why.Should().Match<Domain.Refused>(why => why.Rule == rule && why.Field == "milestone");

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_cannot_be_is_refused_by_name_and_nothing_is_recorded(string rule, Func<ReceivedDraft, ReceivedDraft> wrong)
    {
        var run = await Run();
        var before = await site.Entries();

        var why = (await Take(run, wrong(Some()))).Should().BeOfType<DraftOutcome.Refused>().Which.Why;

        why.Rule.Should().Be(rule);
        why.Field.Should().BeOneOf("key", "plan", "commitment", "milestone", "kind", "title", "summary", "on", "period", "shows", "stance", "settledBy", "sources", "data");
        (await site.Entries()).Should().Be(before);
    }

    [Fact]
    public async Task What_was_sent_under_a_key_speaks_of_the_same_milestone_and_side_for_ever_and_the_refusal_names_which_does_not()
    {
        var run = await Run();
        (await Take(run, Some())).Should().BeOfType<DraftOutcome.Accepted>();
        foreach (var (other, member) in new[]
        {
            (Some() with { Milestone = "1.2.1" }, "milestone"), (Some() with { Stance = "disputes", SettledBy = "A photograph of each." }, "stance"),
        })
        {
            (await Take(run, other)).Should().BeOfType<DraftOutcome.Refused>().Which.Why.Should()
                .Match<Domain.Refused>(why => why.Rule == "evidence-of-another-subject" && why.Field == member);
        }
    }

    [Fact]
    public async Task Scripts_in_every_field_do_nothing_on_any_page()
    {
        var run = await Run();
        var answers = new List<EvidenceId>();
        foreach (var (payload, index) in Corpus.Payloads.Take(40).Select((payload, index) => (payload, index)))
        {
            var draft = Some($"xss-{index}") with
            {
                Title = Short(payload, 400),
                Summary = Short(payload, 4000),
                Sources = [new(SomePlugin.Archived, Address, Short(payload, 150), Short(payload, 1500))],
                Data = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [Short(payload, 80)] = Short(payload, 2000), ["x"] = Short(payload, 100) }),
            };
            if (await Take(run, draft) is DraftOutcome.Accepted accepted) answers.Add(accepted.Evidence);
        }

        answers.Should().HaveCountGreaterThan(20);
        var reader = new Visitor(site.Visitor());
        foreach (var id in answers)
        {
            await Shown(id);
            Danger.Of(await reader.Open($"/en/evidence/{id}")).Should().BeEmpty();
        }

        static string Short(string text, int most) => text.Length <= most ? text : text[..most];
    }

    [Fact]
    public async Task What_it_says_of_a_plan_that_was_closed_is_refused_because_it_was_never_asked()
    {
        var closed = await site.ClosedPlan();
        var run = await Run();

        var refused = (await Take(run, Some() with { Plan = closed.Plan.Value, On = "2023-06-01" })).Should().BeOfType<DraftOutcome.Refused>().Which.Why;

        (refused.Rule, refused.Field).Should().Be(("plan-not-asked", "plan"));
        (await site.Services.GetRequiredService<LogReader>().FindLog(EvidenceId.OfDraft(closed, _plugin, SomeActor.Community, "village-1").Stream, CancellationToken.None)).Should().BeNull("nothing was recorded");
    }

    private static ReceivedDraft Some(string key = "village-1") => new(
        key, "contoh", "1", "1.1", "dataset", "Counts of March", "In 312 of 430 villages the budget hangs beside the village hall.", "2026-04-20", null,
        "Limited", "supports", null, [new(SomePlugin.Archived, Address, "row 1", "312 of 430 villages")], """{"villages":312}""");

    private Task<DraftOutcome> Take(PluginRun run, ReceivedDraft draft) =>
        site.Services.GetRequiredService<DraftDoor>().Take(run, draft, CancellationToken.None);

    private async Task<PluginRun> Run()
    {
        _plugin = await site.Speaking();
        await site.Services.GetRequiredService<PluginStore>().Archived(_plugin, SomePlugin.Archived, Address);
        return new(1, _plugin, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), null);
    }

    private async Task Sent<TCommand>(TCommand command)
    {
        var outcome = await site.Services.GetRequiredService<IMediator>().Send(
            new Write<TCommand>(command, _plugin, new(Role.System, "system:test", null, null), $"again:{_plugin}:{typeof(TCommand).Name}"));
        outcome.Should().BeOfType<WriteOutcome.Done>();
    }

    private async Task<EvidenceView> Shown(EvidenceId id)
    {
        var size = await site.Services.GetRequiredService<LogReader>().Size("contoh", CancellationToken.None);
        await site.Services.GetRequiredService<LedgerFollower>().Passed("contoh", size - 1, TimeSpan.FromSeconds(30), CancellationToken.None);
        return site.Services.GetRequiredService<EvidenceViews>().Evidence(id, new(2026, 5, 4))!; // it was just recorded
    }
}
