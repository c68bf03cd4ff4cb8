using System.Net;
using System.Security.Authentication;

namespace Tracker.PluginRunner.Fetching;

/// <summary>One request and one answer, nothing followed and nothing decided; whatever goes wrong becomes a refusal by name.</summary>
internal sealed class Exchange : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly FetchSettings _settings;
    private readonly TimeProvider _clock;

    public Exchange(FetchSettings settings, TimeProvider clock, INetwork network)
    {
        _settings = settings;
        _clock = clock;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = new GuardedConnection(network, settings.FeedServer, clock).Open,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false, // a proxy would connect for us, to addresses nobody checked
            PreAuthenticate = false,
            MaxResponseHeadersLength = 32, // KiB
            MaxConnectionsPerServer = 4,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Sends, and returns at the answer's headers.</summary>
    /// <exception cref="RefusedConnection">There is no answer, and why.</exception>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, FetchPolicy policy, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", _settings.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", BoundedBody.Accepted);
        request.Options.Set(GuardedConnection.ConnectTime, policy.ConnectTime);
        using var late = new CancellationTokenSource(policy.HeaderTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await _http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RefusedConnection(FetchRefusal.TooSlow, "no answer within the time allowed");
        }
        catch (HttpRequestException e)
        {
            throw Refusal(e, FetchRefusal.Unreachable);
        }
    }

    /// <summary>Reads the body within the policy's limit.</summary>
    /// <exception cref="RefusedConnection">It is too large, cut short or in no known encoding.</exception>
    public static async Task<LentBytes> Read(HttpResponseMessage answer, FetchPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedBody.Read(answer.Content, policy.MostBytes, cancellationToken);
        }
        catch (Exception e) when (e is (HttpRequestException or IOException) and not RefusedConnection)
        {
            throw Refusal(e, FetchRefusal.Truncated);
        }
    }

    public void Dispose() => _http.Dispose();

    private static RefusedConnection Refusal(Exception thrown, FetchRefusal otherwise)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RefusedConnection refused:
                    return refused;
                case AuthenticationException:
                    return new RefusedConnection(FetchRefusal.CertificateRefused, "the server's certificate is not valid for this name");
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return new RefusedConnection(FetchRefusal.CertificateRefused, "no secure connection could be agreed upon");
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                    return new RefusedConnection(FetchRefusal.AnswerMalformed, "the answer is not HTTP as it should be");
            }
        }

        return new RefusedConnection(otherwise, otherwise == FetchRefusal.Truncated ? "the body ended before it should have" : "the connection broke before an answer");
    }
}
