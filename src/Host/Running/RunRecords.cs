using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;

namespace Tracker.Host.Running;

/// <summary>Where a run is.</summary>
public enum RunState
{
    /// <summary>It is going on.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Well,

    /// <summary>It failed; the cursor stayed.</summary>
    Failed,

    /// <summary>An admin or the host's end stopped it; the cursor stayed.</summary>
    Stopped,
}

/// <summary>What a run has done so far.</summary>
/// <param name="Fetched">Sources fetched.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Accepted">Drafts that became new evidence.</param>
/// <param name="Unchanged">Drafts that said what was said already.</param>
/// <param name="Revised">Drafts that changed evidence.</param>
/// <param name="Refused">Drafts that were refused.</param>
/// <param name="Done">How far it says it is; null: it does not say.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Text">What it says it is doing.</param>
public sealed record RunCounts(
    int Fetched = 0, long Bytes = 0, int Accepted = 0, int Unchanged = 0, int Revised = 0, int Refused = 0, long? Done = null, long? Of = null,
    string? Text = null)
{
    /// <summary>All drafts.</summary>
    public int Drafts => Accepted + Unchanged + Revised + Refused;
}

/// <summary>A run as pages show it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Plugin">The plugin.</param>
/// <param name="Organisation">The organisation it spoke for.</param>
/// <param name="Version">The version that ran.</param>
/// <param name="Digest">The files that ran.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; null: it goes on.</param>
/// <param name="State">Where it is.</param>
/// <param name="Failure">The failure's name; null where it did not fail.</param>
/// <param name="Detail">What was seen of the failure.</param>
/// <param name="Counts">What it did.</param>
public sealed record RunRow(
    long Number, PluginId Plugin, OrganisationId Organisation, PluginVersion Version, PluginDigest Digest, DateTimeOffset Started,
    DateTimeOffset? Ended, RunState State, string? Failure, string? Detail, RunCounts Counts)
{
    /// <summary>How long it took, never less than nothing whatever the clock did meanwhile; null: it goes on.</summary>
    public TimeSpan? Took => Ended is not { } ended ? null : ended > Started ? ended - Started : TimeSpan.Zero;
}

/// <summary>Why drafts of a run were refused, by rule and member.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The key of one of them.</param>
/// <param name="Field">The draft's member that the rule is about; null: the whole.</param>
/// <param name="Values">The values for the rule's words, of that one; null: it was kept before they were.</param>
public sealed record RunRefusal(string Rule, int Count, string Example, string? Field = null, ImmutableSortedDictionary<string, string>? Values = null);

/// <summary>A line that a plugin wrote in a run.</summary>
public sealed record RunLine(string Level, string Text);

/// <summary>A run, whole.</summary>
public sealed record RunView(RunRow Row, ImmutableArray<RunRefusal> Refusals, ImmutableArray<RunLine> Lines, int Pieces);

/// <summary>Something that was delivered for a plugin.</summary>
/// <param name="Item">Its number.</param>
/// <param name="At">When it came.</param>
/// <param name="Headers">The headers that the manifest lets in; null: it is a form that a person filled in.</param>
/// <param name="Body">As it came; of a form its values as a JSON object.</param>
public sealed record Delivery(long Item, DateTimeOffset At, ImmutableSortedDictionary<string, string>? Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>What of it is archived, and known by its digest.</summary>
    public ReadOnlyMemory<byte> Said => Headers is null ? FilledForm.Said(Body) : Body;
}
