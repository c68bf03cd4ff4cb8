using System.Collections.Concurrent;
using System.Collections.Immutable;
using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>
/// The files of plugins: those that came with the product, those that somebody put into the folder, those that were uploaded.
/// Each is copied by its digest before it is listed, so that what was approved goes on while its folder is being changed.
/// </summary>
public sealed class PluginFiles(
    IPluginReader reader, IMediator mediator, PluginViews views, IOptions<TrackerOptions> options, ILogger<PluginFiles> log) : IDisposable
{
    private static readonly Actor s_site = new(Role.System, "system:plugins", null, null);
    private readonly ConcurrentDictionary<PluginDigest, KnownPlugin?> _known = [];
    private readonly ConcurrentDictionary<PluginDigest, string> _shipped = [];
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1, 1);

    private string Kept => Path.Combine(options.Value.Data, "plugins");

    /// <summary>What is known of files that are kept; null: they are not here, or are not what their name says.</summary>
    public KnownPlugin? Find(PluginDigest digest) => _known.GetOrAdd(digest, one =>
        reader.Read(Path.Combine(Kept, one.Value), taken: true).Plugin is { } read && read.Digest == one ? read : null) is { } known
            ? known
            : Forget(digest);

    /// <summary>The files that speak for an organisation, or did last; null: none did, or they are not here.</summary>
    public KnownPlugin? Before(PluginView view, OrganisationId organisation) =>
        view.Approvals.Where(approval => approval.Organisation.Id == organisation).MaxBy(approval => approval.Index) is { } last ? Find(last.Digest) : null;

    /// <summary>What is known of files, read anew from the disk: before they are run.</summary>
    public KnownPlugin? Verified(PluginDigest digest)
    {
        Forget(digest);
        return Find(digest);
    }

    /// <summary>Whether files are byte for byte those that came with the product.</summary>
    public bool CameWithTheProduct(PluginDigest digest) => _shipped.ContainsKey(digest);

    /// <summary>Everything that came with the product, by id.</summary>
    public IEnumerable<KnownPlugin> CameWithTheProduct() =>
        _shipped.Keys.Select(Find).OfType<KnownPlugin>().OrderBy(plugin => plugin.Id.Value, StringComparer.Ordinal);

    /// <summary>The folder of the files of a plugin that were listed last; null: there are none here.</summary>
    public string? Folder(PluginId plugin) => views.Plugin(plugin) is { } view ? Find(view.Current.Digest)?.Folder : null;

    /// <summary>Looks into the folders and puts what is new before the site.</summary>
    public async Task Look(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            foreach (var folder in Folders(options.Value.ShippedPlugins)) await Take(folder, shipped: true, ct);
            foreach (var folder in Folders(options.Value.Plugins)) await Take(folder, shipped: false, ct);
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Copies a folder by its digest, durably enough: a copy that is not whole has not its digest and is made anew.</summary>
    /// <returns>What was kept; or why it is none.</returns>
    public PluginReading Keep(string folder)
    {
        var reading = reader.Read(folder);
        if (reading.Plugin is not { } read) return reading;
        if (Find(read.Digest) is { } known) return new(known);
        var fresh = Path.Combine(Kept, $".{Path.GetRandomFileName()}");
        var place = Path.Combine(Kept, read.Digest.Value);
        Copy(folder, fresh);
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        Directory.Move(fresh, place);
        Forget(read.Digest);
        // What was read and what was copied may differ, where somebody writes at this very moment.
        return Find(read.Digest) is { } kept ? new(kept) : new(null, DoorRules.PluginUnreadable.Refuse("file"));
    }

    public void Dispose() => _looking.Dispose();

    private async Task Take(string folder, bool shipped, CancellationToken ct)
    {
        try
        {
            var signature = Signature(folder);
            if (_seen.TryGetValue(folder, out var seen) && seen == signature) return;
            var reading = Keep(folder);
            if (reading.Plugin is not { } plugin)
            {
                log.LogWarning("{Folder} is no plugin: {Finding}", folder, reading.Findings is [var first, ..] ? first : reading.Why?.Reason);
                _seen[folder] = signature;
                return;
            }

            if (shipped) _shipped[plugin.Digest] = folder;
            if (views.Plugin(plugin.Id)?.Listings.Any(listing => listing.Digest == plugin.Digest) != true)
            {
                var outcome = await mediator.Send(
                    new Write<ListPlugin>(plugin.Listing(shipped), plugin.Id, s_site, $"list:{plugin.Digest}"), ct);
                if (outcome is not (WriteOutcome.Done or WriteOutcome.Declined)) return; // looked at again
            }

            _seen[folder] = signature;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(unreadable, "{Folder} cannot be read; it is looked at again", folder);
        }
    }

    private KnownPlugin? Forget(PluginDigest digest)
    {
        _known.TryRemove(digest, out _);
        return null;
    }

    /// <summary>Every folder with a manifest in it, at most three deep: by partner and name, or side by side.</summary>
    private static ImmutableArray<string> Folders(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "plugin.yaml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)] // a file has a folder
        : [];

    private static string Signature(string folder) => string.Join('\n', new DirectoryInfo(folder)
        .EnumerateFiles("*", SearchOption.AllDirectories).Take(2_001)
        .Select(file => $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
