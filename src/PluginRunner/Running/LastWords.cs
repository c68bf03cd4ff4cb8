using System.Text;

namespace Tracker.PluginRunner.Running;

/// <summary>What a plugin wrote to standard error last: usually why it ended.</summary>
internal sealed class LastWords
{
    private const int Kept = 2_000;

    // What a runtime says to whom the kernel gives no more than the limit: Python, .NET, Node, a C library.
    private static readonly string[] s_noMemory = ["MemoryError", "OutOfMemory", "heap out of memory", "Cannot allocate memory"];

    private readonly StringBuilder _text = new();

    public string Last
    {
        get
        {
            lock (_text) return _text.ToString().Trim();
        }
    }

    public static bool TellOfNoMemory(string words) => s_noMemory.Any(words.Contains);

    public async Task Read(Stream stream, CancellationToken ct)
    {
        var bytes = new byte[4096];
        var chars = new char[4096];
        var decoder = Encoding.UTF8.GetDecoder();
        try
        {
            for (int count; (count = await stream.ReadAsync(bytes, ct)) > 0;)
            {
                var read = decoder.GetChars(bytes, 0, count, chars, 0, flush: false);
                lock (_text)
                {
                    foreach (var c in chars.AsSpan(0, read)) _text.Append(c is '\n' or '\t' || !char.IsControl(c) ? c : ' ');
                    if (_text.Length > Kept) _text.Remove(0, _text.Length - Kept);
                }
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Nothing more will come.
        }
    }
}
