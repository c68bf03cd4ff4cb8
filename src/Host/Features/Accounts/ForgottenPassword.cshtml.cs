using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Mail;

namespace Tracker.Host.Features.Accounts;

/// <summary>Somebody forgot a password. The answer is the same whether or not there is such an account, and comes as fast.</summary>
public sealed class ForgottenPasswordPage(OneTimeLinks links, Outbox outbox, Reader reader) : PersonForm
{
    public override string Form => "forgotten-password";

    public bool Delivers => outbox.Delivers;

    public async Task<IActionResult> OnPost()
    {
        await Read();
        if (Typed["account"].Trim() is not { Length: > 0 and <= 256 } who) Typed.Refuse("account", DoorRules.Required.Refuse("account"));
        else links.Forgot(who, reader.Language);
        return Answer(null);
    }
}
