using System.Collections.Immutable;
using System.Text;
using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Features.Evidence;
using Tracker.Host.Features.Plans;
using Tracker.Host.Files;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Ledger;
using Tracker.Plans;

namespace Tracker.Host.Development;

/// <summary>
/// Plays an example's script at the first start in development: real commands of the development accounts, through the
/// corridor, each with what is expected of it. The ledger says how far an earlier start came.
/// </summary>
public sealed class ExampleScript(
    IMediator mediator, AccountDirectory accounts, LogReader reader, IOptions<TrackerOptions> options, ExampleScript.Surprises surprises, Discounts discounts, FileIntake intake,
    PolicyTightening tightening, TrackingNumbers numbers, ILogger<ExampleScript> log)
{
    /// <summary>Plays every script in the folder of plans.</summary>
    public async Task Play(CancellationToken ct)
    {
        if (!Directory.Exists(options.Value.Plans)) return;
        var wrong = ImmutableArray.CreateBuilder<string>();
        foreach (var folder in PlanFolder.In(options.Value.Plans))
        {
            var script = Path.Combine(folder, ScriptFile.Name);
            if (!File.Exists(script) || PlanFolder.Read(folder).Plan is not { } plan) continue;
            var (steps, findings) = ScriptFile.Read(script, plan);
            wrong.AddRange(findings.Select(finding => finding.ToString()));
            wrong.AddRange((await Play(plan, steps, ct)).Select(surprise => $"{script}:{surprise}"));
        }

        foreach (var surprise in wrong) log.LogError("{Surprise}", surprise);
        surprises.All = wrong.ToImmutable();
    }

    private async Task<IEnumerable<string>> Play(PlanInFiles plan, ImmutableArray<ScriptStep> steps, CancellationToken ct)
    {
        var cast = await Cast(steps, ct);
        var written = new Written(plan, reader);
        var wrong = new List<string>();
        var next = 0;
        foreach (var (index, step) in steps.Index())
        {
            var by = step is SendEvidenceStep sent ? Visitor(sent).By : cast.GetValueOrDefault(step.As)?.By;
            if (step.Refusal is null && by is not null && await written.Take(step, by, ct)) next = index + 1;
        }

        // What was refused is played again only before something that is still to be accepted: later it might not be refused.
        if (steps.Skip(next).All(step => step.Refusal is not null) && next > 0) return [];
        foreach (var step in steps.Skip(next))
        {
            WriteOutcome outcome;
            if (step is SendEvidenceStep to) outcome = await mediator.Send(new Write<SendEvidence>(to.Command, to.Commitment, Visitor(to), step.Key), ct);
            else if (cast.TryGetValue(step.As, out var caller)) outcome = await Send(step, caller, written, ct);
            else
            {
                wrong.Add($"{step.Line}: there is no development account '{step.As}'");
                continue;
            }

            if (outcome is WriteOutcome.Done done) written.Add(step, done.Id, done.Version);
            var met = outcome is WriteOutcome.Declined { Why.Rule: var rule } ? rule == step.Refusal : outcome is WriteOutcome.Done && step.Refusal is null;
            if (!met) wrong.Add($"{step.Line}: expected {step.Refusal ?? "accepted"}, got {Name(outcome)}");
        }

        return wrong;
    }

    private Actor Visitor(SendEvidenceStep step) => numbers.For(step.Commitment, step.Key).Visitor;

    private async Task<WriteOutcome> Send(ScriptStep step, Caller caller, Written written, CancellationToken ct)
    {
        switch (step)
        {
            case DeclareIndependenceStep to:
                return await Send(to.Command, caller.Organisation);
            case ChallengeIndependenceStep to:
                return await Send(to.Command, new Target.OfDeclaration(to.Organisation));
            case DecideChallengeStep to:
                var decided = await Send(to.Command with { Challenge = written.VersionAfter(to.Challenge) }, new Target.OfDeclaration(to.Organisation));
                await discounts.Carry(to.Organisation);
                return decided;
            case ReportProgressStep to:
                return await Send(to.Command, to.Commitment, await written.Seen(step, to.Commitment.Value, ct));
            case CorrectProgressStep to:
                var corrects = to.Command with { Corrects = written.VersionAfter(to.Corrects) };
                return await Send(corrects, to.Commitment, await written.Seen(step, to.Commitment.Value, ct));
            case ChangeTermsStep to:
                var looked = await written.Seen(step, to.Commitment.Value, ct);
                return to.Command switch
                {
                    RescheduleMilestone command => await Send(command, to.Commitment, looked),
                    AmendCommitment command => await Send(command, to.Commitment, looked),
                    WithdrawMilestone command => await Send(command, to.Commitment, looked),
                    WithdrawCommitment command => await Send(command, to.Commitment, looked),
                    _ => throw new InvalidOperationException($"Nobody said how to send {to.Command.GetType().Name}."),
                };
            case TightenPolicyStep to:
                return await tightening.Apply(new(to.Command, to.Plan, caller.For<TightenPolicy>(), step.Key));
            case SubmitEvidenceStep to:
                return await Send(to.Command, to.Commitment);
            case PublishReviewStep to:
                return await Send(to.Command, to.Subject.Number == CommitmentNumber.OfWholePlan ? to.Subject.Plan : to.Subject);
            case AttachFileStep to:
                if (await written.Evidence(to.Evidence, ct) is not { } piece) return new WriteOutcome.Declined(Rules.EvidenceUnknown.Refuse());
                var table = Encoding.UTF8.GetBytes(to.Table);
                return await intake.Take(new(piece, to.File, table.Length, KeepPlace: false), new MemoryStream(table), caller.For<AttachFile>(), step.Key);
            case HidingStep to:
                if (written.Hiding(to.Entry) is not { } hiding) return new WriteOutcome.Declined(Rules.EntryUnknown.Refuse());
                return to.Command switch
                {
                    HideText command => await Send(command, hiding),
                    DecideHiding command => await Send(command, hiding),
                    _ => throw new InvalidOperationException($"Nobody said how to send {to.Command.GetType().Name}."),
                };
            case JudgeEvidenceStep to when await written.Evidence(to.Evidence, ct) is { } id:
                var seen = await written.Seen(step, id.Stream, ct);
                return to.Command switch
                {
                    AcceptEvidence command => await Send(command, id, seen),
                    ReleaseEvidence command => await Send(command, id, seen),
                    ConfirmEvidence command => await Send(command, id, seen),
                    ReturnEvidence command => await Send(command, id, seen),
                    ReviseEvidence command => await Send(command, id, seen),
                    WithdrawEvidence command => await Send(command, id, seen),
                    AnswerDispute command => await Send(command, id, seen),
                    DecideDispute command => await Send(command, id, seen),
                    AppealReturn command => await Send(command, id, seen),
                    DecideAppeal command => await Send(command, id, seen),
                    AnswerReview command => await Send(command, id, seen),
                    WithdrawReview command => await Send(command, id, seen),
                    DifferenceToDecide command when await written.Evidence(command.Other, ct) is { } other =>
                        await Send(new DecideDifference(other, command.Outcome, command.Reason), id, seen),
                    _ => throw new InvalidOperationException($"Nobody said how to send {to.Command.GetType().Name}."),
                };
            case JudgeEvidenceStep:
                return new WriteOutcome.Declined(Rules.EvidenceUnknown.Refuse());
            default:
                throw new InvalidOperationException($"Nobody said how to send {step.GetType().Name}.");
        }

        Task<WriteOutcome> Send<TCommand>(TCommand command, Target target, long? seen = null) =>
            mediator.Send(new Write<TCommand>(command, target, caller.For<TCommand>(), step.Key, seen), ct);
    }

    private async Task<Dictionary<string, Caller>> Cast(ImmutableArray<ScriptStep> steps, CancellationToken ct)
    {
        var cast = new Dictionary<string, Caller>(StringComparer.Ordinal);
        foreach (var name in steps.Select(step => step.As).Distinct())
        {
            if (await accounts.ByName(name, ct) is { } caller) cast[name] = caller;
        }

        return cast;
    }

    private static string Name(WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Done => "accepted",
        WriteOutcome.Declined declined => $"refused {declined.Why.Rule}: {declined.Why.Reason}",
        _ => outcome.GetType().Name,
    };

    /// <summary>What did not go as a script expects, by script and line; empty: everything did.</summary>
    public sealed class Surprises
    {
        public ImmutableArray<string> All { get; internal set; } = [];
    }
}
