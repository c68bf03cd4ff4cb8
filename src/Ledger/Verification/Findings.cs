using System.Collections.Immutable;

namespace Tracker.Ledger.Verification;

/// <summary>What is wrong, in words that name what and where. A ruined log has millions of faults; a person reads the first.</summary>
internal sealed class Findings
{
    private const int Most = 100;
    private readonly ImmutableArray<string>.Builder _kept = ImmutableArray.CreateBuilder<string>();

    public long Count { get; private set; }

    public void Add(string finding)
    {
        Count++;
        if (_kept.Count < Most)
        {
            _kept.Add(finding);
        }
    }

    public ImmutableArray<string> ToImmutable() => Count > _kept.Count
        ? [.. _kept, $"and {Count - _kept.Count} more"]
        : _kept.ToImmutable();
}
