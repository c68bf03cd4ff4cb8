using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Tracker.PluginRunner.Manifest;

/// <summary>What <c>plugin.yaml</c> says.</summary>
/// <param name="Id">Its name in addresses: <c>[a-z0-9-]</c>, 3 to 32.</param>
/// <param name="Name">Its name by language; English and Indonesian at least.</param>
/// <param name="Version">SemVer.</param>
/// <param name="Protocol">The version of the protocol it speaks, such as <c>1.0</c>.</param>
/// <param name="Partners">The partners it is made for: government, public, academia, business.</param>
/// <param name="Maintainer">Who looks after it.</param>
/// <param name="Contact">How to reach them: an address of a page or of mail. Never put on the ledger.</param>
/// <param name="Licence">An SPDX licence expression.</param>
/// <param name="Command">The program and its arguments, run inside its folder.</param>
/// <param name="Schedule">When it runs by itself: cron, in UTC; null: only when asked, or when something is delivered.</param>
/// <param name="Settings">JSON Schema of its settings, an object; null: it has none.</param>
/// <param name="Fetch">What it may fetch: addresses, or <c>{name}</c> of a setting whose value is one.</param>
/// <param name="Webhook">The headers it is given of what is delivered to it, in lower case; null: nothing is delivered to it.</param>
/// <param name="Limits">What it asks for.</param>
/// <param name="Form">The form it offers to people; null: it offers none.</param>
/// <param name="Requests">How it may ask, beyond a plain <c>GET</c>; null: in no other way.</param>
public sealed record PluginManifest(
    string Id,
    ImmutableSortedDictionary<string, string> Name,
    string Version,
    string Protocol,
    ImmutableArray<string> Partners,
    string Maintainer,
    string Contact,
    string Licence,
    ImmutableArray<string> Command,
    string? Schedule,
    JsonObject? Settings,
    ImmutableArray<string> Fetch,
    ImmutableArray<string>? Webhook,
    PluginLimits Limits,
    OfferedForm? Form = null,
    AllowedRequests? Requests = null);

/// <summary>How a plugin may ask its sources, beyond <c>GET</c> with <c>accept</c>, <c>accept-language</c> and <c>content-type</c>.</summary>
/// <param name="Post">Whether it may post.</param>
/// <param name="Headers">The headers it may send, in lower case.</param>
public sealed record AllowedRequests(bool Post, ImmutableArray<string> Headers);

/// <summary>That a plugin offers a form to people; what it asks, the plugin itself says when it is asked.</summary>
/// <param name="Template">A file of its folder that people fill in and send back, such as <c>template.xlsx</c>; null: none.</param>
public sealed record OfferedForm(string? Template = null);

/// <summary>What a run may use.</summary>
/// <param name="Seconds">Wall-clock time of a run; 1 to 1,800.</param>
/// <param name="MemoryMiB">Memory of all its processes together; 32 to 1,024.</param>
/// <param name="OutputMiB">What it may say in a run, messages and errors together; 1 to 512.</param>
/// <param name="Processes">How many processes at once; 1 to 64, threads not counted.</param>
public sealed record PluginLimits(int Seconds = 300, int MemoryMiB = 256, int OutputMiB = 64, int Processes = 16)
{
    /// <summary>The most that a manifest may ask for.</summary>
    public static PluginLimits Most { get; } = new(1800, 1024, 512, 64);
}
