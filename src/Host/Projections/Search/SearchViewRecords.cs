using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tracker.Domain.Plans;

namespace Tracker.Host.Projections.Search;

/// <summary>What can be found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FoundKind>))]
public enum FoundKind
{
    /// <summary>A plan.</summary>
    [JsonStringEnumMemberName("plan")] Plan,

    /// <summary>A commitment.</summary>
    [JsonStringEnumMemberName("commitment")] Commitment,

    /// <summary>A milestone or indicator.</summary>
    [JsonStringEnumMemberName("milestone")] Milestone,

    /// <summary>A piece of evidence.</summary>
    [JsonStringEnumMemberName("evidence")] Evidence,

    /// <summary>What an office said about a milestone.</summary>
    [JsonStringEnumMemberName("report")] Report,

    /// <summary>An organisation.</summary>
    [JsonStringEnumMemberName("organisation")] Organisation,

    /// <summary>A plugin.</summary>
    [JsonStringEnumMemberName("plugin")] Plugin,

    /// <summary>An independent review.</summary>
    [JsonStringEnumMemberName("review")] Review,

    /// <summary>Why something was decided, changed or taken back, or what was answered, appealed or declared.</summary>
    [JsonStringEnumMemberName("reason")] Reason,
}

/// <summary>What to look for.</summary>
/// <param name="Query">Words; each is met by any word that begins with it.</param>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Plan">Only of this plan.</param>
public sealed record SearchFilter(string? Query, FoundKind? Kind = null, PlanId? Plan = null);

/// <summary>A thing that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id; a milestone's is <c>plan/commitment#milestone</c>, a report's or a reason's <c>log/index</c>.</param>
/// <param name="Plan">The plan it belongs to; null: to the site.</param>
/// <param name="Title">Its title; of a report or a reason that of what it is about.</param>
/// <param name="Excerpt">The words around the best match, in parts: those that match, and those between.</param>
public sealed record FoundItem(FoundKind Kind, string Id, PlanId? Plan, Words Title, ImmutableArray<ExcerptPart> Excerpt);

/// <summary>A part of an excerpt.</summary>
/// <param name="Text">As written.</param>
/// <param name="Matches">Whether it was looked for.</param>
public readonly record struct ExcerptPart(string Text, bool Matches);
