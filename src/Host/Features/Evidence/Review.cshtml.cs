using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Files;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Texts;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// The reviewer's one screen: promise, claim, quotation, source, and one decision that accepts at a level or returns; of what a
/// visitor sent also one that only releases it, or keeps it from the world.
/// </summary>
public sealed class ReviewPage(IMediator mediator, EvidenceViews evidence, OrganisationViews organisations, HeldTexts held, PlanClock clock, Reader reader)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    private const string Returned = "return";
    private const string Released = "release";
    private const string Refused = "refuse";
    private const string RefusedFile = "refuse-";

    public override string Form => "review";

    /// <summary>What is judged. Of what is held only those see the words who may decide about them.</summary>
    public EvidenceContent Said { get; private set; } = null!; // the page is shown only after Find has found it

    protected override IEnumerable<Type> Commands => [typeof(AcceptEvidence), typeof(ReturnEvidence)];

    /// <summary>Only levels that the rule can accept: what supports never above what was said, an objection never below.</summary>
    internal static IEnumerable<Completion> Levels(EvidenceRow row) => Enum.GetValues<Completion>()
        .Where(level => row.Shows is not { } shows || (row.Stance == Stance.Supports ? level <= shows : level >= shows && level < Completion.Complete));

    /// <summary>The files that are held, as only those see them who may decide about them.</summary>
    public ImmutableArray<FileView> HeldFiles { get; private set; } = [];

    /// <summary>Whether something of it waits to be released or refused.</summary>
    public bool AnyHeld => View.Row.Held || View.Files.Any(file => file.Waits);

    public IEnumerable<Fields.Option> Decisions(Speech T)
    {
        var judged = Levels(View.Row)
            .Select(level => new Fields.Option(Fields.Word(level), T.Say("review.accept-at", ("level", T.Of(level)))))
            .Append(new(Returned, T["review.return"], T["review.return-what"]));
        if (!AnyHeld) return judged;
        var files = HeldFiles.Select(file => new Fields.Option(
            RefusedFile + file.Id.Value, T.Say("review.refuse-file", ("file", file.Name ?? T["files.unnamed"])), T["review.refuse-file-what"]));
        return View.Row.Held
            ? [.. judged, new(Released, T["review.release"], T["review.release-what"]), .. files, new(Refused, T["review.refuse"], T["review.refuse-what"])]
            : [.. judged, new(Released, T["review.release-files"]), .. files];
    }

    protected override async Task<bool> FindAsked()
    {
        if (!Find()) return false;
        Said = View.Contents[^1];
        if (!AnyHeld || !await MayRead()) return true;
        if (View.Row.Held) Said = await held.Read(Said, HttpContext.RequestAborted);
        HeldFiles = await held.Read(View, HttpContext.RequestAborted);
        return true;
    }

    /// <summary>The bytes of a file that is held: on this page, to those who see the words here, and nowhere else.</summary>
    public async Task<IActionResult> OnGetFile(string? file, [FromServices] KeptBytes kept)
    {
        if (Caller.Of(HttpContext) is null || !await FindAsked()) return NotFound();
        return HeldFiles.FirstOrDefault(one => one.Id.Value == file) is { Sha256: { } sha256 } found && await kept.Open(sha256, HttpContext.RequestAborted) is { } bytes
            ? File(bytes, SeenFiles.ContentType(found.Type), found.Name ?? $"{sha256[..16]}{FileNames.Endings(found.Type)[0]}")
            : NotFound();
    }

    protected override Task<Domain.Refused?> Bars() => Asked(new ReturnEvidence("-"));

    protected override async Task<WriteOutcome?> Send()
    {
        var decision = Typed["decision"];
        if (decision == Released) return await Send(new ReleaseEvidence());
        var reason = Typed.Prose("reason", required: true);
        if (decision.Length == 0) Typed.Refuse("decision", "decision-required", "Choose one decision.");
        if (decision.StartsWith(Refused, StringComparison.Ordinal))
        {
            var ground = Typed.Choice<Ground>("ground", required: true);
            FileId? file = FileId.TryParse(decision[Refused.Length..].TrimStart('-'), out var one) ? one : null;
            return decision != Refused && file is null ? new WriteOutcome.Declined(Domain.Rules.EvidenceNotHeld.Refuse("decision"))
                : await Send(reason is null || ground is null ? null : new RefuseEvidence(ground.Value, reason, file));
        }

        if (decision == Returned) return await Send(reason is null ? null : new ReturnEvidence(reason));
        var level = decision.Length == 0 ? null : Typed.Choice<Completion>("decision");
        var outcome = await Send(reason is null || level is null ? null : new AcceptEvidence(level.Value, reason));
        return outcome is WriteOutcome.Declined { Why: { Field: "level" } why } ? new WriteOutcome.Declined(why with { Field = "decision" }) : outcome;
    }

    /// <summary>A reviewer of the plan; of another one whoever may release it now, as the door and the rule say.</summary>
    private async Task<bool> MayRead() => Writer.Is(Domain.Organisations.Role.Reviewer)
        && (organisations.ReviewedBy(Writer.Organisation).Contains(View.Plan.Id)
            ? Writer.Reviews(View.Plan.Id)
            : await Asked(new ReleaseEvidence()) is null);
}
