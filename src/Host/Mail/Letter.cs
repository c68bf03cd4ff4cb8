using MimeKit;

namespace Tracker.Host.Mail;

/// <summary>One message to one person, in plain text.</summary>
/// <param name="Kind">What it is about, for the log: addresses are never written there.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Paragraphs, and a link on a line of its own.</param>
public sealed record Letter(string Kind, string To, string Subject, string Text)
{
    private const int Longest = 254;

    /// <summary>Reads an address as somebody typed it: one, bare, without a shown name.</summary>
    public static bool TryAddress(string? text, out string address)
    {
        address = text?.Trim() ?? "";
        return address.Length is > 2 and <= Longest
            && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>' or '"')
            && address.Count(c => c == '@') == 1
            && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address && mailbox.Domain.Length > 0 && mailbox.LocalPart.Length > 0;
    }

    /// <summary>As it travels. No word of it can become a header: what is no part of a line is taken out before.</summary>
    /// <param name="from">Who it comes from.</param>
    /// <param name="at">When it was written.</param>
    /// <param name="id">Names it; one of a kind.</param>
    internal MimeMessage Message(MailboxAddress from, DateTimeOffset at, string id)
    {
        var message = new MimeMessage
        {
            Subject = OneLine(Subject),
            Date = at,
            MessageId = $"{id}@{from.Domain}",
            Body = new TextPart("plain") { Text = Text },
        };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", To));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no machine answers it
        return message;
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
