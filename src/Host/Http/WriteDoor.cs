using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MediatR;
using Tracker.Domain;
using Tracker.Host.Features.Accounts;

namespace Tracker.Host.Http;

/// <summary>From a request to a <see cref="Write{TCommand}"/>, and from what became of it to an answer.</summary>
public static class WriteDoor
{
    /// <summary>Takes a write: headers, body, caller; sends it; answers.</summary>
    /// <param name="http">The request.</param>
    /// <param name="target">What it is about, from the address.</param>
    /// <param name="given">The command's members that the address or the site gives; the body has none of them.</param>
    public static Task<IResult> Take<TCommand>(HttpContext http, Target target, params (string Member, JsonNode? Value)[] given)
    {
        var mediator = http.RequestServices.GetRequiredService<IMediator>();
        // A started write finishes: the one who asked may leave, the ledger does not stop half-way.
        return Take<TCommand>(http, target, write => mediator.Send(write, CancellationToken.None), (write, isUnreadable) => Trials.Rest(mediator, write, isUnreadable), given);
    }

    /// <summary>As above, for a command that is sent by a way of its own.</summary>
    public static Task<IResult> Take<TCommand>(
        HttpContext http, Target target, Func<Write<TCommand>, Task<WriteOutcome>> send, params (string Member, JsonNode? Value)[] given) =>
        Take(http, target, send, null, given);

    private static async Task<IResult> Take<TCommand>(
        HttpContext http, Target target, Func<Write<TCommand>, Task<WriteOutcome>> send,
        Func<Write<TCommand>, Func<string, bool>, Task<ImmutableArray<Refused>>>? rest, (string Member, JsonNode? Value)[] given)
    {
        var door = http.GetEndpoint()?.Metadata.GetMetadata<WriteMetadata>() ?? throw new InvalidOperationException("Mapped without TakesWrite.");
        var caller = Caller.Of(http) ?? throw new InvalidOperationException("Mapped without authorization.");
        var key = Preconditions.Key(http);
        long? seen = door.Seen ? Preconditions.Seen(http) : null;
        var command = await Body.Read<TCommand>(
            http, given.ToDictionary(g => g.Member, g => g.Value, StringComparer.Ordinal), http.RequestAborted,
            rest is null ? null : (standIn, isUnreadable) => rest(new(standIn, target, caller.For<TCommand>(), key), isUnreadable));
        return Answer(http, await send(new(command, target, caller.For<TCommand>(), key, seen)));
    }

    /// <summary>Says on an endpoint what every write has in common: who is let in, how much is read, what is answered.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="seen">Whether it needs If-Match: not where something is only added.</param>
    /// <param name="conflicts">Whether the state things are in can refuse it (409).</param>
    /// <param name="given">The command's members that the address or the site gives.</param>
    public static RouteHandlerBuilder TakesWrite<TCommand>(
        this RouteHandlerBuilder endpoint, bool seen, bool conflicts = true, params string[] given) =>
        endpoint.TakesCommand<TCommand, Receipt>(StatusCodes.Status201Created, seen, conflicts, given);

    /// <summary>As a write, of what is operation and stands on no ledger: a run that is begun.</summary>
    public static RouteHandlerBuilder TakesOrder<TCommand>(this RouteHandlerBuilder endpoint, params string[] given) =>
        endpoint.TakesCommand<TCommand, Accepted>(StatusCodes.Status202Accepted, seen: false, conflicts: true, given);

    /// <summary>As a write, by somebody without an account: limited by address instead.</summary>
    public static RouteHandlerBuilder TakesVisitors<TCommand, TAnswer>(this RouteHandlerBuilder endpoint, params string[] given) =>
        endpoint.TakesVisitors<TCommand, TAnswer>(StatusCodes.Status201Created, seen: false, given);

    /// <inheritdoc cref="TakesVisitors{TCommand, TAnswer}(RouteHandlerBuilder, string[])"/>
    public static RouteHandlerBuilder TakesVisitors<TCommand, TAnswer>(this RouteHandlerBuilder endpoint, int success, bool seen, params string[] given)
    {
        endpoint.WithMetadata(new WriteMetadata(typeof(TCommand), seen, given, Open: true))
            .WithName(typeof(TCommand).Name)
            .AddEndpointFilter<VisitorLimit>()
            .Produces<TAnswer>(success);
        int[] refusals = [400, 403, 404, 409, 413, 415, 422, 429, 503, 507];
        foreach (var status in refusals.Concat(seen ? [412, 428] : [])) endpoint.Produces<Problem>(status, Problems.ContentType);
        return endpoint;
    }

