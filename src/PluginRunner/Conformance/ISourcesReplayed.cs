using System.Text;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Conformance;

/// <summary>What stands in for the web in a rehearsal.</summary>
internal interface ISourcesReplayed
{
    /// <summary>What a fetch brings, or why it brings nothing, in words.</summary>
    Task<Replayed> Answer(FetchRequest request, CancellationToken cancellationToken);
}

/// <summary>What a fetch brought, or why it brought nothing.</summary>
internal sealed record Replayed(ArchivedSource? Source, ReadOnlyMemory<byte> Body, string? Refusal = null);

/// <summary>What was recorded, as it was.</summary>
internal sealed class AsRecorded(RecordedFetches recorded) : ISourcesReplayed
{
    public Task<Replayed> Answer(FetchRequest request, CancellationToken cancellationToken) =>
        recorded.Find(request) is { } fetch
            ? Task.FromResult(new Replayed(fetch.Source, recorded.BodyOf(fetch)))
            : throw new NonConformant($"it fetches {request.Method} {request.Address}, which is not recorded: run 'tracker plugin record'");
}

/// <summary>The same sources on a bad day.</summary>
internal sealed class Broken(RecordedFetches recorded, Func<byte[], (int Status, byte[] Body)?> how) : ISourcesReplayed
{
    /// <summary>The bad days a plugin has to live through, by name.</summary>
    public static readonly (Remark Name, Func<byte[], (int Status, byte[] Body)?> How)[] Ways =
    [
        (Remark.Of($"empty"), _ => (200, [])),
        (Remark.Of($"cut short"), body => (200, body[..(body.Length / 2)])),
        (Remark.Of($"another page"), _ => (200, "<!doctype html><html><script>alert(1)</script><p>Maintenance"u8.ToArray())),
        (Remark.Of($"no text"), _ => (200, [0xff, 0xfe, 0x00, 0xc0, 0x80, 0x00, 0x0d])),
        (Remark.Of($"deep"), _ => (200, Encoding.ASCII.GetBytes(new string('[', 100_000)))),
        (Remark.Of($"gone"), _ => (404, "not found"u8.ToArray())),
        (Remark.Of($"broken"), _ => (500, [])),
        (Remark.Of($"refused"), _ => null),
    ];

    public Task<Replayed> Answer(FetchRequest request, CancellationToken cancellationToken) => Task.FromResult(Broke(request));

    private Replayed Broke(FetchRequest request)
    {
        var (address, fetch) = (request.Address, recorded.Find(request));
        if (how(fetch is null ? [] : recorded.BodyOf(fetch)) is not var (status, body)) return new Replayed(null, default, "the source is not reachable today");
        var source = new ArchivedSource(SourceArchive.DigestOf(body), body.Length, address, address, fetch?.Source.At ?? DateTimeOffset.UnixEpoch, status, fetch?.Source.ContentType, fetch?.Source.Headers ?? []);
        return new Replayed(source, body);
    }
}
