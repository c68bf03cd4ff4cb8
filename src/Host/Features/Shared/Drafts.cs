using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;

namespace Tracker.Host.Features.Shared;

/// <summary>
/// What somebody had typed when their session ended, from the moment they have signed in again until the form is open again. Only
/// who is signed in can leave something here, for half an hour, and only they get it back.
/// </summary>
public sealed class Drafts : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 64 * 1024 * 1024 });

    /// <returns>The draft’s name, for the address of the form.</returns>
    public string Keep(string accountId, IEnumerable<KeyValuePair<string, StringValues>> typed)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var values = typed.ToImmutableArray();
        var size = values.Sum(pair => 64L + pair.Key.Length + pair.Value.Sum(value => value?.Length ?? 0));
        _kept.Set((accountId, name), values, new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(30) });
        return name;
    }

    public ImmutableArray<KeyValuePair<string, StringValues>> Find(string accountId, string? name) =>
        name is not null && _kept.TryGetValue((accountId, name), out ImmutableArray<KeyValuePair<string, StringValues>> values) ? values : [];

    public void Dispose() => _kept.Dispose();
}
