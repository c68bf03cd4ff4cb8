namespace Tracker.Host.Mail;

/// <summary>How mail leaves, section <c>Tracker:Mail</c> (<c>Tracker__Mail__Host</c> in the environment). Nothing set: none does.</summary>
public sealed class MailOptions
{
    /// <summary>The address that letters come from; needed as soon as they leave.</summary>
    public string From { get; set; } = "";

    /// <summary>A folder into which letters are written instead of being sent; in development <c>mail</c> in the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>The SMTP server.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>How the connection is kept private. Never less than what stands here: a server that does not offer it gets no letter.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>A file of certificates (PEM) that are believed besides the machine's own: for a server inside the house.</summary>
    public string? Certificates { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>How long to wait, in seconds, before a letter that could not be delivered is tried again; the third time six times as long.</summary>
    public int RetrySeconds { get; set; } = 10;

    /// <summary>How many letters that anybody can ask for one address gets within an hour.</summary>
    public int PerHour { get; set; } = 3;

    /// <summary>How many letters that anybody can ask for one address gets within a day.</summary>
    public int PerDay { get; set; } = 10;

    /// <summary>Why a host cannot start with this; null: it can.</summary>
    public string? Refusal()
    {
        if (Host is null && Folder is null) return null;
        if (!Letter.TryAddress(From, out _)) return "Tracker__Mail__From is the address that letters come from, such as tracker@example.org. Set it.";
        if (Host is null) return null;
        if (Port is < 1 or > 65535) return "Tracker__Mail__Port is a port, 1 to 65535.";
        if (Security == MailSecurity.None && User is not null) return "Tracker__Mail__User would be sent in the clear: set Tracker__Mail__Security to StartTls or Tls.";
        return Certificates is not null && !File.Exists(Certificates) ? "Tracker__Mail__Certificates is no file." : null;
    }
}

/// <summary>How a connection to the SMTP server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>Begun in the clear, then TLS (RFC 3207), or nothing at all.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>In the clear: only to a server on the same machine or network.</summary>
    None,
}
