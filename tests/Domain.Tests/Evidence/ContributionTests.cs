using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Evidence;

/// <summary>What a plugin says again, anew, or after somebody has judged it.</summary>
public sealed class ContributionTests
{
    private static readonly Actor _plugin = SomePlugin.Speaking();
    private readonly SomeStory _story = new SomeStory().Send(SomeEvidence.Id, SomePlugin.Says(), _plugin);

    [Fact]
    public void The_same_again_changes_nothing_whichever_build_says_it()
    {
        var newer = SomePlugin.Says();
        newer = newer with { Contribution = newer.Contribution! with { Digest = SomePlugin.OtherDigest } };

        _story.Send(SomeEvidence.Id, SomePlugin.Says(), _plugin).Why!.Rule.Should().Be("evidence-unchanged");
        _story.Send(SomeEvidence.Id, newer, _plugin).Why!.Rule.Should().Be("evidence-unchanged");
    }

    [Fact]
    public void One_thing_then_another_then_the_first_again_are_three_versions()
    {
        _story.Send(SomeEvidence.Id, SomePlugin.Says(title: "April"), _plugin).Why!.Rule.Should().Be("evidence-sent-already");
        _story.Revise(SomeEvidence.Id, SomePlugin.SaysAnew("April"), _plugin).Why.Should().BeNull();
        _story.Send(SomeEvidence.Id, SomePlugin.Says(), _plugin).Why!.Rule.Should().Be("evidence-sent-already");
        _story.Revise(SomeEvidence.Id, SomePlugin.SaysAnew("Counts of March"), _plugin).Why.Should().BeNull();

        _story[SomeEvidence.Id].Content.Should().Be(3);
    }

    [Fact]
    public void Another_source_is_another_content()
    {
        var other = SomePlugin.Says();
        other = other with { Contribution = other.Contribution! with { Sources = [new(new string('d', 64), "https://data.example.org/counts/1.json")] } };

        _story.Send(SomeEvidence.Id, other, _plugin).Why!.Rule.Should().Be("evidence-sent-already");
    }

    [Fact]
    public void What_a_reviewer_accepted_stays_and_the_refusal_says_what_to_do()
    {
        _story.Accept(SomeEvidence.Id, Completion.Limited).Why.Should().BeNull();

        _story.Revise(SomeEvidence.Id, SomePlugin.SaysAnew(), _plugin).Why!.Rule.Should().Be("evidence-accepted-already");
        _story[SomeEvidence.Id].Status.Should().Be(EvidenceStatus.Accepted);
        _story.Send(SomeEvidence.Number(2), SomePlugin.Says("village-1-april", "Counts of April"), _plugin).Why.Should().BeNull();
    }

    [Fact]
    public void Of_what_was_accepted_the_same_from_newer_bytes_or_another_page_is_no_news_and_other_words_are()
    {
        _story.Accept(SomeEvidence.Id, Completion.Limited).Why.Should().BeNull();

        _story.Send(SomeEvidence.Id, Resting(new('d', 64)), _plugin).Why!.Rule.Should().Be("evidence-unchanged");
        _story.Send(SomeEvidence.Id, At("https://data.example.org/counts?start=50", Resting(new('d', 64))), _plugin).Why!.Rule.Should().Be("evidence-unchanged");
        _story.Send(SomeEvidence.Id, Resting(new('d', 64), "row 2"), _plugin).Why!.Rule.Should().Be("evidence-sent-already");
        _story.Send(SomeEvidence.Id, SomePlugin.Says(title: "April"), _plugin).Why!.Rule.Should().Be("evidence-sent-already");

        static SubmitEvidence At(string address, SubmitEvidence said) =>
            said with { Source = address, Contribution = said.Contribution! with { Sources = [said.Contribution.Sources.Single() with { Address = address }] } };

        static SubmitEvidence Resting(string on, string? page = null)
        {
            var said = SomePlugin.Says();
            var source = said.Contribution!.Sources.Single();
            return said with { Contribution = said.Contribution with { Sources = [source with { Sha256 = on, Page = page ?? source.Page }] } };
        }
    }

    [Fact]
    public void A_plugin_repairs_what_was_returned()
    {
        _story.Return(SomeEvidence.Id).Revise(SomeEvidence.Id, SomePlugin.SaysAnew(), _plugin).Why.Should().BeNull();

        _story[SomeEvidence.Id].Status.Should().Be(EvidenceStatus.Waiting);
    }

    [Fact]
    public void A_plugin_of_another_organisation_never_changes_it() =>
        _story.Revise(SomeEvidence.Id, SomePlugin.SaysAnew(), SomePlugin.Id.SpeaksFor(SomeActor.University, Partner.Academia, SomePlugin.Version))
            .Why!.Rule.Should().Be("not-contributor");

    [Theory]
    [InlineData("""{"villages":312,"share":0.725,"complete":false,"month":"2017-03","note":null}""", null)]
    [InlineData("{}", null)]
    [InlineData("[]", "data-invalid")]
    [InlineData("1", "data-invalid")]
    [InlineData("{", "data-invalid")]
    [InlineData("""{"a":{}}""", "data-invalid")]
    [InlineData("""{"a":[1]}""", "data-invalid")]
    [InlineData("""{"a":1,"a":2}""", "data-invalid")]
    [InlineData("""{"":1}""", "text-required")]
    [InlineData("""{"a":"someone@example.org"}""", "text-email")]
    [InlineData("""{"someone@example.org":1}""", "text-email")]
    [InlineData("""{"a":"\ud800"}""", "data-invalid")]
    [InlineData("""{"population":6281234567890}""", null)]
    public void Data_is_one_flat_object_without_anybodys_address(string json, string? rule) =>
        EvidenceData.Refusal("data", json)?.Rule.Should().Be(rule);

    [Fact]
    public void Data_is_bounded() =>
        EvidenceData.Refusal("data", $$"""{"a":"{{new string('x', 8000)}}","b":"{{new string('x', 8400)}}"}""")!.Rule.Should().Be("data-invalid");

    [Theory]
    [InlineData("plugin:village-counts@1.2.0", true)]
    [InlineData("plugin:village-counts@", false)]
    [InlineData("plugin:Village@1", false)]
    [InlineData("plugin:a@b@c", false)]
    [InlineData("system:import", false)]
    public void A_plugins_actor_names_it(string by, bool names) =>
        PluginId.TryFromActor(new(Role.Plugin, by, SomeActor.Community, Partner.Public), out _, out _).Should().Be(names);
}
