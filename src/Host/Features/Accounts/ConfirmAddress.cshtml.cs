using Microsoft.AspNetCore.Mvc;

namespace Tracker.Host.Features.Accounts;

/// <summary>
/// Where the letter's link leads: the address is the account's once its reader says so. Opening the link alone changes nothing, since
/// machines open links in letters too.
/// </summary>
public sealed class ConfirmAddressPage(OneTimeLinks links) : PersonForm
{
    public override string Form => "confirm-address";

    public bool Open { get; private set; }

    public async Task<IActionResult> OnGet(string? link)
    {
        Typed["link"] = link ?? "";
        Open = await links.IsOpen(Typed["link"], LinkPurpose.ConfirmAddress, HttpContext.RequestAborted);
        return Answer(Open ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
    }

    public async Task<IActionResult> OnPost()
    {
        await Read();
        return Answer(await links.SetAddress(Typed["link"], CancellationToken.None));
    }
}
