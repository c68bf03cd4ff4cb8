using System.Net;
using System.Net.Http.Headers;
using Tracker.PluginRunner.Archive;

namespace Tracker.PluginRunner.Fetching;

/// <summary>
/// The only way out of the house: what plugins, webhooks and link checks want from the web is fetched here. The allow-list
/// is asked for every address, redirects included; every connection is made by <see cref="GuardedConnection"/>, which knows
/// no private address; size and time are bounded; what came is archived before anybody sees it. Safe for many threads.
/// </summary>
public sealed class GuardedFetch : IDisposable
{
    private readonly SourceArchive _archive;
    private readonly FetchSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Exchange _exchange;
    private readonly Robots _robots;
    private readonly HostManners _manners;

    /// <summary>Makes one for the whole process: politeness is kept a host, not a caller.</summary>
    /// <param name="archive">Where the bytes are kept.</param>
    /// <param name="settings">How this deployment fetches.</param>
    /// <param name="clock">The clock by which it waits and times out.</param>
    /// <param name="network">Names and connections; the machine's own by default.</param>
    public GuardedFetch(SourceArchive archive, FetchSettings settings, TimeProvider clock, INetwork? network = null)
    {
        _archive = archive;
        _settings = settings;
        _clock = clock;
        _exchange = new Exchange(settings, clock, network ?? new MachineNetwork());
        _robots = new Robots(_exchange, clock);
        _manners = new HostManners(settings.Pause, clock);
    }

