using System.Globalization;
using Tracker.Host.Http;
using Tracker.Ledger;

namespace Tracker.Host.Features.Ledger;

/// <summary>The receipt anybody can check offline (C2SP tlog-proof), with or without its suffix.</summary>
public sealed class ReadReceiptEndpoint : ISlice
{
    private const string Suffix = ".tlog-proof";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/receipts/{log}/{index}", async (HttpContext http, string log, string index, LogReader reader, CancellationToken ct) =>
        {
            Asked.Only(http);
            var number = index.EndsWith(Suffix, StringComparison.Ordinal) ? index[..^Suffix.Length] : index;
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= await reader.Size(log, ct))
                return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            if (await reader.TlogProof(log, at, ct) is not { } proof)
            {
                // It is on the ledger; the checkpoint that covers it is signed within a second.
                http.Response.Headers.RetryAfter = "1";
                return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            }

            http.Response.Headers.CacheControl = OpenAnswer.Public;
            return Results.Text(proof, "text/plain; charset=utf-8");
        })
        .WithName("ReadReceipt")
        .WithSummary("The proof that an entry is in its log, to be checked offline.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status404NotFound, Problems.ContentType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problems.ContentType);
}
