using System.Collections.Concurrent;
using System.Collections.Immutable;
using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Remarks;

namespace Tracker.Host.Running;

/// <summary>
/// The files of plugins: those that came with the product, those that somebody put into the folder, those that were uploaded.
/// Each is copied by its digest before it is listed, so that what was approved goes on while its folder is being changed.
/// </summary>
public sealed class PluginFiles(
    IPluginReader reader, IMediator mediator, PluginViews views, IOptions<TrackerOptions> options, TimeProvider clock, ILogger<PluginFiles> log) : IDisposable
{
    private const int Block = 4_096;
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);
    private static readonly Actor s_site = new(Role.System, "system:plugins", null, null);
    private readonly ConcurrentDictionary<PluginDigest, KnownPlugin?> _known = [];
    private readonly ConcurrentDictionary<PluginDigest, string> _shipped = [];
    private readonly ConcurrentDictionary<string, FolderStamp> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FolderStamp> _glanced = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BrokenFolder> _broken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (FolderStamp Stamp, DateTimeOffset Until)> _rests = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly Lock _keeping = new();
    private bool _swept;

    private string Kept => Path.Combine(options.Value.Data, "plugins");

    /// <summary>What is known of files that are kept; null: they are not here, or are not what their name says.</summary>
    public KnownPlugin? Find(PluginDigest digest) => _known.GetOrAdd(digest, one =>
        reader.Read(Path.Combine(Kept, one.Value), taken: true, anyProtocol: true).Plugin is { } read && read.Digest == one ? read : null) is { } known
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

    /// <summary>Folders that are no plugins, by name: known to this host alone, as it sees them now.</summary>
    public ImmutableArray<BrokenFolder> Broken => [.. _broken.Values.OrderBy(folder => folder.Name, StringComparer.Ordinal)];

    /// <summary>Why files can never run here, whoever approves them; null: they can, or are not here.</summary>
    public Refused? Foreign(PluginDigest digest) => Find(digest)?.Foreign;

    /// <summary>Looks into the folders and puts what is new before the site, as it is at this moment.</summary>
    public Task Look(CancellationToken ct) => Look(settled: false, ct);

    /// <summary>The same, of what has been as it is since the last glance: nobody is still writing into it. Asks for stamps alone where nothing changed.</summary>
    public Task Glance(CancellationToken ct) => Look(settled: true, ct);

    private async Task Look(bool settled, CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            Sweep();
            var (shipped, put) = (FolderStamp.WithManifest(options.Value.ShippedPlugins), FolderStamp.WithManifest(options.Value.Plugins));
            var bare = FolderStamp.WithoutManifest(options.Value.Plugins, put);
            foreach (var folder in shipped) await Take(folder, shipped: true, settled, ct);
            foreach (var folder in put.Concat(bare)) await Take(folder, shipped: false, settled, ct);
            foreach (var gone in _seen.Keys.Union(_glanced.Keys).Union(_broken.Keys).Union(_rests.Keys).Except([.. shipped, .. put, .. bare]))
            {
                _rests.TryRemove(gone, out _);
                _seen.TryRemove(gone, out _);
                _glanced.TryRemove(gone, out _);
                _broken.TryRemove(gone, out _);
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Copies a folder by its digest, durably enough: a copy that is not whole has not its digest and is made anew.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="anyProtocol">Whether files that speak another major version of the protocol are kept too, to be shown and never run.</param>
    /// <returns>What was kept; or why it is none.</returns>
    public PluginReading Keep(string folder, bool anyProtocol = false)
    {
        var reading = reader.Read(folder, anyProtocol: anyProtocol);
        if (reading.Plugin is not { } read) return reading;
        if (Find(read.Digest) is { } known) return new(known);
        Sweep();
        lock (_keeping)
        {
            var fresh = Path.Combine(Kept, $".{Path.GetRandomFileName()}");
            var place = Path.Combine(Kept, read.Digest.Value);
            try
            {
                Copy(folder, fresh);
                if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
                Directory.Move(fresh, place);
            }
            finally
            {
                Clear(fresh);
            }

            Forget(read.Digest);
            if (Find(read.Digest) is { } kept) return new(kept);
            Clear(place); // what was read and what was copied may differ, where somebody writes at this very moment
            return new(null, DoorRules.PluginUnreadable.Refuse("file"));
        }
    }

    /// <summary>Takes away what was kept and came to nothing; what is listed stays.</summary>
    public void Drop(KnownPlugin kept)
    {
        lock (_keeping)
        {
            if (views.Plugin(kept.Id)?.Listings.Any(listing => listing.Digest == kept.Digest) == true) return;
            Clear(Path.Combine(Kept, kept.Digest.Value));
            Forget(kept.Digest);
        }
    }

    /// <summary>The room that a folder takes on a disk, which gives whole blocks.</summary>
    public static long Room(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Sum(one => one is FileInfo { Length: var length } ? (length + Block - 1) / Block * Block : Block);

    public void Dispose() => _looking.Dispose();

    private async Task Take(string folder, bool shipped, bool settled, CancellationToken ct)
    {
        FolderStamp? found = null;
        try
        {
            var stamp = FolderStamp.Of(folder);
            found = stamp;
            if (_seen.TryGetValue(folder, out var seen) && seen == stamp) return;
            if (settled && _rests.TryGetValue(folder, out var rest) && rest.Stamp == stamp && clock.GetUtcNow() < rest.Until) return;
            if (settled && !(_glanced.TryGetValue(folder, out var last) && last == stamp))
            {
                _glanced[folder] = stamp;
                return;
            }

            var reading = Keep(folder, anyProtocol: true);
            if ((reading.Plugin ?? Taken(folder)) is not { } plugin)
            {
                Break(folder, shipped, reading.Why!, reading.Findings); // one of the two is there
                _seen[folder] = stamp;
                return;
            }

            if (shipped) _shipped[plugin.Digest] = folder;
            if (views.Plugin(plugin.Id)?.Listings.Any(listing => listing.Digest == plugin.Digest) != true)
            {
                var outcome = await mediator.Send(
                    new Write<ListPlugin>(plugin.Listing(shipped), plugin.Id, s_site, $"list:{plugin.Digest}"), ct);
                if (outcome is WriteOutcome.Declined { Why: var why } && why.Rule != Rules.PluginListedAlready.Name)
                {
                    Drop(plugin);
                    Break(folder, shipped, why, []);
                    _seen[folder] = stamp;
                    return;
                }

                if (outcome is not (WriteOutcome.Done or WriteOutcome.Declined)) return; // looked at again
            }

            _seen[folder] = stamp;
            _broken.TryRemove(folder, out _);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            if (!_broken.ContainsKey(folder)) log.LogWarning(unreadable, "{Folder} cannot be read or copied; it is looked at again", folder);
            if (found is { } same) _rests[folder] = (same, clock.GetUtcNow() + s_rest); // a copy that finds no room is not begun anew at every glance
            Break(folder, shipped, DoorRules.PluginFolderUnreadable.Refuse(), []);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // Nobody's folder may keep those after it from being looked at.
            log.LogError(unexpected, "{Folder} could not be looked at; it is again in a minute", folder);
            if (found is { } same) _rests[folder] = (same, clock.GetUtcNow() + s_rest);
        }
    }

    /// <summary>What was taken before lint learnt what it says now: it goes on.</summary>
    private KnownPlugin? Taken(string folder) =>
        reader.Read(folder, taken: true, anyProtocol: true).Plugin is { } read && Find(read.Digest) is { } known ? known : null;

    private void Break(string folder, bool shipped, Refused why, ImmutableArray<Finding> findings)
    {
        if (!_broken.ContainsKey(folder)) log.LogWarning("{Folder} is no plugin: {Finding}", folder, findings is [var first, ..] ? first : why.Reason);
        var root = Path.GetFullPath(shipped ? options.Value.ShippedPlugins : options.Value.Plugins);
        _broken[folder] = new(BrokenFolder.Shown(Path.GetRelativePath(root, Path.GetFullPath(folder))), findings, why);
    }

    private KnownPlugin? Forget(PluginDigest digest)
    {
        _known.TryRemove(digest, out _);
        return null;
    }

    /// <summary>Clears away, once, the copies that a stop left half made.</summary>
    private void Sweep()
    {
        lock (_keeping)
        {
            if (_swept) return;
            _swept = true;
            foreach (var left in Directory.Exists(Kept) ? Directory.GetDirectories(Kept, ".*") : [])
            {
                try
                {
                    Clear(left);
                }
                catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
                {
                    log.LogWarning(stays, "{Folder} was left half made and cannot be cleared away", left);
                }
            }
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
