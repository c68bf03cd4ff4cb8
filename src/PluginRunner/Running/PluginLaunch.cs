using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Sandbox;

namespace Tracker.PluginRunner.Running;

/// <summary>A run of a plugin.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Command">The manifest's command.</param>
/// <param name="Limits">What it may use.</param>
/// <param name="Isolation">How it is kept apart.</param>
/// <param name="Settings">The settings of the organisation it speaks for, secrets among them.</param>
/// <param name="Partner">The partner it speaks for: government, public, academia or business.</param>
/// <param name="Locale">The site's language.</param>
/// <param name="Last">Whether it gets from its start only the processors that nobody else wants; else once it has worked for a moment.</param>
public sealed record PluginLaunch(
    string Folder, ImmutableArray<string> Command, PluginLimits Limits, Isolation Isolation, JsonObject Settings, string Partner, string Locale, bool Last = false)
{
    /// <summary>Who listens in, where messages are held against their schema; null: nobody.</summary>
    internal WireTap? Tap { get; init; }
}

/// <summary>Listens in on a plugin's pipes.</summary>
/// <param name="says">What it says.</param>
/// <param name="hears">What it hears.</param>
/// <returns>The pipes that take their place.</returns>
internal delegate (Stream Says, Stream Hears) WireTap(Stream says, Stream hears);
