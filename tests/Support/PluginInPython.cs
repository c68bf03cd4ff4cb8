namespace Tracker.Support;

/// <summary>A plugin of a few lines of Python, as a test writes it down.</summary>
public static class PluginInPython
{
    /// <summary>How it reads and writes messages: <c>read()</c>, <c>write(**message)</c>, and <c>raw(body)</c> for what is none.</summary>
    public const string Framing = """
        import base64, json, sys

        def read():
            length = 0
            while True:
                line = sys.stdin.buffer.readline()
                if not line: sys.exit(0)
                if line == b"\r\n": break
                length = int(line.split(b":")[1])
            return json.loads(sys.stdin.buffer.read(length))

        def raw(body):
            sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            sys.stdout.buffer.flush()

        def write(**message):
            raw(json.dumps({"jsonrpc": "2.0", **message}).encode())


        """;
}
