using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Host.Hosting;

namespace Tracker.Host.Http;

/// <summary>How often: for each address (an IPv6 network of 64 bits counts as one), for signing in, for each account that writes.</summary>
public static class Limits
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WriteLimiter>();
        builder.Services.AddSingleton<VisitorLimiter>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<TrackerOptions>>((limiter, options) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                SayWhen(context.HttpContext, context.Lease);
                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => Window(Address(http), options.Value.RequestsPerMinute)),
                PartitionedRateLimiter.Create<HttpContext, string>(http =>
                    HttpMethods.IsPost(http.Request.Method) && IsGuessing(http.Request.Path.Value)
                        ? Window(Address(http), options.Value.SignInsPerMinute)
                        : RateLimitPartition.GetNoLimiter("")));
        });
    }

    internal static void SayWhen(HttpContext http, RateLimitLease lease) =>
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(
            (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(60)).TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);

    internal static RateLimitPartition<string> Window(string who, int perMinute) => Window(who, perMinute, TimeSpan.FromMinutes(1));

    internal static RateLimitPartition<string> Window(string who, int permits, TimeSpan window) => permits <= 0
        ? RateLimitPartition.GetNoLimiter(who)
        : RateLimitPartition.GetFixedWindowLimiter(who, _ => new() { PermitLimit = permits, Window = window });

    /// <summary>Pages at which somebody who is nobody yet may try things.</summary>
    private static bool IsGuessing(string? path) =>
        path is not null && (path.EndsWith("/sign-in", StringComparison.Ordinal) || path.EndsWith("/welcome", StringComparison.Ordinal)
            || path.EndsWith("/forgotten-password", StringComparison.Ordinal) || path.EndsWith("/new-password", StringComparison.Ordinal));

    /// <summary>Whose requests count together. It stays in memory, and nowhere else.</summary>
    internal static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}

/// <summary>The writes of each account.</summary>
public sealed class WriteLimiter(IOptions<TrackerOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _accounts =
        PartitionedRateLimiter.Create<string, string>(account => Limits.Window(account, options.Value.WritesPerMinute));

    /// <param name="caller">Whose.</param>
    /// <param name="writes">How many at once: all of them are let in, or none; never more than fit into one minute.</param>
    public RateLimitLease Take(Caller caller, int writes = 1) =>
        _accounts.AttemptAcquire(caller.AccountId, options.Value.WritesPerMinute > 0 ? Math.Min(writes, options.Value.WritesPerMinute) : writes);

    public void Dispose() => _accounts.Dispose();
}

/// <summary>
/// What is sent from each address without an account: pieces with their files, and apart from them appeals, so that nobody loses
/// one because they, or their neighbours behind the same address, have sent much. Only what was taken counts, and the same request
/// sent again counts once: on a poor line one and the same photograph may need many attempts, and a refusal teaches how it should
/// have been sent.
/// </summary>
public sealed class VisitorLimiter(IOptions<TrackerOptions> options) : IDisposable
{
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1);

    private static readonly FrozenSet<Type> s_appeals = [typeof(AppealReturn), typeof(AppealHiding)];

    private readonly PartitionedRateLimiter<string> _pieces =
        PartitionedRateLimiter.Create<string, string>(address => Limits.Window(address, options.Value.SubmissionsPerHour, s_window));

    private readonly PartitionedRateLimiter<string> _appeals =
        PartitionedRateLimiter.Create<string, string>(address => Limits.Window(address, options.Value.AppealsPerHour, s_window));

    private readonly MemoryCache _taken = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly SemaphoreSlim[] _doors = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>One at a time from each address, so that each is counted before the next one is let in.</summary>
    /// <param name="http">From where.</param>
    /// <param name="key">The idempotency key of what is sent.</param>
    /// <param name="command">What kind of command it is.</param>
    public async Task<VisitorTurn> Enter(HttpContext http, string key, Type command)
    {
        var appeal = s_appeals.Contains(command);
        var addresses = appeal ? _appeals : _pieces;
        var address = Limits.Address(http);
        var door = _doors[(uint)address.GetHashCode(StringComparison.Ordinal) % _doors.Length];
        await door.WaitAsync(http.RequestAborted);
        var again = key.Length > 0 && _taken.TryGetValue((address, appeal, key), out _);
        var room = addresses.AttemptAcquire(address, permitCount: 0);
        return new(again || room.IsAcquired, appeal ? DoorRules.TooManyAppeals : DoorRules.TooManySubmissions, room, () => door.Release(), () =>
        {
            if (again) return;
            addresses.AttemptAcquire(address).Dispose();
            if (key.Length > 0) _taken.Set((address, appeal, key), true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = s_window, Size = 1 });
        });
    }

    public void Dispose()
    {
        foreach (var door in _doors) door.Dispose();
        _taken.Dispose();
        _pieces.Dispose();
        _appeals.Dispose();
    }
}

/// <summary>Somebody without an account is let in, or not; the next one from there waits until it is disposed.</summary>
/// <param name="isAcquired">Whether they may send.</param>
/// <param name="rule">By which they are refused if they may not.</param>
/// <param name="lease">Tells when there is room again.</param>
/// <param name="leave">Lets the next one in.</param>
/// <param name="took">Counts it.</param>
public sealed class VisitorTurn(bool isAcquired, Rule rule, RateLimitLease lease, Action leave, Action took) : IDisposable
{
    public bool IsAcquired => isAcquired;

    public Rule Rule => rule;

    public RateLimitLease Lease => lease;

    /// <summary>What they sent was taken.</summary>
    public void Took() => took();

    public void Dispose()
    {
        lease.Dispose();
        leave();
    }
}

/// <summary>Refuses an address that sends too often without an account.</summary>
public sealed class VisitorLimit(VisitorLimiter limiter) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var door = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<WriteMetadata>() ?? throw new InvalidOperationException("Mapped without TakesVisitors.");
        using var turn = await limiter.Enter(context.HttpContext, context.HttpContext.Request.Headers["Idempotency-Key"].ToString(), door.Command);
        if (turn.IsAcquired)
        {
            var answer = await next(context);
            if (answer is IStatusCodeHttpResult { StatusCode: < 300 }) turn.Took();
            return answer;
        }

        Limits.SayWhen(context.HttpContext, turn.Lease);
        return Problems.Answer(context.HttpContext, StatusCodes.Status429TooManyRequests, turn.Rule.Refuse());
    }
}

/// <summary>Refuses an account that writes too often.</summary>
public sealed class WriteLimit(WriteLimiter limiter) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Caller.Of(context.HttpContext) is not { } caller) return await next(context);
        using var lease = limiter.Take(caller);
        if (lease.IsAcquired) return await next(context);
        Limits.SayWhen(context.HttpContext, lease);
        return Problems.Answer(context.HttpContext, StatusCodes.Status429TooManyRequests, DoorRules.TooManyRequests.Refuse());
    }
}
