using System.Collections.Immutable;
using System.Globalization;
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
/// Takes the plugins that partners upload, one after the other. The rule is asked before anything is kept, so that what it refuses
/// leaves nothing behind; and what waits for a decision has its bounds for each organisation.
/// </summary>
public sealed class PluginUploads(PluginFiles files, IPluginReader reader, PluginViews views, IMediator mediator, IOptions<TrackerOptions> options) : IDisposable
{
    /// <summary>How many of one organisation wait at most: each is a line for everybody to read, and for an admin to decide about.</summary>
    internal const int MostWaiting = 50;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Unpacks a zip file and puts the plugin in it before the site.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="actor">Whoever sent it, a partner.</param>
    /// <param name="ct">Ends the unpacking; what was unpacked is put before the site.</param>
    public async Task<PluginUpload> Take(Stream zip, Actor actor, CancellationToken ct)
    {
        await _turn.WaitAsync(ct); // two at once would both find the room that is left
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("tracker-upload-").FullName;
            if (await PluginArchive.Unpack(zip, folder, ct) is { } unsafely) return new(null, new WriteOutcome.Declined(unsafely), []);
            var reading = reader.Read(folder);
            return reading.Plugin is { } plugin
                ? new(plugin.Id, await List(plugin, actor), [])
                : new(null, new WriteOutcome.Declined(reading.Why!), reading.Findings); // one of the two is there
        }
        catch (IOException full) when (Handover.IsStorageFull(full))
        {
            return new(null, new WriteOutcome.Full(), []);
        }
        finally
        {
            _turn.Release();
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<WriteOutcome> List(KnownPlugin plugin, Actor actor)
    {
        var write = new Write<ListPlugin>(plugin.Listing(shipped: false), plugin.Id, actor, $"upload:{plugin.Digest}");
        switch (await mediator.Send(write with { Trial = true }, CancellationToken.None))
        {
            case WriteOutcome.Possible when Full(plugin, actor) is { } full:
                return new WriteOutcome.Declined(full);
            case WriteOutcome.Possible or WriteOutcome.Done: // what was listed before may be here no longer
                break;
            case var refused:
                return refused;
        }

        var wasHere = files.Find(plugin.Digest) is not null;
        var reading = files.Keep(plugin.Folder);
        if (reading.Plugin is not { } kept) return new WriteOutcome.Declined(reading.Why!); // one of the two is there
        var outcome = await mediator.Send(write, CancellationToken.None);
        if (!wasHere && outcome is (WriteOutcome.Declined or WriteOutcome.Full or WriteOutcome.KeyReused)) files.Drop(kept); // others wrote since
        return outcome;
    }

    /// <summary>Why there is no room for files beside those of the same organisation that wait; null: there is.</summary>
    private Refused? Full(KnownPlugin plugin, Actor actor)
    {
        if (actor.Organisation is not { } organisation) return null; // refused by the rule
        var most = options.Value.PluginMegabytesWaiting;
        var waiting = views.Waiting(organisation);
        return waiting.Length < MostWaiting
            && waiting.Select(files.Find).OfType<KnownPlugin>().Append(plugin).Sum(one => PluginFiles.Room(one.Folder)) <= (long)most << 20 ? null
            : DoorRules.PluginRoomFull.Refuse("file", ("most", MostWaiting.ToString(CultureInfo.InvariantCulture)), ("megabytes", most.ToString(CultureInfo.InvariantCulture)));
    }
}

/// <summary>What became of a plugin that was uploaded.</summary>
/// <param name="Plugin">Which it is; null: the file held none.</param>
/// <param name="Outcome">Whether it was listed, or why not.</param>
/// <param name="Findings">What is to be repaired in its files.</param>
public sealed record PluginUpload(PluginId? Plugin, WriteOutcome Outcome, ImmutableArray<Finding> Findings);
