using System.CommandLine;
using System.Net.Http.Headers;

namespace Tracker.Cli;

/// <summary>A running tracker that a command asks.</summary>
public static class Server
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The option <c>--server</c>.</summary>
    public static Option<string> Option() => new("--server") { Description = "The tracker's address, such as https://tracker.example.org.", Required = true };

    /// <summary>Asks it in the reader's language, so that it answers in it.</summary>
    /// <param name="address">As it was typed.</param>
    /// <param name="token">Null or empty: nobody's.</param>
    /// <param name="language">Of its words.</param>
    /// <exception cref="NotUsable">It is no address.</exception>
    public static HttpClient At(string address, string? token, string language)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new NotUsable($"'{address}' is no address of a tracker: write all of it, such as https://tracker.example.org.");
        var http = new HttpClient { BaseAddress = uri, MaxResponseContentBufferSize = MostBytes };
        http.DefaultRequestHeaders.AcceptLanguage.Add(new(language));
        if (!string.IsNullOrEmpty(token)) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }
}
