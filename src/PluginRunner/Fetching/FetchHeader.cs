namespace Tracker.PluginRunner.Fetching;

/// <summary>A header's name and value; names are compared without case.</summary>
/// <param name="Name">The name, in lower case where the host made it.</param>
/// <param name="Value">The value, without line breaks.</param>
public sealed record FetchHeader(string Name, string Value);
