using System.IO.Compression;
using System.Net;

namespace Tracker.Ledger.Verification;

/// <summary>Where a verifier gets a log's files from.</summary>
internal interface ILogSource : IDisposable
{
    /// <summary>Whether it is being served now: then it may grow, and must not shrink.</summary>
    bool IsLive { get; }

    /// <summary>Reads a file by its served path; null when it is not there.</summary>
    /// <exception cref="InvalidDataException">It is there and damaged, or larger than any honest one.</exception>
    Task<byte[]?> Read(string path, CancellationToken ct);
}

/// <summary>Opens sources.</summary>
internal static class LogSource
{
    /// <summary>No honest file is larger: a bundle has at most 17 MB, disclosures of 256 entries rarely more than one.</summary>
    public const int LargestFile = 256 * 1024 * 1024;

    public static ILogSource Open(string place)
    {
        if (Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return new UrlSource(address);
        }

        return Directory.Exists(place) ? new FolderSource(place)
            : File.Exists(place) ? new ZipSource(place)
            : throw new FileNotFoundException($"'{place}' is no address, no folder and no zip.");
    }

    /// <summary>Reads to the end, and never more than <see cref="LargestFile"/>.</summary>
    public static async Task<byte[]> ReadAll(Stream from, string path, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await from.ReadAsync(buffer, ct)) > 0)
        {
            if (bytes.Length + read > LargestFile)
            {
                throw new InvalidDataException($"{path}: larger than any file of a log.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private sealed class FolderSource(string folder) : ILogSource
    {
        public bool IsLive => false;

        public async Task<byte[]?> Read(string path, CancellationToken ct)
        {
            var file = Path.Combine(folder, path);
            if (!File.Exists(file))
            {
                return null;
            }

            var stream = File.OpenRead(file);
            await using (stream)
            {
                return await ReadAll(stream, path, ct);
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class ZipSource : ILogSource
    {
        private readonly ZipArchive _zip;

        public ZipSource(string file)
        {
            try
            {
                _zip = ZipFile.OpenRead(file);
            }
            catch (InvalidDataException e)
            {
                throw new IOException($"'{file}' is not a zip.", e);
            }
        }

        public bool IsLive => false;

        public async Task<byte[]?> Read(string path, CancellationToken ct)
        {
            if (_zip.GetEntry(path) is not { } entry)
            {
                return null;
            }

            var stream = await entry.OpenAsync(ct);
            await using (stream)
            {
                return await ReadAll(stream, path, ct);
            }
        }

        public void Dispose() => _zip.Dispose();
    }

    private sealed class UrlSource : ILogSource
    {
        private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(100) };
        private readonly Uri _address;

        public UrlSource(Uri address)
        {
            _address = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
            _http.DefaultRequestHeaders.UserAgent.ParseAdd("tracker-verify");
        }

        public bool IsLive => true;

        public async Task<byte[]?> Read(string path, CancellationToken ct)
        {
            using var answer = await _http.GetAsync(new Uri(_address, path), HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return null;
            }

            answer.EnsureSuccessStatusCode();
            var stream = await answer.Content.ReadAsStreamAsync(ct);
            await using (stream)
            {
                return await ReadAll(stream, path, ct);
            }
        }

        public void Dispose() => _http.Dispose();
    }
}
