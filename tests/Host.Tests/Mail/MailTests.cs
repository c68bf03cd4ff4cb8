using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.Logging;
using MimeKit;
using Tracker.Host.Mail;
using Xunit;

namespace Tracker.Host.Tests.Mail;

public sealed class MailTests : IDisposable
{
    private static readonly Letter s_letter = new("trial", "someone@example.org", "Selamat datang — welcome", "Go on at\n\nhttps://tracker.example.org/id/welcome?link=x\n\n.\nNasi goreng é");
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-mail-").FullName;
    private readonly SteppedClock _clock = new(new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero));
    private readonly Told _told = new();

    [Fact]
    public async Task A_letter_is_sent_in_a_real_conversation()
    {
        await using var server = new SmtpServer();

        await Post(new() { Host = "localhost", Port = server.Port, Security = MailSecurity.None, From = "tracker@example.org" }, s_letter);

        var received = await server.Next();
        (received.From, received.To.Single(), received.Private).Should().Be(("tracker@example.org", "someone@example.org", false));
        (received.Message.Subject, received.Message.Date.UtcDateTime).Should().Be((s_letter.Subject, _clock.GetUtcNow().UtcDateTime));
        (received.Message.TextBody ?? "").ReplaceLineEndings("\n").Trim().Should().Be(s_letter.Text);
        received.Message.Headers["Auto-Submitted"].Should().Be("auto-generated");
        received.Message.HtmlBody.Should().BeNull("plain text holds nothing that could be dangerous");
    }

    [Fact]
    public async Task It_is_sent_in_private_to_a_server_whose_certificate_is_vouched_for()
    {
        using var certificate = SmtpServer.Certificate();
        await using var server = new SmtpServer(certificate);
        var pem = Path.Combine(_folder, "own.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());

        await Post(Private(server, pem), s_letter);

        var received = await server.Next();
        (received.Private, received.User).Should().Be((true, "tracker"));
        server.Lines.Should().NotContain(line => line.Contains("MAIL FROM", StringComparison.Ordinal) && !received.Private);
    }

    [Theory]
    [InlineData(false, "localhost")]
    [InlineData(true, "elsewhere.example")]
    public async Task No_letter_and_no_password_goes_to_a_server_that_nobody_vouches_for(bool vouched, string name)
    {
        using var certificate = SmtpServer.Certificate(name);
        await using var server = new SmtpServer(certificate);
        var pem = Path.Combine(_folder, "own.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());

        await Post(Private(server, vouched ? pem : null), s_letter);

        server.HasNothing.Should().BeTrue();
        server.Lines.Should().NotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_offers_no_privacy_gets_neither_letter_nor_password()
    {
        await using var server = new SmtpServer();

        await Post(Private(server, null), s_letter);

        server.HasNothing.Should().BeTrue();
        server.Lines.Should().NotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
        _told.Lines.Should().Contain(line => line.Contains("given up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_letter_that_is_refused_for_now_is_tried_again_and_one_refused_for_good_is_not()
    {
        await using var server = new SmtpServer();
        server.Refusals.Enqueue("550 5.1.1 <nobody@example.org> unknown");
        server.Refusals.Enqueue("451 4.7.1 <someone@example.org> come back later");
        var options = new MailOptions { Host = "localhost", Port = server.Port, Security = MailSecurity.None, From = "tracker@example.org", RetrySeconds = 0 };

        await Post(options, s_letter with { To = "nobody@example.org" }, s_letter);

        (await server.Next()).To.Should().Equal("someone@example.org");
        server.HasNothing.Should().BeTrue();
        _told.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains("example.org", StringComparison.Ordinal), "no address reaches a log");
    }

    [Fact]
    public async Task In_development_letters_are_files()
    {
        await Post(new() { Folder = Path.Combine(_folder, "mail"), From = "tracker@example.org" }, s_letter);

        var file = new DirectoryInfo(Path.Combine(_folder, "mail")).EnumerateFiles().Single();
        file.Extension.Should().Be(".eml");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file.FullName).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var message = await MimeMessage.LoadAsync(file.FullName);
        message.TextBody.Should().Contain("https://tracker.example.org/id/welcome?link=x");
    }

    [Theory]
    [InlineData("a\r\nBcc: victim@example.org")]
    [InlineData("a\nBcc: victim@example.org\n\nanother body")]
    [InlineData("a\rBcc: victim@example.org")]
    [InlineData("a\u2028Bcc: victim@example.org")]
    [InlineData("a\0b")]
    public async Task No_word_becomes_a_header(string subject)
    {
        await using var server = new SmtpServer();

        await Post(new() { Host = "localhost", Port = server.Port, Security = MailSecurity.None, From = "tracker@example.org" }, s_letter with { Subject = subject });

        var received = await server.Next();
        received.To.Should().Equal("someone@example.org");
        received.Message.Headers.Select(header => header.Field).Should().NotContain("Bcc");
        (received.Message.TextBody ?? "").ReplaceLineEndings("\n").Trim().Should().Be(s_letter.Text);
    }

    [Theory]
    [InlineData("someone@example.org", true)]
    [InlineData("nama.orang+tracker@dinas.example.go.id", true)]
    [InlineData("a@b\r\nBcc: c@d", false)]
    [InlineData("a@b,c@d", false)]
    [InlineData("Some One <a@b>", false)]
    [InlineData("\"a b\"@c", false)]
    [InlineData("a", false)]
    [InlineData("@b", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData(null, false)]
    public void Only_one_bare_address_is_an_address(string? text, bool is_) => Letter.TryAddress(text, out _).Should().Be(is_);

    [Theory]
    [InlineData("", MailSecurity.StartTls, null, "Tracker__Mail__From")]
    [InlineData("tracker@example.org", MailSecurity.None, "user", "Tracker__Mail__Security")]
    [InlineData("tracker@example.org", MailSecurity.None, null, null)]
    [InlineData("tracker@example.org", MailSecurity.StartTls, "user", null)]
    public void Settings_that_would_give_a_password_away_are_refused_at_the_start(string from, MailSecurity security, string? user, string? named)
    {
        var refusal = new MailOptions { Host = "mail.example.org", From = from, Security = security, User = user }.Refusal();

        if (named is null) refusal.Should().BeNull();
        else refusal.Should().Contain(named);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static MailOptions Private(SmtpServer server, string? pem) => new()
    {
        Host = "localhost",
        Port = server.Port,
        From = "tracker@example.org",
        User = "tracker",
        Password = "secret",
        Certificates = pem,
        RetrySeconds = 0,
    };

    private async Task Post(MailOptions options, params Letter[] letters)
    {
        IPostman postman = options.Host is null ? new FolderPostman(options, _clock) : new SmtpPostman(options, _clock);
        using var outbox = new Outbox(postman, options, TimeProvider.System, _told);
        await outbox.StartAsync(default);
        foreach (var letter in letters) outbox.Post(letter);
        await outbox.Settled();
        await outbox.StopAsync(default);
    }

    /// <summary>Keeps what was logged, as a reader of the log sees it.</summary>
    private sealed class Told : ILogger<Outbox>
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);
    }
}
