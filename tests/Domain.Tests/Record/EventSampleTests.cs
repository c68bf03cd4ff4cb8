using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Xunit;

namespace Tracker.Domain.Tests.Record;

/// <summary>
/// What is on the ledger is readable for ever: a sample that was approved is never edited. A new type's sample is written by
/// running these tests once with <c>TRACKER_APPROVE=1</c>, which never touches one that exists.
/// </summary>
public sealed class EventSampleTests
{
    public static TheoryData<string> Samples => [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Every sample by its file: the type, or the type and which growth of it this is.</summary>
    private static Dictionary<string, (TrackerEvent Event, Actor Actor)> All { get; } = SampleEvents.All
        .Select(one => (Sample: EventTypes.NameOf[one.Event.GetType()], one.Event, one.Actor))
        .Concat(SampleEvents.Grown)
        .ToDictionary(one => one.Sample, one => (one.Event, one.Actor), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_type_is_written_as_its_approved_sample_byte_for_byte(string sample)
    {
        var (happened, actor) = All[sample];
        var written = SampleFile.Render(EventCodec.Write(happened, actor));
        if (!File.Exists(SampleFile.PathOf(sample)) && Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1")
            File.WriteAllText(SampleFile.PathOf(sample), written, new UTF8Encoding(false));

        File.ReadAllBytes(SampleFile.PathOf(sample)).Should().Equal(Encoding.UTF8.GetBytes(written), "the ledger's history reads {0}", written);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_approved_sample_is_read_and_written_again_as_it_was(string sample)
    {
        var (happened, actor) = SampleFile.Read(sample);

        Encoding.UTF8.GetBytes(SampleFile.Render(EventCodec.Write(happened, actor))).Should().Equal(File.ReadAllBytes(SampleFile.PathOf(sample)));
    }

    [Fact]
    public void Every_member_of_every_event_is_in_its_sample()
    {
        foreach (var type in EventTypes.ByName.Values)
        {
            var samples = All.Values.Select(one => one.Event).Where(one => one.GetType() == type).ToList();
            foreach (var member in type.GetProperties().Where(member => member.Name != "EqualityContract"))
                samples.Should().Contain(one => member.GetValue(one) != null, "{0}.{1} has a form on the ledger", type.Name, member.Name);
        }
    }

    [Fact]
    public void The_closed_family_has_a_type_for_every_event_and_a_sample_for_every_type()
    {
        var family = typeof(TrackerEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TrackerEvent)) && !type.IsAbstract);

        EventTypes.ByName.Values.Should().BeEquivalentTo(family);
        Directory.GetFiles(SampleFile.Folder(), "*.json").Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo(All.Keys).And.Contain(EventTypes.ByName.Keys);
    }

    [Fact]
    public void Facts_of_an_event_never_use_the_names_that_belong_to_the_entry()
    {
        string[] reserved = ["v", "i", "t", "s", "n", "at", "role", "by", "org", "partner"];
        foreach (var type in EventTypes.ByName.Values)
            type.GetProperties().Select(member => member.Name.ToLowerInvariant()).Should().NotIntersectWith(reserved);
    }

    [Theory]
    [InlineData("""{"by":"x"}""")]
    [InlineData("""{"role":"king","by":"x"}""")]
    [InlineData("""{"role":"Owner","by":"x"}""")]
    [InlineData("""{"role":1,"by":"x"}""")]
    [InlineData("""{"role":"owner","by":"x","partner":"church"}""")]
    public void Facts_that_name_no_role_or_a_partner_that_is_none_have_no_actor(string facts)
    {
        var read = () => EventCodec.ActorOf(JsonNode.Parse(facts)!.AsObject());

        read.Should().Throw<JsonException>();
    }
}
