using System.Text.Json.Serialization;
using Tracker.PluginRunner.Archive;

namespace Tracker.PluginRunner.Conformance;

/// <summary>One fetch as it was recorded.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Address">The address as the plugin asked for it.</param>
/// <param name="Source">What came: digest, time, status, headers.</param>
/// <param name="Posted">SHA-256 of what was posted; null: nothing was.</param>
public sealed record RecordedFetch(
    string Method, string Address, ArchivedSource Source, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Posted = null);