    /// <summary>Fetches one address and archives what it answers.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">What may be.</param>
    /// <param name="cancellationToken">Ends the waiting; nothing is archived then.</param>
    /// <exception cref="IOException">The archive's disk refused.</exception>
    public async Task<FetchAnswer> Get(FetchRequest request, FetchPolicy policy, CancellationToken cancellationToken)
    {
        if (NotAllowed(request, policy) is { } forbidden) return forbidden;
        using var late = new CancellationTokenSource(policy.WholeTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await Follow(request, policy, either.Token);
        }
        catch (RefusedConnection e)
        {
            return new FetchRefused(e.Reason, policy.WithoutSecrets(e.Message));
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new FetchRefused(FetchRefusal.TooSlow, $"not done within {policy.WholeTime.TotalSeconds:0} s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _exchange.Dispose();

    /// <summary>Why a request may not be made in this way, wherever it leads; null where it may.</summary>
    internal static FetchRefused? NotAllowed(FetchRequest request, FetchPolicy policy)
    {
        if (request.Method != "GET" && !(request.Method == "POST" && policy.MayPost))
            return new(FetchRefusal.MethodNotAllowed, $"'{Shown(request.Method)}' is not allowed here");
        if (request.Method == "GET" && request.Body.Length > 0) return new(FetchRefusal.MethodNotAllowed, "a body goes with POST alone");
        return FetchHeaders.Forbidden(request.Headers, policy) is { } header
            ? new(FetchRefusal.HeaderNotAllowed, $"the header '{Shown(header.Name)}' may not be sent, or its value is not plain text")
            : null;
    }

    private async Task<FetchAnswer> Follow(FetchRequest request, FetchPolicy policy, CancellationToken cancellationToken)
    {
        if (WebAddress.Read(request.Address) is not { } first)
        {
            return new FetchRefused(FetchRefusal.AddressMalformed, "this is no web address that everybody reads alike");
        }

        var known = request.Method == "GET" ? await Known(KeyOf(first, request), cancellationToken) : null;
        var answer = await Follow(request, policy, first, known, cancellationToken);
        if (answer is not NotModified) known?.Lent?.Dispose();
        return answer;
    }

    private async Task<FetchAnswer> Follow(FetchRequest request, FetchPolicy policy, Uri first, Sound? known, CancellationToken cancellationToken)
    {
        var latest = _clock.GetUtcNow() + policy.WholeTime;
        var (address, method) = (first, request.Method);
        for (var redirects = 0; redirects <= FetchPolicy.MostRedirects; redirects++)
        {
            if (!policy.Allows(address))
            {
                return new FetchRefused(FetchRefusal.AddressNotAllowed, $"'{Shown(policy.WithoutSecrets(WebAddress.Text(address)))}' is not beneath any address allowed{(redirects > 0 ? "; a redirect leads there" : "")}");
            }

            if (await MayNotNow(address, request.Purpose, policy, latest, cancellationToken) is { } refused) return refused;

            using var message = Message(address, method, request, crossed: !SameOrigin(first, address), policy, known);
            using var answer = await _exchange.Send(message, policy, cancellationToken);
            if (_manners.Heed(WebAddress.HostOf(address), answer) is { } until)
            {
                return new FetchRefused(FetchRefusal.NotNow, $"'{WebAddress.HostOf(address)}' asks to wait until {until:u}", until);
            }

            switch (answer.StatusCode)
            {
                case HttpStatusCode.NotModified when known is not null && message.Headers.NonValidated.Any(sent => sent.Key.StartsWith("If-", StringComparison.OrdinalIgnoreCase)):
                    return new NotModified(known.Source, known.Body) { Lent = known.Lent };
                case HttpStatusCode.NotModified:
                    return new FetchRefused(FetchRefusal.AnswerMalformed, "it answers 'not modified', which nobody asked");
                case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect:
                    if (method == "POST" && answer.StatusCode != HttpStatusCode.SeeOther)
                    {
                        return new FetchRefused(FetchRefusal.RedirectRefused, "what was posted is not posted again elsewhere");
                    }

                    if (WebAddress.Follow(address, answer.Headers.Location) is not { } to)
                    {
                        return new FetchRefused(FetchRefusal.RedirectRefused, "it redirects to no web address");
                    }

                    (address, method) = (to, "GET");
                    continue;
                default:
                    return await Keep(request, first, address, answer, policy, cancellationToken);
            }
        }

        return new FetchRefused(FetchRefusal.RedirectRefused, $"more than {FetchPolicy.MostRedirects} redirects");
    }

    private async Task<FetchRefused?> MayNotNow(Uri address, FetchPurpose purpose, FetchPolicy policy, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (_settings.FeedServer?.Is(address) == true) return null;
        var host = WebAddress.HostOf(address);
        if (purpose == FetchPurpose.Schedule)
        {
            var allowed = _robots.Allow(address);
            if (allowed is null)
            {
                if (await Turn() is { } notYet) return notYet;
                allowed = await _robots.Ask(address, policy, () => _manners.Turn(host, latest, cancellationToken), cancellationToken);
            }

            if (allowed is false) return new FetchRefused(FetchRefusal.RobotsDisallow, $"the robots.txt of '{host}' keeps crawlers away from this address, or could not be read");
        }

        return await Turn();

        async Task<FetchRefused?> Turn() => await _manners.Turn(host, latest, cancellationToken) is { } turn
            ? new FetchRefused(FetchRefusal.NotNow, $"'{host}' is asked again from {turn:u} on", turn)
            : null;
    }

    private async Task<FetchAnswer> Keep(FetchRequest request, Uri first, Uri address, HttpResponseMessage answer, FetchPolicy policy, CancellationToken cancellationToken)
    {
        var lent = await Exchange.Read(answer, policy, cancellationToken);
        ReadOnlyMemory<byte> body = lent.Bytes;
        var headers = FetchHeaders.Kept(answer);
        var contentType = headers.FirstOrDefault(header => header.Name == "content-type")?.Value;
        var source = new ArchivedSource(
            SourceArchive.DigestOf(body.Span),
            body.Length,
            policy.WithoutSecrets(WebAddress.Text(first)),
            policy.WithoutSecrets(WebAddress.Text(address)),
            _clock.GetUtcNow(),
            (int)answer.StatusCode,
            contentType,
            [.. headers.Select(header => header with { Value = policy.WithoutSecrets(header.Value) })],
            CopyConsent.WhyNot(answer, contentType, body.Span));
        await _archive.Keep(source, body, cancellationToken);
        if (request.Method == "GET" && answer.IsSuccessStatusCode && source.CopyRefused is null)
        {
            await _archive.Remember(KeyOf(first, request), source, cancellationToken);
        }

        return new Fetched(source, body) { Lent = lent };
    }

    private async Task<Sound?> Known(string key, CancellationToken cancellationToken)
    {
        // Only what can be handed over again is asked about: a damaged copy is fetched anew, and so repaired.
        if (_archive.VisitsTo(key) is not [var last, ..] || (last.Header("etag") ?? last.Header("last-modified")) is null) return null;
        return await _archive.Read(last.Sha256, cancellationToken) is Sound sound ? sound with { Source = last } : null;
    }

    private static HttpRequestMessage Message(Uri address, string method, FetchRequest request, bool crossed, FetchPolicy policy, Sound? known)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), address);
        if (method == "POST") message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var header in request.Headers)
        {
            // A key meant for one site is not shown to the next.
            if (crossed && !header.Name.StartsWith("accept", StringComparison.OrdinalIgnoreCase)) continue;
            if (!header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)) message.Headers.TryAddWithoutValidation(header.Name, header.Value);
            else message.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (known is not null && known.Source.FinalAddress == policy.WithoutSecrets(WebAddress.Text(address)))
        {
            if (known.Source.Header("etag") is { } tag && EntityTagHeaderValue.TryParse(tag, out _)) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
            if (known.Source.Header("last-modified") is { } time) message.Headers.TryAddWithoutValidation("If-Modified-Since", time);
        }

        return message;
    }

    // What else was sent may change what is answered.
    private static string KeyOf(Uri address, FetchRequest request) =>
        string.Join('\n', request.Headers.Select(header => $"{header.Name.ToLowerInvariant()}: {header.Value}").Order(StringComparer.Ordinal).Prepend(WebAddress.Text(address)));

    private static bool SameOrigin(Uri one, Uri other) => one.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority);

    private static string Shown(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
