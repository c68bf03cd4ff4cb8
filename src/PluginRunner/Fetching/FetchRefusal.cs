namespace Tracker.PluginRunner.Fetching;

/// <summary>Why nothing was fetched.</summary>
public enum FetchRefusal
{
    /// <summary>Neither GET nor an allowed POST.</summary>
    MethodNotAllowed,

    /// <summary>A header that is not on the list, or whose value holds line breaks.</summary>
    HeaderNotAllowed,

    /// <summary>No absolute web address, or one that two readers could read differently.</summary>
    AddressMalformed,

    /// <summary>Not beneath any address declared in the manifest; also where a redirect leads there.</summary>
    AddressNotAllowed,

    /// <summary>The name leads to an address that is not the public internet's: loopback, private, link-local, metadata.</summary>
    AddressNotPublic,

    /// <summary>The name leads nowhere.</summary>
    NameUnknown,

    /// <summary>No connection, or it broke before an answer.</summary>
    Unreachable,

    /// <summary>The server could not prove that it is the one asked for.</summary>
    CertificateRefused,

    /// <summary>Connecting, the headers or the whole took longer than allowed.</summary>
    TooSlow,

    /// <summary>More bytes than allowed, as sent or decompressed.</summary>
    TooLarge,

    /// <summary>The body ended before it should have, or its compression is broken.</summary>
    Truncated,

    /// <summary>More redirects than are followed, a redirect to nowhere, or one that would post again.</summary>
    RedirectRefused,

    /// <summary>A content encoding that was not asked for.</summary>
    EncodingUnknown,

    /// <summary>What answered does not speak HTTP as it should.</summary>
    AnswerMalformed,

    /// <summary>The site's robots.txt keeps crawlers away from this address.</summary>
    RobotsDisallow,

    /// <summary>The host asked to wait (429 or 503 with Retry-After), or its turn comes later than this fetch may take.</summary>
    NotNow,
}
