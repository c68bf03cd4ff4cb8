using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Record;
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

/// <summary>What a hiding waits for.</summary>
public enum HidingNeed
{
    /// <summary>A reviewer who confirms or lifts it, before it ends by itself.</summary>
    Confirmation,

    /// <summary>The decision of an appeal against it.</summary>
    Appeal,
}

/// <summary>A hiding that waits for a reviewer.</summary>
/// <param name="Hiding">What was done so far.</param>
/// <param name="Id">The stream in which it is decided.</param>
/// <param name="Need">What it waits for.</param>
/// <param name="Since">Since when.</param>
public sealed record UndecidedHiding(HidingView Hiding, HidingId Id, HidingNeed Need, DateTimeOffset Since);

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
/// <param name="File">What is hidden is a file: its bytes are not served either.</param>
public sealed record HidingView(
    string Log, long Index, Ground Ground, HidingStatus Status, long Version, bool Lapsed, DateTimeOffset? Until, ImmutableArray<HidingStepView> Steps,
    [property: JsonIgnore] PlanId? Plan, [property: JsonIgnore] bool File)
{
    /// <summary>Whether the world cannot read the words now.</summary>
    public bool Open => Status == HidingStatus.Withheld || (Status == HidingStatus.Hidden && !Lapsed);

    /// <summary>Whether an appeal waits for a decision.</summary>
    public bool Appealed => Steps[^1].Step == HidingStep.Appealed;
}

/// <summary>Reads what was hidden.</summary>
public sealed class HidingViews(ViewReader views)
{
    internal const string Undecided = "SELECT body FROM hiding WHERE plan = $1 AND need IS NOT NULL AND (need = 1 OR lapses > $2) ORDER BY need, need_since, log, idx LIMIT 200";

    private const string TypeOf = "SELECT type FROM history WHERE log = $1 AND idx = $2";

    private static readonly string s_file = EventTypes.NameOf[typeof(FileAttached)];

    /// <summary>What was decided about an entry's words; null: nothing ever was.</summary>
    public HidingView? Of(string log, long index)
    {
        using var read = views.Read();
        return Of(read, log, index);
    }

    /// <summary>What was hidden and waits for a reviewer, plan by plan: unconfirmed hidings, then appeals, the longest waiting first; at most 200 of a plan.</summary>
    /// <param name="now">What has ended by itself by then waits for no confirmation.</param>
    public ImmutableArray<UndecidedHiding> Waiting(Func<PlanId, DateTimeOffset> now)
    {
        using var read = views.Read();
        var waiting = ImmutableArray.CreateBuilder<UndecidedHiding>();
        foreach (var plan in views.Register.Plans.Values)
        {
            foreach (var body in read.Query(Undecided, row => ViewJson.Read<HidingBody>(row.GetString(0)), plan.Id.Value, now(plan.Id)))
            {
                if (body.Need is var (need, since)) waiting.Add(new(Of(read, body), body.Id, need, since));
            }
        }

        return waiting.ToImmutable();
    }

    internal HidingView? Of(in ViewRead read, string log, long index) => HidingRows.Of(read.Connection, log, index) is { } body ? Of(read, body) : null;

    private HidingView Of(in ViewRead read, HidingBody body)
    {
        var plan = body.Id.Plan is { } id ? views.Register.Plan(id) : null;
        return new(
            body.Log, body.Target, body.Ground, body.Status, body.Version, body.Lapsed, body.Until,
            [.. body.Steps.Select(step => new HidingStepView(step.Step, step.Index, step.At, views.Register.Name(step.By, plan), step.Role, step.Reason))],
            body.Id.Plan, read.First(TypeOf, row => row.GetString(0), body.Log, body.Target) == s_file);
    }
}
