using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Host.Hosting;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// By which whoever sent something without an account finds it again: 130 random bits, in base 32. The piece's public id is a
/// digest of it, so nothing has to be kept anywhere: who has the number finds the piece, who has the piece never finds the number.
/// </summary>
public readonly record struct TrackingNumber
{
    private const int Length = 26;
    private const int Group = 5;

    private TrackingNumber(string value) => Value = value;

    /// <summary>As in addresses.</summary>
    public string Value { get; }

    /// <summary>As it is written down: in groups.</summary>
    public string Shown => string.Join('-', Value.Chunk(Group).Select(group => new string(group)));

    /// <summary>The last part of the id of the piece that has this number.</summary>
    public string Local => Digest(CommitmentId.Parse("any/1")).Local;

    /// <summary>The id of the piece that has this number.</summary>
    public EvidenceId IdIn(CommitmentId commitment) => Digest(commitment);

    /// <summary>Who sent it: a fresh public id, which is the piece's own. So nobody is followed from one piece to the next.</summary>
    public Actor Visitor => new(Role.Visitor, VisitorPrefix + Local, null, null);

    private const string VisitorPrefix = "v-";

    /// <summary>The id of what a visitor sends.</summary>
    public static EvidenceId IdOf(CommitmentId commitment, Actor visitor) => new(commitment, visitor.By[VisitorPrefix.Length..]);

    /// <summary>Reads one as somebody types it: in any case, with or without the groups.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TrackingNumber number)
    {
        number = default;
        if (text is not { Length: <= 100 }) return false;
        var plain = new string([.. text.Where(c => c != '-' && !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant)]);
        if (plain.Length != Length || !plain.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'))) return false;
        number = new(plain);
        return true;
    }

    internal static TrackingNumber Of(ReadOnlySpan<byte> chance) =>
        new(EvidenceId.From(CommitmentId.Parse("any/1"), Convert.ToHexString(chance)).Local);

    private EvidenceId Digest(CommitmentId commitment) => EvidenceId.From(commitment, "submission\n" + Value);
}

/// <summary>
/// Gives every request its tracking number: the same request, sent again because its answer was lost, gets the same one. It is
/// made of the request's key by a secret of this site's, so that a key which is easily guessed gives no number that is.
/// </summary>
/// <remarks>The secret is in <c>keys/visitors.key</c>. Numbers that were given do not need it; a site that loses it only forgets
/// which requests are repetitions.</remarks>
public sealed class TrackingNumbers(IOptions<TrackerOptions> options)
{
    private readonly Lazy<byte[]> _secret = new(() => Secret(Path.Combine(options.Value.Data, "keys")));

    public TrackingNumber For(CommitmentId commitment, string key) =>
        TrackingNumber.Of(HMACSHA256.HashData(_secret.Value, Encoding.UTF8.GetBytes($"{commitment.Value}\n{key}")));

    private static byte[] Secret(string folder)
    {
        var file = Path.Combine(folder, "visitors.key");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            var fresh = $"{file}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(fresh, create))
            {
                stream.Write(RandomNumberGenerator.GetBytes(32));
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, file, overwrite: true);
        }

        return File.ReadAllBytes(file);
    }
}
