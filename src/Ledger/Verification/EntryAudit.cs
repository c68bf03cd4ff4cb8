using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tracker.Ledger.Entries;

namespace Tracker.Ledger.Verification;

/// <summary>
/// Reads every entry in order and checks what the tree cannot: that indexes are dense, versions contiguous, time never
/// turns back, and every text is there, held, or lawfully erased.
/// </summary>
internal sealed class EntryAudit(Findings findings)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly TimeSpan LongestHeld = TimeSpan.FromDays(30);
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];
    // A server may need a moment to notice that a hiding has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);
    private readonly Dictionary<long, DateTimeOffset> _hidden = [];
    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Index, string Digest), Missing> _missing = [];

    /// <summary>Texts that are held, not yet released or refused.</summary>
    public int Held { get; private set; }

    /// <summary>Texts that were held, or hidden, and that an entry keeps from the world for good.</summary>
    public int Refused { get; private set; }

    /// <summary>Texts that an entry hides for some days.</summary>
    public int Hidden { get; private set; }

    /// <summary>Texts erased by a redaction that this log records.</summary>
    public int Redacted { get; private set; }

    /// <summary>Redactions of texts that this copy still has.</summary>
    public List<string> StillHere { get; } = [];

    /// <summary>The time of the last entry read.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Whether a text is missing that might have been erased by an entry not read yet.</summary>
    public bool AnyUnexplained => _missing.Any(m => !m.Value.MayBeHeld && !_hidden.ContainsKey(m.Key.Index));

    /// <summary>Checks one entry.</summary>
    /// <param name="index">Where it stands.</param>
    /// <param name="bytes">The record.</param>
    /// <param name="disclosures">Its line of disclosures; null when that is missing, which was said already.</param>
    /// <param name="sizeWhenRead">The size of the checkpoint under which the disclosures were read; 0 for an archive.</param>
    public void Check(long index, ReadOnlyMemory<byte> bytes, string?[]? disclosures, long sizeWhenRead)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var entry = json.RootElement;
            if (entry.GetProperty("v").GetInt32() != 1 || entry.GetProperty("_sd_alg").GetString() != "sha-256")
            {
                findings.Add($"entry {index}: neither version 1 nor sha-256");
            }

            CheckPlace(index, entry);
            var digests = Digests(index, entry);
            var type = entry.GetProperty("t").GetString();
            if (disclosures is not null)
            {
                CheckTexts(index, digests, disclosures, entry.GetProperty("role").GetString() == "visitor");
            }

            if (type is EntryShape.Hidden or EntryShape.Withheld or EntryShape.Shown)
            {
                Hide(index, type, entry);
            }
            else if (type is EntryShape.Redacted or EntryShape.Released or EntryShape.Refused)
            {
                Apply(index, type, entry, sizeWhenRead);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            findings.Add($"entry {index}: not an entry: {e.Message}");
        }
    }

    /// <summary>Judges the texts that stayed away.</summary>
    /// <param name="now">Against what the age of a held text is measured.</param>
    public void Finish(DateTimeOffset now)
    {
        foreach (var (text, missing) in _missing)
        {
            if (_hidden.TryGetValue(text.Index, out var hidden) && now < hidden)
            {
                (Hidden, Refused) = hidden == DateTimeOffset.MaxValue ? (Hidden, Refused + 1) : (Hidden + 1, Refused);
            }
            else if (!missing.MayBeHeld)
            {
                findings.Add($"entry {text.Index}: the text {text.Digest} is missing: neither held nor redacted");
            }
            else if (missing.Refused)
            {
                Refused++;
            }
            else if (now - missing.At > LongestHeld)
            {
                findings.Add($"entry {text.Index}: the text {text.Digest} has been held since {missing.At:yyyy-MM-dd}, longer than 30 days");
            }
            else
            {
                Held++;
            }
        }
    }

    /// <summary>What is hidden may be missing until then; whether its texts are personal, only the author knew.</summary>
    private void Hide(long index, string type, JsonElement entry)
    {
        var target = entry.GetProperty("target").GetInt64();
        if (target >= index)
        {
            findings.Add($"entry {index}: hides entry {target}, which is not before it");
        }
        else if (type == EntryShape.Shown)
        {
            _hidden.Remove(target);
        }
        else
        {
            _hidden[target] = type == EntryShape.Withheld ? DateTimeOffset.MaxValue : LastAt + Hiding.Unconfirmed + Grace;
        }
    }

    private void CheckPlace(long index, JsonElement entry)
    {
        if (entry.GetProperty("i").GetInt64() is var i && i != index)
        {
            findings.Add($"entry {index}: it says it is entry {i}");
        }

        var (stream, version) = (entry.GetProperty("s").GetString() ?? "", entry.GetProperty("n").GetInt64());
        var expected = _versions.GetValueOrDefault(stream) + 1;
        if (version != expected)
        {
            findings.Add($"entry {index}: version {version} of stream {stream}, where {expected} is next");
        }

        _versions[stream] = version;
        var at = DateTimeOffset.ParseExact(
            entry.GetProperty("at").GetString() ?? "", TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        if (at < LastAt)
        {
            findings.Add($"entry {index}: recorded at {at:O}, before the entry in front of it");
        }

        LastAt = at;
    }

    private string[] Digests(long index, JsonElement entry)
    {
        var digests = entry.GetProperty("_sd").EnumerateArray().Select(d => d.GetString() ?? "").ToArray();
        for (var k = 1; k < digests.Length; k++)
        {
            if (string.CompareOrdinal(digests[k - 1], digests[k]) >= 0)
            {
                findings.Add($"entry {index}: its digests are not sorted");
            }
        }

        return digests;
    }

    private void CheckTexts(long index, string[] digests, string?[] disclosures, bool visitor)
    {
        if (digests.Length != disclosures.Length)
        {
            findings.Add($"entry {index}: {digests.Length} digests, and {disclosures.Length} disclosures");
            return;
        }

        for (var k = 0; k < digests.Length; k++)
        {
            if (disclosures[k] is not { } disclosure)
            {
                _missing.TryAdd((index, digests[k]), new Missing(LastAt, visitor));
            }
            else if (Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(disclosure))) != digests[k])
            {
                findings.Add($"entry {index}: disclosure {k} is not the one it was signed with");
            }
            else if (!IsDisclosure(disclosure))
            {
                findings.Add($"entry {index}: disclosure {k} is not salt, name and value");
            }
        }
    }

    private void Apply(long index, string type, JsonElement entry, long sizeWhenRead)
    {
        var target = entry.GetProperty("target").GetInt64();
        if (type is EntryShape.Released or EntryShape.Refused)
        {
            foreach (var key in _missing.Keys.Where(k => k.Index == target).ToArray())
            {
                _missing[key] = _missing[key] with { MayBeHeld = _missing[key].MayBeHeld && type == EntryShape.Refused, Refused = type == EntryShape.Refused };
            }

            return;
        }

        var digest = entry.GetProperty("digest").GetString() ?? "";
        if (target >= index)
        {
            findings.Add($"entry {index}: redacts entry {target}, which is not before it");
        }
        else if (_missing.Remove((target, digest)))
        {
            Redacted++;
        }
        else if (index < sizeWhenRead)
        {
            findings.Add($"entry {index}: the text {digest} of entry {target} was redacted, and is still served");
        }
        else
        {
            StillHere.Add($"entry {index} redacts the text {digest} of entry {target}, which this copy still has");
        }
    }

    private static bool IsDisclosure(string disclosure)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(disclosure));
            return json.RootElement.ValueKind == JsonValueKind.Array
                && json.RootElement.GetArrayLength() == 3
                && json.RootElement.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    private sealed record Missing(DateTimeOffset At, bool MayBeHeld, bool Refused = false);
}
