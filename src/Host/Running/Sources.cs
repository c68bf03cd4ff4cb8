using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;

namespace Tracker.Host.Running;

/// <inheritdoc cref="ISources"/>
internal sealed class Sources(GuardedFetch fetch, SourceArchive archive, IOptions<TrackerOptions> options) : ISources
{
    public async Task<SourceAnswer> Get(
        KnownPlugin plugin, ImmutableArray<string> secrets, string method, string address, ImmutableArray<(string Name, string Value)> headers, ReadOnlyMemory<byte> body,
        FetchPurpose purpose, CancellationToken ct)
    {
        var allowed = ImmutableArray.CreateBuilder<AllowedAddress>();
        foreach (var declared in plugin.Fetches)
        {
            if (AllowedAddress.TryParse(declared, out var one, out _)) allowed.Add(one); // reading the manifest has said what is wrong with others
        }

        // In development a plugin reads its own samples; nowhere else is there a feed server.
        if (options.Value.FeedServer is { } origin
            && AllowedAddress.TryParse($"{origin}/{plugin.Id.Value}/", out var samples, out _)) allowed.Add(samples);
        var answer = await fetch.Get(
            new(address) { Method = method, Purpose = purpose, Headers = [.. headers.Select(header => new FetchHeader(header.Name, header.Value))], Body = body },
            new(allowed.ToImmutable()) { Secrets = secrets, MayPost = plugin.Requests?.Post == true, Headers = plugin.Requests?.Headers ?? [] },
            ct);
        return answer switch
        {
            Fetched came => Came(came.Source, came.Body, came.Lent),
            NotModified known => Came(known.Source, known.Body, known.Lent),
            FetchRefused refused => new SourceAnswer.Refused(Kebab(refused.Reason.ToString()), refused.Detail),
            _ => throw new InvalidOperationException($"Nobody said what {answer.GetType().Name} means."),
        };
    }

    public async Task<string> Keep(string address, DateTimeOffset at, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var sha256 = SourceArchive.DigestOf(body.Span);
        await archive.Keep(new(sha256, body.Length, address, address, at, 200, null, [], ArchivedSource.DeliveredHere), body, ct);
        return sha256;
    }

    private static SourceAnswer.Came Came(ArchivedSource source, ReadOnlyMemory<byte> body, IDisposable? lent) => new(
        source.Status, [.. source.Headers.Select(header => (header.Name, header.Value))], source.Address, source.FinalAddress, source.Sha256, source.At, body)
    {
        Lent = lent,
    };

    /// <summary>A reason, by its stable name.</summary>
    internal static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name) text.Append(char.IsUpper(c) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        return text.ToString();
    }
}
