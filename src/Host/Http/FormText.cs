namespace Tracker.Host.Http;

/// <summary>
/// Lets a form that holds a NUL reach its page. The framework fails on one before any page sees what was typed; here it is read
/// as U+0001, another character that no text may hold, so that the rules refuse the very field it is in and the form keeps the rest.
/// </summary>
public static class FormText
{
    private const string Encoded = "application/x-www-form-urlencoded";

    public static void UseFormText(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsPost(http.Request.Method) && !Problems.IsForPrograms(http)
            && http.Request.ContentType?.StartsWith(Encoded, StringComparison.OrdinalIgnoreCase) == true)
        {
            // No larger than the server takes at all: it ends a body that is.
            var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            Mend(body.GetBuffer().AsSpan(0, (int)body.Length));
            body.Position = 0;
            http.Request.Body = body;
        }

        await next(http);
    });

    /// <summary>Turns <c>%00</c> into <c>%01</c> and a bare NUL into U+0001; every other byte stays.</summary>
    internal static void Mend(Span<byte> body)
    {
        body.Replace((byte)0, (byte)1);
        for (var at = body.IndexOf("%00"u8); at >= 0;)
        {
            body[at + 2] = (byte)'1';
            var next = body[(at + 3)..].IndexOf("%00"u8);
            at = next < 0 ? -1 : at + 3 + next;
        }
    }
}
