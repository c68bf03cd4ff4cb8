using System.Collections.Immutable;
using MediatR;
using Tracker.Domain.Plans;
using Tracker.Grains.Plans;
using Tracker.Host.Http;
using Tracker.Plans;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plans;

/// <summary>A coordinator applies the plan's changed files, with a reason.</summary>
public sealed class AmendPlanEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/amendments", (PlanId plan, HttpContext http, PlanFileAmendments files) =>
            WriteDoor.Take<AmendPlan>(http, plan, files.Apply))
        .TakesWrite<AmendPlan>(seen: false)
        .WithSummary("A coordinator applies the plan's changed files, with a reason. What changed both in the files and here is decided field by field.");
}

/// <summary>What the plan's files say otherwise than what holds here.</summary>
public sealed class ReadDifferencesEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/differences", async (PlanId plan, HttpContext http, PlanFileAmendments files) =>
        {
            Asked.Only(http);
            if (await ShownToken.Refusal(http) is { } nobodys) return nobodys;
            var answer = OpenAnswer.Of(http, await files.Of(plan, http.RequestAborted) is { } differences ? PlanDifferencesAnswer.Of(differences, RefusalWords.Language(http)) : null);
            http.Response.Headers.CacheControl = "no-cache"; // whoever edits the files asks again at once
            return answer;
        })
        .Answers<PlanDifferencesAnswer>("ReadDifferences", "What the plan's files say otherwise than what holds here, held against what they said when they were last read in.", mayBeMissing: true)
        .Produces<Problem>(StatusCodes.Status401Unauthorized, Problems.ContentType);
}

/// <summary>What the files say otherwise, as they are at the moment.</summary>
/// <param name="Digest">Of the files: what applying them names.</param>
/// <param name="Applied">Whether exactly these files were read in or applied already.</param>
/// <param name="Errors">What keeps the files from being read, as <c>tracker lint</c> says it; then there are no items, and nothing can be applied.</param>
public sealed record PlanDifferencesAnswer(string Digest, bool Applied, ImmutableArray<FieldDifference> Items, ImmutableArray<FileError> Errors)
{
    public static PlanDifferencesAnswer Of(PlanDifferences differences, string language) =>
        new(differences.Digest, differences.Applied, differences.Items, [.. differences.Errors.Select(finding => FileError.Of(finding, language))]);
}

/// <summary>Something in a plan file that keeps it from being read.</summary>
/// <param name="File">From the folder of plans on.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Code">What kind, stable.</param>
/// <param name="Message">What is so, in the request's language.</param>
/// <param name="WhatToDo">What to do, in the request's language.</param>
public sealed record FileError(string File, int Line, int Column, string Code, string Message, string WhatToDo)
{
    public static FileError Of(Finding finding, string language) =>
        new(finding.File, finding.Line, finding.Column, finding.Code, finding.Message.In(language), finding.WhatToDo.In(language));
}

public sealed class AmendPlanHandler(IGrainFactory grains, Handover handover, PlanFileReports reports, PublishedPlans published) : IRequestHandler<Write<AmendPlan>, WriteOutcome>
{
    public async Task<WriteOutcome> Handle(Write<AmendPlan> request, CancellationToken cancellationToken)
    {
        if (request.Target is not Target.OfPlan { Id: var plan } || reports.Of(plan)?.Files is not { } files || files.Digest != request.Command.Digest)
            return new WriteOutcome.Declined(DoorRules.PlanFilesOther.Refuse("digest"));
        var kept = await published.Stand(plan, cancellationToken) is { } stand ? Kept(stand, files, decided: request.Command.Take is not null) : null;
        return await handover.To(request, write => grains.GetGrain<IPlanGrain>(request.Target.ToString()).AmendPlan(write, kept));
    }

    /// <summary>What was taken from the files holds here by now: where both still say something new, it was decided for the tracker, now or when they were applied before.</summary>
    private static ImmutableSortedDictionary<string, string>? Kept(PlanStand stand, PlanInFiles files, bool decided) => KeptFields.Of(
        ThreeWay.Between(stand.AtLastImport, files, stand.Now)
            .Where(item => item is { Fate: FieldFate.Conflict, CanBeApplied: true } && (decided || stand.Kept.Stands(item.Field, item.InFiles)))
            .Select(item => (item.Field, item.InFiles)));
}

public sealed class ChangePlanHandler(IGrainFactory grains, Handover handover) : IRequestHandler<Write<ChangePlan>, WriteOutcome>
{
    public Task<WriteOutcome> Handle(Write<ChangePlan> request, CancellationToken cancellationToken) =>
        handover.To(request, grains.GetGrain<IPlanGrain>(request.Target.ToString()).ChangePlan);
}
