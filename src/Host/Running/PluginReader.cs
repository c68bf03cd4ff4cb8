using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Running;

/// <inheritdoc cref="IPluginReader"/>
internal sealed class PluginReader : IPluginReader
{
    public (KnownPlugin? Plugin, Refused? Why) Read(string folder)
    {
        PluginFolder read;
        try
        {
            read = PluginFolder.Read(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, Malformed(unreadable.Message));
        }

        if (read is not { Manifest: { } manifest, Digest: { } hash }) return (null, Malformed(read.Findings[0].ToString()));
        if (!PluginId.TryParse(manifest.Id, out var id) || !PluginVersion.TryParse(manifest.Version, out var version) || !PluginDigest.TryParse(hash, out var digest))
            return (null, Malformed("its id or version is longer than this site can write down"));
        return (
            new(
                id, version, digest, read.Path,
                [.. Enum.GetValues<Partner>().Where(partner => manifest.Partners.Contains(Words.Of(partner)))],
                manifest.Name, manifest.Licence, manifest.Maintainer, manifest.Fetch, manifest.Schedule, manifest.Settings, manifest.Webhook, manifest.Form is not null,
                manifest.Command, manifest.Limits, manifest.Form?.Template, manifest.Requests),
            null);
    }

    private static Refused Malformed(string finding) => DoorRules.PluginMalformed.Refuse("file", ("finding", finding));
}
