using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Mail;
using Tracker.Host.Projections.Organisations;

namespace Tracker.Host.Features.Accounts;

/// <summary>One's own account: what it holds, which programs write in its name, where it is signed in, how to reach its holder.</summary>
public sealed class OwnAccountPage(AccountsDb accounts, OrganisationViews organisations, SignIn signIn, Outbox outbox, TimeProvider clock, Reader reader) : OwnPage
{
    public Caller Me { get; private set; } = null!; // the page is shown only to who is signed in

    public OrganisationName Organisation => organisations.Name(Me.Organisation);

    public string? Address { get; private set; }

    public bool Delivers => outbox.Delivers;

    public ImmutableArray<(Session Session, bool Here)> Sessions { get; private set; } = [];

    public ImmutableArray<ApiToken> Tokens { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        Me = caller;
        var (now, here) = (clock.GetUtcNow(), signIn.SessionHash(HttpContext));
        Address = await accounts.Users.Where(account => account.Id == caller.AccountId && account.EmailConfirmed).Select(account => account.Email).FirstOrDefaultAsync(HttpContext.RequestAborted);
        var sessions = await accounts.Sessions.AsNoTracking().Where(session => session.AccountId == caller.AccountId && session.Expires > now)
            .OrderByDescending(session => session.Expires).ToListAsync(HttpContext.RequestAborted);
        Sessions = [.. sessions.Select(session => (session, here is not null && session.Hash.AsSpan().SequenceEqual(here)))];
        var tokens = await accounts.Tokens.AsNoTracking().Where(token => token.AccountId == caller.AccountId).ToListAsync(HttpContext.RequestAborted);
        Tokens = [.. tokens.OrderByDescending(token => token.Created)];
        return Page();
    }
}
