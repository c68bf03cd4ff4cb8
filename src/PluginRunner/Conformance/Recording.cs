using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Conformance;

/// <summary>The web itself, through the guard, noted down as it answers.</summary>
internal sealed class Recording(GuardedFetch fetch, FetchPolicy policy) : ISourcesReplayed
{
    private readonly List<(RecordedFetch Fetch, ReadOnlyMemory<byte> Body)> _noted = [];

    /// <summary>What came, each request once, in order.</summary>
    public IReadOnlyList<(RecordedFetch Fetch, ReadOnlyMemory<byte> Body)> Noted => _noted;

    /// <summary>What was not fetched, in words.</summary>
    public List<string> Refused { get; } = [];

    public async Task<Replayed> Answer(FetchRequest request, CancellationToken cancellationToken)
    {
        var (method, address, posted) = (request.Method, request.Address, RecordedFetches.Posted(request));
        if (_noted.FirstOrDefault(noted => noted.Fetch.Method == method && noted.Fetch.Address == address && noted.Fetch.Posted == posted) is { Fetch: { } again } known)
        {
            return new Replayed(again.Source, known.Body);
        }

        switch (await fetch.Get(request, policy, cancellationToken))
        {
            case Fetched fetched:
                _noted.Add((new RecordedFetch(method, address, fetched.Source, posted), fetched.Body));
                return new Replayed(fetched.Source, fetched.Body);
            case NotModified same:
                _noted.Add((new RecordedFetch(method, address, same.Source, posted), same.Body));
                return new Replayed(same.Source, same.Body);
            case FetchRefused refused:
                Refused.Add($"{method} {address}: {refused.Detail}");
                return new Replayed(null, default, refused.Detail);
            case var other:
                throw new InvalidOperationException($"Nobody said what {other.GetType().Name} means.");
        }
    }
}
