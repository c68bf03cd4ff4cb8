using System.Security.Cryptography;
using System.Text;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Evidence;

/// <summary>The id of evidence that is being sent.</summary>
public static class NewEvidence
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>From who, which request and which commitment: a retry finds the same grain, hence the same receipt.</summary>
    public static EvidenceId Of(Target target, Actor actor, string key)
    {
        var commitment = target is Target.OfCommitment { Id: var id }
            ? id
            : throw new ArgumentException("Evidence is sent for a commitment.", nameof(target));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.By}|{key}|{commitment.Value}"));
        return new(commitment, string.Create(26, hash, static (local, bytes) =>
        {
            for (var i = 0; i < local.Length; i++)
            {
                var bit = i * 5;
                var two = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                local[i] = Base32[(two >> (11 - (bit % 8))) & 31];
            }
        }));
    }
}
