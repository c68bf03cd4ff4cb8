using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Tracker.Host.Texts;

/// <summary>A text whose places are filled with HTML; everything else in it is encoded when it is written.</summary>
internal sealed class RichText(string text, (string Name, object? Value)[] values, Speech speech) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var plain = values.Where(value => value.Value is not IHtmlContent).ToArray();
        var rest = text.AsSpan();
        while (Next(rest) is var (at, length, content) && content is not null)
        {
            encoder.Encode(writer, speech.Fill(rest[..at].ToString(), plain));
            content.WriteTo(writer, encoder);
            rest = rest[(at + length)..];
        }

        encoder.Encode(writer, speech.Fill(rest.ToString(), plain));
    }

    private (int At, int Length, IHtmlContent? Content) Next(ReadOnlySpan<char> rest)
    {
        var first = (At: int.MaxValue, Length: 0, Content: (IHtmlContent?)null);
        foreach (var (name, value) in values)
        {
            if (value is not IHtmlContent content) continue;
            var at = rest.IndexOf($"{{{name}}}", StringComparison.Ordinal);
            if (at >= 0 && at < first.At) first = (at, name.Length + 2, content);
        }

        return first;
    }
}
