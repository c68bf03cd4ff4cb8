using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Shared;

/// <summary>What the fields of a form need to know of it.</summary>
public interface IForm
{
    /// <summary>Where its texts are: <c>report-progress.narrative</c>.</summary>
    string Form { get; }

    Typed Typed { get; }

    /// <summary>What a field is called, where no text of this site names it: a plugin's own field. Null: there is no such field.</summary>
    string? Label(string field) => null;
}

/// <summary>
/// A form that writes, on a page of its own. It carries its idempotency key and the version that was seen; whatever goes wrong,
/// what was typed is still there. The token is checked here and not by the framework's filter: a form whose session has ended is
/// not refused, it is carried through the sign-in.
/// </summary>
[IgnoreAntiforgeryToken]
public abstract class FormPage(IMediator mediator) : PageModel, IForm
{
    public abstract string Form { get; }

    public Typed Typed { get; private set; } = new();

    public virtual string? Label(string field) => null;

    /// <summary>What refuses whoever looks at it, whatever they would type: shown in place of the form; null: nothing, or nobody asked.</summary>
    public Refused? Barred { get; private set; }

    /// <summary>The control that shows what a rule said of a field of the command: most are called the same.</summary>
    protected virtual string Control(string field) => field;

    /// <summary>Whether only somebody with an account may send it.</summary>
    protected virtual bool NeedsAccount => true;

    protected Caller Writer => Caller.Of(HttpContext) ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>What it is about.</summary>
    protected abstract Target Target { get; }

    /// <summary>The commands that it may send: whoever may send none of them does not see it.</summary>
    protected abstract IEnumerable<Type> Commands { get; }

    /// <summary>Reads what the form is about; false: there is no such thing.</summary>
    protected abstract bool Find();

    /// <summary>As <see cref="Find"/>, where that has to wait for something.</summary>
    protected virtual Task<bool> FindAsked() => Task.FromResult(Find());

    /// <summary>The version of what is shown now, where the command needs it.</summary>
    protected virtual long? Version => null;

    /// <summary>Fills in what is there already, before anybody has typed.</summary>
    protected virtual void Prefill()
    {
    }

    /// <summary>Asks before anybody types whether this person may send it at all, by <see cref="Asked"/>.</summary>
    protected virtual Task<Refused?> Bars() => Task.FromResult<Refused?>(null);

    /// <summary>What refuses a command of this person's whatever is in it: who they are, or how things stand. Nothing is written.</summary>
    protected async Task<Refused?> Asked<TCommand>(TCommand anything)
        where TCommand : class =>
        await mediator.Send(new Write<TCommand>(anything, Target, ActorFor<TCommand>(), NewKey(), Version, Trial: true), CancellationToken.None)
            is WriteOutcome.Declined { Why: { Field: null } why } ? why : null;

    /// <summary>What is wrong with a form larger than this page takes.</summary>
    protected virtual Refused TooLarge => DoorRules.BodyTooLarge.Refuse();

    /// <summary>Bytes of a form that is never larger than this page takes.</summary>
    protected virtual long Small => Body.Limit;

    /// <summary>Reads what was typed and sends it; null when something cannot be read, which <see cref="Typed"/> then says.</summary>
    protected abstract Task<WriteOutcome?> Send();

    /// <summary>The page that shows what was written.</summary>
    protected abstract string Shown(WriteOutcome.Done done);

    /// <summary>The page that shows what was begun, where the command is one that no ledger holds.</summary>
    protected virtual string Shown(WriteOutcome.Noted noted) => throw new InvalidOperationException("This form sends no such command.");

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.Headers.CacheControl = "no-store";

    public async Task<IActionResult> OnGet(string? draft, [FromServices] Drafts drafts, [FromServices] Reader reader)
    {
        var caller = Caller.Of(HttpContext);
        if (NeedsAccount && caller is null) return Redirect(reader.To.SignInFor(reader.Here));
        if (!await FindAsked()) return NotFound();
        if (!Allowed()) return StatusCode(StatusCodes.Status403Forbidden);
        var kept = caller is null ? [] : drafts.Find(caller.AccountId, draft);
        if (kept.Length > 0) Typed = new(kept);
        else Prefill();
        if (Typed[Typed.Key].Length == 0) Typed[Typed.Key] = NewKey();
        if (Typed[Typed.Seen].Length == 0) See();
        Barred = await Bars();
        return Page();
    }

