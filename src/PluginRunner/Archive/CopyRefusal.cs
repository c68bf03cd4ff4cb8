using System.Text.Json.Serialization;

namespace Tracker.PluginRunner.Archive;

/// <summary>Why no copy of a source is kept and shown.</summary>
public enum CopyRefusal
{
    /// <summary>It was delivered to this site and never published.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>It is not open to everybody: its server answered so (401, 402, 403, 451).</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>It says that it does not want to be copied: <c>noarchive</c>, in a header or in the page.</summary>
    [JsonStringEnumMemberName("noarchive")]
    NoArchive,
}
