using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>Reads a form that may carry a file.</summary>
internal static class SentForm
{
    /// <summary>
    /// What was sent; null when it is larger than the page takes, or is no form at all. Asked before the anti-forgery token is,
    /// which would fail on such a form without saying why.
    /// </summary>
    /// <remarks>
    /// A page takes bodies somewhat larger than its limit for the form: where the server itself breaks off, nobody who is still
    /// sending ever sees the answer.
    /// </remarks>
    public static async Task<IFormCollection?> Read(HttpRequest request) => (await Read(request, 0, DoorRules.BodyTooLarge.Refuse())).Form;

    /// <summary>The same, and what is wrong where nothing could be read.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="most">Bytes that no part of such a form exceeds: what is smaller as a whole is not too large.</param>
    /// <param name="tooLarge">What is said of what is larger.</param>
    public static async Task<(IFormCollection? Form, int Status, Refused Why)> Read(HttpRequest request, long most, Refused tooLarge)
    {
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted), StatusCodes.Status200OK, tooLarge);
        }
        catch (InvalidDataException) when (request.ContentLength <= most)
        {
            return (null, StatusCodes.Status400BadRequest, DoorRules.FormMalformed.Refuse(tooLarge.Field));
        }
        catch (Exception large) when (large is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return (null, StatusCodes.Status413PayloadTooLarge, tooLarge);
        }
    }
}