    public async Task<IActionResult> OnPost([FromServices] IAntiforgery tokens, [FromServices] Reader reader, [FromServices] WriteLimiter limiter, [FromServices] VisitorLimiter visitors)
    {
        var (sent, status, unread) = await SentForm.Read(Request, Small, TooLarge);
        if (sent is not { } form) return await NotRead(reader, status, unread);
        // Without any token at all it never was a form of ours.
        if (form[tokens.GetTokens(HttpContext).FormFieldName].Count == 0) return StatusCode(StatusCodes.Status403Forbidden);
        // 307 keeps method and body: the sign-in page receives what was typed and carries it on.
        if (NeedsAccount && Caller.Of(HttpContext) is null) return RedirectPreserveMethod(reader.To.SignInFor(Request.Path));
        Typed = new(form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)));
        if (!await FindAsked()) return NotFound();
        if (!Allowed()) return StatusCode(StatusCodes.Status403Forbidden);
        if (!await tokens.IsRequestValidAsync(HttpContext) || !IsKey(Typed[Typed.Key]))
        {
            Typed[Typed.Key] = NewKey();
            return Again(StatusCodes.Status403Forbidden, DoorRules.FormExpired.Refuse());
        }

        using var turn = NeedsAccount ? null : await visitors.Enter(HttpContext, Typed[Typed.Key], Commands.First());
        using var lease = NeedsAccount ? limiter.Take(Writer) : null;
        if ((turn?.IsAcquired ?? lease?.IsAcquired) == false)
        {
            Limits.SayWhen(HttpContext, turn?.Lease ?? lease!); // one of the two was asked for
            return Again(StatusCodes.Status429TooManyRequests, (turn?.Rule ?? DoorRules.TooManyRequests).Refuse());
        }

        var outcome = await Send();
        if (outcome is WriteOutcome.Done or WriteOutcome.Noted) turn?.Took();
        switch (outcome)
        {
            case null:
                return Again(StatusCodes.Status400BadRequest);
            case WriteOutcome.Done done:
                return new RedirectResult(Shown(done)) { Permanent = false };
            case WriteOutcome.Noted noted:
                return new RedirectResult(Shown(noted)) { Permanent = false };
            case WriteOutcome.Declined { Why: { Kind: RefusalKind.Stale } stale }:
                See(); // what is there now is on the page beside the message: sending again says that it was seen
                return Again(StatusCodes.Status412PreconditionFailed, stale);
            case WriteOutcome.Declined declined:
                return Again(Problems.Status(declined.Why.Kind), declined.Why);
            case WriteOutcome.KeyReused:
                Typed[Typed.Key] = NewKey();
                See();
                return Again(StatusCodes.Status422UnprocessableEntity, new("form-used-already", RefusalKind.Conflict, "This form was sent once before with other words."));
            case WriteOutcome.Full:
                return Again(StatusCodes.Status507InsufficientStorage, DoorRules.StorageFull.Refuse());
            default:
                Response.Headers.RetryAfter = "1";
                return Again(StatusCodes.Status503ServiceUnavailable, DoorRules.OutcomeUnknown.Refuse());
        }
    }

    /// <summary>Nothing of it could be read: the form again, with what is wrong.</summary>
    private async Task<IActionResult> NotRead(Reader reader, int status, Refused why)
    {
        if (NeedsAccount && Caller.Of(HttpContext) is null) return Redirect(reader.To.SignInFor(Request.Path));
        if (!await FindAsked()) return NotFound();
        if (!Allowed()) return StatusCode(StatusCodes.Status403Forbidden);
        Typed[Typed.Key] = NewKey();
        See();
        return Again(status, why);
    }

    /// <summary>
    /// Sends a command that was read; null when something in it was wrong. Then the rule is asked of the rest, so that a person is told
    /// of everything at once: a form hands over its command with anything in the place of what it could not read.
    /// </summary>
    protected async Task<WriteOutcome?> Send<TCommand>(TCommand? command, Target? target = null)
        where TCommand : class
    {
        if (command is null) return null;
        var write = new Write<TCommand>(command, target ?? Target, ActorFor<TCommand>(), Typed[Typed.Key], SeenVersion());
        // A started write finishes: whoever asked may leave, the ledger does not stop half-way.
        if (Typed.Wrong.Count == 0) return await mediator.Send(write, CancellationToken.None);
        var unreadable = Typed.Wrong.Select(wrong => wrong.Field).ToList();
        foreach (var one in await Trials.Rest(mediator, write, field => unreadable.Exists(control => Trials.Overlap(control, Control(field)))))
            Typed.Refuse(Control(one.Field!), one); // each has a field
        return null;
    }

    /// <summary>Who sends it.</summary>
    protected virtual Domain.Organisations.Actor ActorFor<TCommand>() => Writer.For<TCommand>();

    /// <summary>The notice on the page that is shown afterwards: which entry it became.</summary>
    protected static string Recorded(string address, WriteOutcome.Done done) =>
        string.Create(CultureInfo.InvariantCulture, $"{address}?recorded={done.LedgerIndex}");

    /// <summary>Whether this person is of a role that may send it.</summary>
    protected bool Allowed() => !NeedsAccount || Writer.Holds.Any(held => Commands.SelectMany(May.Roles).Contains(held.Role));

    private PageResult Again(int status, Refused? why = null)
    {
        foreach (var one in why?.Each() ?? []) Typed.Refuse(Control(one.Field ?? ""), one);
        Response.StatusCode = status;
        return Page();
    }

    private void See()
    {
        if (Version is { } version) Typed[Typed.Seen] = version.ToString(CultureInfo.InvariantCulture);
    }

    private long? SeenVersion() =>
        Version is not null && long.TryParse(Typed[Typed.Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    private static bool IsKey(string key) => key.Length is > 0 and <= 128 && key.All(c => c is >= '!' and <= '~');

    private protected static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>A form that sends one command.</summary>
public abstract class FormPage<TCommand>(IMediator mediator) : FormPage(mediator)
    where TCommand : class
{
    protected override IEnumerable<Type> Commands => [typeof(TCommand)];

    /// <summary>The command; null when something typed cannot be read, which <see cref="Typed"/> then says.</summary>
    protected abstract TCommand? Read();

    protected override Task<WriteOutcome?> Send() => Send(Read());
}
