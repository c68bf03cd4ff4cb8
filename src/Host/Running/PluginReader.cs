using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Http;
using Tracker.PluginRunner.Manifest;

namespace Tracker.Host.Running;

/// <inheritdoc cref="IPluginReader"/>
internal sealed class PluginReader : IPluginReader
{
    public PluginReading Read(string folder, bool taken = false, bool anyProtocol = false)
    {
        PluginFolder read;
        try
        {
            read = PluginFolder.Read(folder, taken, anyProtocol);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new(null, DoorRules.PluginUnreadable.Refuse("file"));
        }

        if (read is not { Manifest: { } manifest, Digest: { } hash }) return new(null, DoorRules.PluginMalformed.Refuse("file")) { Findings = read.Findings };
        if (!PluginId.TryParse(manifest.Id, out var id) || !PluginVersion.TryParse(manifest.Version, out var version) || !PluginDigest.TryParse(hash, out var digest))
            throw new InvalidOperationException("A manifest's id and version are read as the domain has them.");
        return new(
            new KnownPlugin(
                id, version, digest, read.Path,
                [.. Enum.GetValues<Partner>().Where(partner => manifest.Partners.Contains(Words.Of(partner)))],
                manifest.Name, manifest.Licence, manifest.Maintainer, manifest.Fetch, manifest.Schedule, manifest.Settings, manifest.Webhook, manifest.Form is not null,
                manifest.Command, manifest.Limits, manifest.Form?.Template, manifest.Requests, manifest.Protocol));
    }
}
