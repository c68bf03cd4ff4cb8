using System.Text;

namespace Tracker.PluginSdk;

/// <summary>
/// What a plugin prints, as lines of its log. Standard output belongs to the protocol: a stray print would break the run.
/// </summary>
/// <remarks>A print waits until its line is sent, so whoever prints without end is as fast as the host reads, and no faster.</remarks>
/// <param name="connection">The connection to the host.</param>
internal sealed class PrintedLines(Connection connection) : TextWriter
{
    private const int LongestLine = 2_000; // as much as the host keeps of one
    private readonly StringBuilder _line = new();

    public override Encoding Encoding { get; } = new UTF8Encoding(false);

    public override void Write(char value)
    {
        if (value is '\n' || _line.Length >= LongestLine) Send();
        if (value is not ('\n' or '\r')) _line.Append(value);
    }

    public override void Flush() => Send();

    private void Send()
    {
        if (_line.Length == 0) return;
        var line = _line.ToString();
        _line.Clear();
        try
        {
            // A TextWriter cannot wait in any other way.
            connection.Tell(Methods.Log, new LogParams(LogLevel.Info, line), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Nobody reads any more.
        }
    }
}
