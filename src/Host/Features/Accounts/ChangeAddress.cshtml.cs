using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Mail;

namespace Tracker.Host.Features.Accounts;

/// <summary>The address at which a forgotten password is mended. It is the account's only once a letter there was answered.</summary>
public sealed class ChangeAddressPage(UserManager<Account> users, SignIn signIn, OneTimeLinks links, Outbox outbox, Reader reader) : PersonForm
{
    public override string Form => "change-address";

    public bool Delivers => outbox.Delivers;

    public IActionResult OnGet() => Caller.Of(HttpContext) is null ? Redirect(reader.To.SignInFor(reader.Here)) : Page();

    public async Task<IActionResult> OnPost()
    {
        if (Caller.Of(HttpContext) is not { } caller || await users.FindByIdAsync(caller.AccountId) is not { } account) return Redirect(reader.To.SignInFor(reader.Here));
        await Read();
        if (!Delivers) return Answer(DoorRules.MailNotSet.Refuse());
        if (!Letter.TryAddress(Typed["address"], out var address)) Typed.Refuse("address", DoorRules.AddressMalformed.Refuse("address"));
        if (Typed.Wrong.Count > 0) return Answer(null);
        if (!await signIn.Proves(account, Typed["current"])) return Answer(DoorRules.PasswordWrong.Refuse("current"));
        return Answer(await links.Confirm(account.Id, caller.Name, address, reader.Language, CancellationToken.None));
    }
}
