using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;
using Tracker.Host.Features.Accounts;

namespace Tracker.Host.Http;

/// <summary>A token that is shown where none is needed.</summary>
public static class ShownToken
{
    /// <summary>
    /// Where anybody may read, a token is not asked for. But whoever shows one before a write means to use it, and is told already
    /// then that it is none.
    /// </summary>
    /// <returns>Null: there is none, or it is somebody's.</returns>
    public static async Task<IResult?> Refusal(HttpContext http) =>
        http.Request.Headers.ContainsKey(HeaderNames.Authorization) && !(await http.AuthenticateAsync(Bearer.SchemeName)).Succeeded
            ? Problems.Answer(http, StatusCodes.Status401Unauthorized, DoorRules.NotSignedIn.Refuse("Authorization"))
            : null;

    /// <summary>Whose token is shown; null: there is none, or it is nobody's.</summary>
    public static async Task<Caller?> Caller(HttpContext http) =>
        (await http.AuthenticateAsync(Bearer.SchemeName)).Succeeded ? Http.Caller.Of(http) : null;
}
