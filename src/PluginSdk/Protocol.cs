namespace Tracker.PluginSdk;

/// <summary>The numbers and names of the Evidence Plugin Protocol; <c>docs/plugin-protocol.md</c> specifies it.</summary>
public static class Protocol
{
    /// <summary>The version this SDK speaks: major and minor. Another major is another protocol; a minor only adds.</summary>
    public const string Version = "1.0";

    /// <summary>The most bytes of a frame's header, the blank line included.</summary>
    public const int MostHeaderBytes = 256;

    /// <summary>The most bytes of a message.</summary>
    public const int MostBodyBytes = 1024 * 1024;

    /// <summary>The deepest nesting of a message's JSON.</summary>
    public const int MostDepth = 32;

    /// <summary>The most bytes of a fetched body in one answer; the rest comes by <see cref="Methods.FetchPart"/>.</summary>
    public const int MostPartBytes = 512 * 1024;

    /// <summary>The most bytes of a cursor, in UTF-8.</summary>
    public const int MostCursorBytes = 16 * 1024;

    /// <summary>Whether a version has the same major as this one.</summary>
    /// <param name="version">Such as <c>1.0</c>; null or malformed is not.</param>
    public static bool Speaks(string? version) => version?.Split('.') is [var major, var minor] && major == "1" && int.TryParse(minor, out _);
}

/// <summary>How long a draft's members may be. Bytes are those of UTF-8: a letter beyond ASCII has two to four.</summary>
public static class DraftLimits
{
    /// <summary>The most letters of its key.</summary>
    public const int KeyLetters = 200;

    /// <summary>The most bytes of its title.</summary>
    public const int TitleBytes = 512;

    /// <summary>The most bytes of its summary, and of what would settle a dispute.</summary>
    public const int TextBytes = 8 * 1024;

    /// <summary>The most sources.</summary>
    public const int Sources = 16;

    /// <summary>The most letters of a source's address.</summary>
    public const int AddressLetters = 2048;

    /// <summary>The most bytes of the place in a source.</summary>
    public const int PageBytes = 200;

    /// <summary>The most bytes of the words in a source.</summary>
    public const int QuotationBytes = 2048;

    /// <summary>The most bytes of its figures, as JSON.</summary>
    public const int DataBytes = 16 * 1024;
}

/// <summary>The methods by name.</summary>
public static class Methods
{
    /// <summary>Host to plugin, first of all.</summary>
    public const string Initialize = "initialize";

    /// <summary>Host to plugin: say what is new.</summary>
    public const string Collect = "collect";

    /// <summary>Host to plugin: something was delivered to its webhook.</summary>
    public const string Receive = "receive";

    /// <summary>Host to plugin: which fields has the form it offers?</summary>
    public const string Fields = "fields";

    /// <summary>Host to plugin: somebody filled the form in.</summary>
    public const string Submit = "submit";

    /// <summary>Host to plugin: does a source still say so?</summary>
    public const string Check = "check";

    /// <summary>Host to plugin: end.</summary>
    public const string Shutdown = "shutdown";

    /// <summary>Plugin to host: fetch an address.</summary>
    public const string Fetch = "fetch";

    /// <summary>Plugin to host: more of what was fetched.</summary>
    public const string FetchPart = "fetchPart";

    /// <summary>Plugin to host: a draft of evidence.</summary>
    public const string Evidence = "evidence";

    /// <summary>Plugin to host, without an answer: a line for whoever looks after the plugin.</summary>
    public const string Log = "log";

    /// <summary>Plugin to host, without an answer: how far it is.</summary>
    public const string Progress = "progress";
}

/// <summary>The error codes: those of JSON-RPC 2.0, and ours from −32000.</summary>
public static class ErrorCodes
{
    /// <summary>A message is no JSON, or no message (JSON-RPC 2.0).</summary>
    public const int ParseError = -32700;

    /// <summary>A message is not a request, an answer or a notification (JSON-RPC 2.0).</summary>
    public const int InvalidRequest = -32600;

    /// <summary>The method is not one this side has (JSON-RPC 2.0).</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters are not the method's (JSON-RPC 2.0).</summary>
    public const int InvalidParams = -32602;

    /// <summary>This side failed (JSON-RPC 2.0).</summary>
    public const int InternalError = -32603;

    /// <summary>The plugin cannot do what was asked now, in words: a source is away, a setting is missing.</summary>
    public const int CannotNow = -32000;

    /// <summary>The versions of the protocol do not fit.</summary>
    public const int WrongProtocol = -32001;

    /// <summary>The host does not fetch this; the data has <c>reason</c>.</summary>
    public const int FetchRefused = -32002;

    /// <summary>The host takes no more of this run.</summary>
    public const int TooMuch = -32003;

    /// <summary>A source came and is not what the plugin reads, in words: it is empty or cut short, or something else stands there now.</summary>
    public const int SourceUnusable = -32004;
}
