using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;
using Tracker.Host.Http;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Running;

/// <summary>A plugin whose files the host keeps: what its manifest says, as far as the host acts on it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Its files.</param>
/// <param name="Folder">Where they are.</param>
/// <param name="MadeFor">The partners it is made for.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Maintainer">Who looks after it, without any address.</param>
/// <param name="Fetches">The addresses it may ask for.</param>
/// <param name="Schedule">A cron expression in universal time; null: it runs when it is asked to, or something is delivered.</param>
/// <param name="Settings">The JSON Schema of its settings; null: it has none.</param>
/// <param name="Webhook">The headers it wants of what is delivered, in lower case; null: nothing is delivered to it.</param>
/// <param name="Form">Whether it offers a form to people.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Limits">What a run may use; null: what is usual.</param>
/// <param name="Template">The file of its folder that people fill in for its form; null: none.</param>
/// <param name="Requests">How it may ask its sources, beyond a plain <c>GET</c>; null: in no other way.</param>
/// <param name="Protocol">The version of the protocol that it speaks.</param>
public sealed record KnownPlugin(
    PluginId Id, PluginVersion Version, PluginDigest Digest, string Folder, ImmutableArray<Partner> MadeFor,
    ImmutableSortedDictionary<string, string> Name, string? Licence, string? Maintainer, ImmutableArray<string> Fetches, string? Schedule,
    JsonObject? Settings, ImmutableArray<string>? Webhook, bool Form = false,
    ImmutableArray<string> Command = default, PluginLimits? Limits = null, string? Template = null, AllowedRequests? Requests = null,
    string Protocol = PluginSdk.Protocol.Version)
{
    /// <summary>Why it can never run here, whoever approves it; null: it speaks as this site does.</summary>
    public Refused? Foreign => PluginSdk.Protocol.Speaks(Protocol)
        ? null
        : DoorRules.PluginProtocolForeign.Refuse("digest", ("speaks", Protocol), ("here", PluginSdk.Protocol.Version));

    /// <summary>The command that puts it before the site.</summary>
    public ListPlugin Listing(bool shipped) => new(
        Id, Version, Digest, MadeFor,
        Name.ToImmutableSortedDictionary(one => one.Key, one => new PublicText(one.Value), StringComparer.Ordinal),
        Licence, Fetches, Maintainer, shipped);
}
