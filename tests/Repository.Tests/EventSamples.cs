using FluentAssertions;
using Tracker.Domain.Record;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>Yesterday's ledger must be readable for ever: every event type has its approved sample.</summary>
public sealed class EventSamples
{
    private static readonly Type[] Family =
        [.. typeof(TrackerEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TrackerEvent)))];

    [Fact]
    public void Exist_for_every_event_of_the_closed_family() =>
        Family.Select(type => EventTypes.NameOf[type] + ".json").Order(StringComparer.Ordinal)
            .Should().BeSubsetOf(
                Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests/Domain.Tests/Record/Samples"))
                    .Select(file => Path.GetFileName(file)));

    [Fact]
    public void Belong_to_types_whose_name_is_noun_and_past_tense_of_the_event() =>
        Family.Select(type => string.Concat(EventTypes.NameOf[type].Split('.').Select(word => char.ToUpperInvariant(word[0]) + word[1..])))
            .Should().Equal(Family.Select(type => type.Name));

    [Fact]
    public void Are_in_one_table_with_exactly_the_family() =>
        EventTypes.ByName.Values.Should().BeEquivalentTo(Family);
}
