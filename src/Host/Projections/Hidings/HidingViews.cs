using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Store;

namespace Tracker.Host.Projections.Hidings;

/// <summary>What somebody did about showing the words of an entry.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HidingStep>))]
public enum HidingStep
{
    [JsonStringEnumMemberName("hidden")] Hidden,
    [JsonStringEnumMemberName("confirmed")] Confirmed,
    [JsonStringEnumMemberName("lifted")] Lifted,
    [JsonStringEnumMemberName("appealed")] Appealed,
}

/// <summary>One step, as people read it.</summary>
public sealed record HidingStepView(HidingStep Step, long Index, DateTimeOffset At, OrganisationName? By, Role Role, Prose? Reason);

/// <summary>Why, by whom and for how long the words of an entry are kept from the world.</summary>
/// <param name="Log">The log of the entry.</param>
/// <param name="Index">Its index.</param>
/// <param name="Ground">Under which rule.</param>
/// <param name="Status">What was decided last.</param>
/// <param name="Version">Version of the stream of the hiding.</param>
/// <param name="Lapsed">It ended by itself.</param>
/// <param name="Until">When it ends by itself; null: it does not, or has.</param>
/// <param name="Steps">Everything that was done, the oldest first.</param>
/// <param name="Plan">The plan in whose time zone its days are told; null: the entry is of none.</param>
public sealed record HidingView(
    string Log, long Index, Ground Ground, HidingStatus Status, long Version, bool Lapsed, DateTimeOffset? Until, ImmutableArray<HidingStepView> Steps,
    [property: JsonIgnore] PlanId? Plan)
{
    /// <summary>Whether the world cannot read the words now.</summary>
    public bool Open => Status == HidingStatus.Withheld || (Status == HidingStatus.Hidden && !Lapsed);

    /// <summary>Whether an appeal waits for a decision.</summary>
    public bool Appealed => Steps[^1].Step == HidingStep.Appealed;
}

/// <summary>Reads what was hidden.</summary>
public sealed class HidingViews(ViewReader views)
{
    /// <summary>What was decided about an entry's words; null: nothing ever was.</summary>
    public HidingView? Of(string log, long index)
    {
        using var read = views.Read();
        return Of(read, log, index);
    }

    internal HidingView? Of(in ViewRead read, string log, long index)
    {
        if (HidingRows.Of(read.Connection, log, index) is not { } body) return null;
        var plan = body.Id.Plan is { } id ? views.Register.Plan(id) : null;
        return new(
            body.Log, body.Target, body.Ground, body.Status, body.Version, body.Lapsed, body.Until,
            [.. body.Steps.Select(step => new HidingStepView(step.Step, step.Index, step.At, views.Register.Name(step.By, plan), step.Role, step.Reason))],
            body.Id.Plan);
    }
}
