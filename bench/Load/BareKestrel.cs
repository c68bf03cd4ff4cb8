namespace Tracker.Load;

/// <summary>The raw limit of a page: Kestrel answering the same bytes from memory, and 304 to who has them.</summary>
internal static class BareKestrel
{
    public static async Task<int> Serve(string body, int port)
    {
        var bytes = await File.ReadAllBytesAsync(body);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.Headers.ETag = "\"bare\"";
            if (context.Request.Headers.IfNoneMatch == "\"bare\"")
            {
                context.Response.StatusCode = 304;
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.BodyWriter.WriteAsync(bytes);
        });
        await app.RunAsync();
        return 0;
    }
}