    /// <summary>Lets in only who holds a token, as often as an account may write.</summary>
    public static RouteHandlerBuilder NeedsToken(this RouteHandlerBuilder endpoint) =>
        endpoint.RequireAuthorization(Bearer.SchemeName).AddEndpointFilter<WriteLimit>();

    private static RouteHandlerBuilder TakesCommand<TCommand, TAnswer>(
        this RouteHandlerBuilder endpoint, int success, bool seen, bool conflicts, string[] given)
    {
        endpoint.WithMetadata(new WriteMetadata(typeof(TCommand), seen, given))
            .WithName(typeof(TCommand).Name)
            .NeedsToken()
            .Produces<TAnswer>(success);
        int[] refusals = [400, 401, 403, 404, 413, 415, 422, 429, 503, 507];
        foreach (var status in refusals.Concat(conflicts ? [409] : []).Concat(seen ? [412, 428] : []).Order()) endpoint.Produces<Problem>(status, Problems.ContentType);
        return endpoint;
    }

    /// <summary>What became of a write, as an answer.</summary>
    internal static IResult Answer(HttpContext http, WriteOutcome outcome) => Answer(http, outcome, Receipt.Of);

    /// <summary>Says what became of a write; what is said of one that was done, the caller knows.</summary>
    internal static IResult Answer<TAnswer>(HttpContext http, WriteOutcome outcome, Func<WriteOutcome.Done, TAnswer> receipt)
    {
        http.Response.Headers.CacheControl = "no-store";
        return outcome switch
        {
            WriteOutcome.Done done => Results.Json(receipt(done), StrictJson.Options, statusCode: StatusCodes.Status201Created),
            WriteOutcome.Noted noted => Results.Json(new Accepted(noted.Id), StrictJson.Options, statusCode: StatusCodes.Status202Accepted),
            WriteOutcome.Declined declined => Problems.Answer(http, declined.Why),
            WriteOutcome.KeyReused => Problems.Answer(http, StatusCodes.Status422UnprocessableEntity, DoorRules.IdempotencyKeyReused.Refuse("Idempotency-Key")),
            WriteOutcome.Unknown => Problems.Answer(http, StatusCodes.Status503ServiceUnavailable, DoorRules.OutcomeUnknown.Refuse()),
            WriteOutcome.Full => Problems.Answer(http, StatusCodes.Status507InsufficientStorage, DoorRules.StorageFull.Refuse()),
            _ => throw new InvalidOperationException($"Nobody said how to answer {outcome.GetType().Name}."),
        };
    }
}

/// <summary>What a write answers.</summary>
/// <param name="Id">Public id of what was written to.</param>
/// <param name="Version">Version of its stream after the write: what the next If-Match may say.</param>
/// <param name="Log">The log.</param>
/// <param name="LedgerIndex">Index of the entry in the log: what was asked for, where it brought others about.</param>
/// <param name="Address">Where its proof is.</param>
public sealed record Receipt(
    string Id, long Version, string Log, long LedgerIndex, [property: System.Text.Json.Serialization.JsonPropertyName("receipt")] string Address)
{
    public static Receipt Of(WriteOutcome.Done done) =>
        new(done.Id, done.Version, done.Log, done.LedgerIndex, $"/api/v1/receipts/{done.Log}/{done.LedgerIndex}.tlog-proof");
}

/// <summary>What is answered where something was begun that no ledger holds.</summary>
/// <param name="Id">What it is known by.</param>
public sealed record Accepted(string Id);

/// <summary>What an endpoint that writes says of itself.</summary>
/// <param name="Command">The command.</param>
/// <param name="Seen">Whether it needs If-Match.</param>
/// <param name="Given">The command's members that the body has not.</param>
/// <param name="Open">Whether it needs no account.</param>
public sealed record WriteMetadata(Type Command, bool Seen, IReadOnlyList<string> Given, bool Open = false);
