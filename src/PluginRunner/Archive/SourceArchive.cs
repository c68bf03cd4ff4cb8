using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.PluginRunner.Archive;

/// <summary>
/// The bytes that evidence rests on, by their SHA-256: <c>ab/cd/abcd…</c> beside <c>abcd….json</c>, which says where and when
/// they came from; where they came from other addresses too, one such file for each. Kept once however often they come. A name appears only when its bytes are durable, the sidecar last, so a
/// crash at any step leaves the old archive or the new one. What is read is verified first.
/// Safe for many threads of one process; a folder belongs to one process.
/// </summary>
public sealed class SourceArchive
{
    /// <summary>How many different answers of one address are remembered; older bytes stay, found by their digest.</summary>
    public const int VisitsRemembered = 32;

    private const string NoBytes = "the bytes are gone, what is said of them is there";
    private const string OtherBytes = "the bytes are not those that were archived";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // files, never HTML
        WriteIndented = true,
    };

    private readonly ArchivePaths _paths;
    private readonly IArchiveDisk _disk;
    private readonly Lock _writing = new();
    private readonly Lock _queueing = new();
    private Task _last = Task.CompletedTask;
    private long _serial;
    private long _turns;

    /// <summary>Opens a folder, making it where it is not, and clears away what a crash left half written.</summary>
    /// <param name="folder">The archive's folder, by convention <c>files</c> in the data folder.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public SourceArchive(string folder)
        : this(folder, new ArchiveDisk())
    {
    }

    internal SourceArchive(string folder, IArchiveDisk disk)
    {
        _paths = new ArchivePaths(Path.GetFullPath(folder));
        _disk = disk;
        _disk.MakeFolder(_paths.Incoming);
        foreach (var left in Directory.EnumerateFiles(_paths.Incoming)) _disk.Remove(left);
    }

    /// <summary>How often something else was said of bytes that were known; what was shown of them before may not hold any longer.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>Whether a text has the form of a digest: 64 lower-case hex digits.</summary>
    public static bool IsDigest(string? text) => ArchivePaths.IsDigest(text);

    /// <summary>The digest under which bytes are archived.</summary>
    public static string DigestOf(ReadOnlySpan<byte> bytes) => ArchivePaths.Digest(bytes);

    /// <summary>Archives bytes. Returns when they are durable. Where the source refuses the copy, only what is said of them is kept.</summary>
    /// <param name="source">What is said of them; its digest and length must be theirs.</param>
    /// <param name="body">The bytes.</param>
    /// <exception cref="ArgumentException">Digest or length are not those of the bytes: a mistake of the caller.</exception>
    /// <exception cref="IOException">The disk refused; nothing is half archived.</exception>
    public void Keep(ArchivedSource source, ReadOnlySpan<byte> body)
    {
        if (source.Sha256 != ArchivePaths.Digest(body) || source.Length != body.Length)
        {
            throw new ArgumentException("The digest or the length is not that of the bytes.", nameof(source));
        }

        lock (_writing)
        {
            if (source.CopyRefused is null && !Holds(source.Sha256)) Place(_paths.Body(source.Sha256), body);
            var known = ReadSidecar(source.Sha256);
            if (known is not null) KeepByAddress(known, source);
            // The first copy's sidecar stays; one that says "refused" gives way to a copy that is allowed.
            if (known is null || (known.CopyRefused is not null && source.CopyRefused is null))
            {
                Place(_paths.Sidecar(source.Sha256), JsonSerializer.SerializeToUtf8Bytes(source, Json));
            }
        }
    }

    /// <summary>
    /// The same, away from the caller: a disk flushes in its own time, and whoever waits for it holds no thread. However many
    /// wait, one writes.
    /// </summary>
    /// <param name="source">As above.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="cancellationToken">Is looked at once: what stands in the queue is written.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="IOException">As above.</exception>
    public Task Keep(ArchivedSource source, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Apart(() => Keep(source, body.Span), cancellationToken);

    /// <summary>As <see cref="Remember(string, ArchivedSource)"/>, away from the caller.</summary>
    public Task Remember(string key, ArchivedSource source, CancellationToken cancellationToken) =>
        Apart(() => Remember(key, source), cancellationToken);

    /// <summary>Remembers what an address answered, for the next conditional request.</summary>
    /// <param name="key">The address, or more where the answer depends on more; it is not recorded, only its digest.</param>
    /// <param name="source">The answer, archived before.</param>
    /// <exception cref="IOException">The disk refused; what was remembered before still is.</exception>
    public void Remember(string key, ArchivedSource source)
    {
        lock (_writing)
        {
            var visits = VisitsTo(key).RemoveAll(visit => visit.Sha256 == source.Sha256).Insert(0, source);
            Place(_paths.Address(key), JsonSerializer.SerializeToUtf8Bytes(visits.Take(VisitsRemembered), Json));
        }
    }

    /// <summary>What an address answered, each different answer once, the last first; empty where nothing is remembered.</summary>
    public ImmutableArray<ArchivedSource> VisitsTo(string key) => ReadJson<ImmutableArray<ArchivedSource>?>(_paths.Address(key)) ?? [];

    /// <summary>What is said of a digest, without reading its bytes; null where nothing is.</summary>
    public ArchivedSource? Find(string sha256) => ArchivePaths.IsDigest(sha256) ? ReadSidecar(sha256) : null;

    /// <summary>
    /// What is said of a digest as it came from one address: the first fetch that brought it from there since that address last
    /// changed its mind about copies. Null where it never did.
    /// </summary>
    /// <param name="sha256">The digest.</param>
    /// <param name="address">The address asked for, or the one that answered.</param>
    public ArchivedSource? Find(string sha256, string address) =>
        Find(sha256) is not { } first ? null
        : ReadJson<ArchivedSource>(_paths.From(sha256, address)) is { } there && there.Sha256 == sha256 && there.IsOf(address) ? there
        : first.IsOf(address) ? first
        : null;

    /// <summary>Reads and verifies.</summary>
    /// <param name="sha256">The digest; a text of another form is <see cref="Missing"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ArchiveReading> Read(string sha256, CancellationToken cancellationToken)
    {
        if (Find(sha256) is not { } source) return new Missing(sha256);
        if (source.CopyRefused is not null) return new NotKept(source);
        LentBytes body;
        try
        {
            body = await LentBytes.OfFile(_paths.Body(sha256), cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Damaged(sha256, NoBytes);
        }

        if (ArchivePaths.Digest(body.Bytes.Span) == sha256) return new Sound(source, body.Bytes) { Lent = body };
        body.Dispose();
        return new Damaged(sha256, OtherBytes);
    }

    /// <summary>Opens and verifies, for whoever takes the bytes in their own time: <see cref="Opened"/> where <see cref="Read"/> says <see cref="Sound"/>.</summary>
    /// <param name="sha256">As above.</param>
    /// <param name="cancellationToken">Ends the verifying.</param>
    public async Task<ArchiveReading> Open(string sha256, CancellationToken cancellationToken)
    {
        if (Find(sha256) is not { } source) return new Missing(sha256);
        if (source.CopyRefused is not null) return new NotKept(source);
        try
        {
            return await VerifiedBytes.Open(_paths.Body(sha256), sha256, cancellationToken) is { } bytes ? new Opened(source, bytes) : new Damaged(sha256, OtherBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Damaged(sha256, NoBytes);
        }
    }

    /// <summary>Reads everything once and names what is damaged.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public async IAsyncEnumerable<Damaged> Scrub([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sha256 in _paths.Digests())
        {
            switch (await Read(sha256, cancellationToken))
            {
                case Damaged damaged:
                    yield return damaged;
                    break;
                case Missing:
                    yield return new Damaged(sha256, "what is said of the bytes cannot be read");
                    break;
            }
        }
    }

    /// <summary>The bytes are known. That one address allows a copy says nothing about another, so each has its own word.</summary>
    private void KeepByAddress(ArchivedSource known, ArchivedSource source)
    {
        foreach (var address in Addresses(source))
        {
            if (Find(source.Sha256, address) is { } before && before.CopyRefused == source.CopyRefused) continue;
            Say(address, source);
        }

        if (known.CopyRefused is null || source.CopyRefused is not null) return; // its sidecar stays
        foreach (var address in Addresses(known))
        {
            if (!File.Exists(_paths.From(known.Sha256, address))) Say(address, known);
        }
    }

    private void Say(string address, ArchivedSource source)
    {
        Place(_paths.From(source.Sha256, address), JsonSerializer.SerializeToUtf8Bytes(source, Json));
        Interlocked.Increment(ref _turns);
    }

    private static IEnumerable<string> Addresses(ArchivedSource source) => new[] { source.Address, source.FinalAddress }.Distinct(StringComparer.Ordinal);

    private Task Apart(Action write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_queueing)
        {
            // After whatever came of the one before; what has begun is finished.
            return _last = _last.ContinueWith(_ => write(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private bool Holds(string sha256)
    {
        // Bytes that are there and broken are replaced by the sound ones that just came.
        var file = _paths.Body(sha256);
        if (!File.Exists(file)) return false;
        using var there = File.OpenRead(file);
        return ArchivePaths.Digest(there) == sha256;
    }

    private void Place(string file, ReadOnlySpan<byte> bytes)
    {
        var fresh = Path.Combine(_paths.Incoming, (++_serial).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var folder = Path.GetDirectoryName(file)!; // every path here is inside the root
        _disk.MakeFolder(folder);
        _disk.Write(fresh, bytes);
        _disk.Flush(fresh);
        _disk.Rename(fresh, file);
        _disk.FlushFolder(folder);
    }

    private ArchivedSource? ReadSidecar(string sha256) =>
        ReadJson<ArchivedSource>(_paths.Sidecar(sha256)) is { } source && source.Sha256 == sha256 ? source : null;

    private static T? ReadJson<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), Json);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return default; // a sidecar that cannot be read says nothing; the scrub names it
        }
    }
}
