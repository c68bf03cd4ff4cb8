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
    public static async Task<IFormCollection?> Read(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception large) when (large is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return null;
        }
    }
}
