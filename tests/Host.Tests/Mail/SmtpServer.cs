using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace Tracker.Host.Tests.Mail;

/// <summary>A small SMTP server (RFC 5321) on this machine: it speaks the real protocol over a real connection and keeps what it got.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly X509Certificate2? _certificate;
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly Task _accepting;

    /// <param name="certificate">With it STARTTLS is offered.</param>
    public SmtpServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>A letter as it came in.</summary>
    public sealed record Received(string From, IReadOnlyList<string> To, MimeMessage Message, bool Private, string? User);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the next letters are answered instead of being taken: one line each.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    /// <summary>Every command line that came in, as it came.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    public async Task<Received> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _received.Reader.ReadAsync(patience.Token);
    }

    public bool HasNothing => !_received.Reader.TryPeek(out _);

    /// <summary>A certificate for <c>localhost</c>, signed by itself.</summary>
    public static X509Certificate2 Certificate(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                _ = Serve(client);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await Converse(client.GetStream());
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task Converse(Stream stream)
    {
        var (reader, writer) = Over(stream);
        var (secure, user, from, to) = (false, (string?)null, "", new List<string>());
        await writer.WriteLineAsync("220 localhost ESMTP");
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            Lines.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-localhost");
                    if (_certificate is not null && !secure) await writer.WriteLineAsync("250-STARTTLS");
                    if (secure) await writer.WriteLineAsync("250-AUTH PLAIN");
                    await writer.WriteLineAsync("250 8BITMIME");
                    break;
                case "STARTTLS" when _certificate is not null:
                    await writer.WriteLineAsync("220 go on");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    (secure, (reader, writer)) = (true, Over(tls));
                    break;
                case "AUTH":
                    user = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0')[1];
                    await writer.WriteLineAsync("235 welcome");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), []);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to.Add(Address(line));
                    await writer.WriteLineAsync(Refusals.TryDequeue(out var refusal) ? refusal : "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var message = await Message(reader);
                    await writer.WriteLineAsync("250 taken");
                    await _received.Writer.WriteAsync(new(from, to, message, secure, user));
                    break;
                case "RSET" or "NOOP":
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 what?");
                    break;
            }
        }
    }

    private async Task<MimeMessage> Message(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line.AsSpan(1) : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes);
    }

    private static (StreamReader, StreamWriter) Over(Stream stream) =>
        (new(stream, Encoding.Latin1, leaveOpen: true), new(stream, Encoding.Latin1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true });

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
