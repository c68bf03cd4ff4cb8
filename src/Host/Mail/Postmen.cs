using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tracker.Host.Mail;

/// <summary>Takes a letter away.</summary>
public interface IPostman
{
    /// <summary>Delivers it, or throws: what was thrown says nothing about the recipient to whoever reads the log.</summary>
    Task Deliver(Letter letter, CancellationToken ct);
}

/// <summary>Into a folder, one file a letter (<c>.eml</c>, RFC 5322), for its owner's eyes only.</summary>
public sealed class FolderPostman(MailOptions options, TimeProvider clock) : IPostman
{
    public async Task Deliver(Letter letter, CancellationToken ct)
    {
        var folder = options.Folder ?? throw new InvalidOperationException("There is no folder.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (now, id) = (clock.GetUtcNow(), SmtpPostman.NewId());
        var file = Path.Combine(folder, $"{now.UtcDateTime:yyyyMMdd-HHmmssfff}-{letter.Kind}-{id[..8]}.eml");
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(file + ".new", how))
            await letter.Message(MailboxAddress.Parse(options.From), now, id).WriteToAsync(stream, ct);
        File.Move(file + ".new", file);
    }
}

/// <summary>By SMTP (RFC 5321), to the one server that is set.</summary>
public sealed class SmtpPostman(MailOptions options, TimeProvider clock) : IPostman
{
    private const int Patience = 20_000;

    public async Task Deliver(Letter letter, CancellationToken ct)
    {
        using var smtp = new SmtpClient { Timeout = Patience };
        if (options.Certificates is { } file) smtp.ServerCertificateValidationCallback = Believes(file);
        await smtp.ConnectAsync(options.Host ?? throw new InvalidOperationException("There is no server."), options.Port, options.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls, // refused where the server does not offer it
        }, ct);
        if (options.User is { } user) await smtp.AuthenticateAsync(user, options.Password ?? "", ct);
        await smtp.SendAsync(letter.Message(MailboxAddress.Parse(options.From), clock.GetUtcNow(), NewId()), ct);
        await smtp.DisconnectAsync(quit: true, ct);
    }

    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Believes what the machine believes, and what these certificates vouch for. The name must be the server's either way.</summary>
    private static RemoteCertificateValidationCallback Believes(string file)
    {
        var own = new X509Certificate2Collection();
        own.ImportFromPemFile(file);
        return (_, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None) return true;
            if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
            using var itself = new X509Certificate2(certificate);
            using var anew = new X509Chain();
            anew.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            anew.ChainPolicy.CustomTrustStore.AddRange(own);
            anew.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // such an authority rarely publishes lists
            return anew.Build(itself);
        };
    }
}
