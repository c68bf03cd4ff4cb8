using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Text;

namespace Tracker.Host.Running;

/// <summary>
/// The door by which a plugin's drafts come in: read as strictly as anybody's request, for the one organisation that the
/// approval names, about open plans, resting only on what the host itself archived for this plugin; then through the corridor like
/// anyone's.
/// </summary>
public sealed class DraftDoor(IMediator mediator, PluginStore store, PluginViews plugins, PlanViews plans, PlanClock clock, IOptions<TrackerOptions> options)
{
    private const int LongestKey = 200;

    /// <summary>Takes one draft. Answers when what became of it is durable.</summary>
    /// <exception cref="DraftLost">Nobody knows whether it was recorded: the run must end, and begin again later.</exception>
    public async Task<DraftOutcome> Take(PluginRun run, ReceivedDraft draft, CancellationToken ct)
    {
        if (Read(run, draft, out var commitment, out var command) is { } malformed) return new DraftOutcome.Refused(malformed);
        // It was asked about open plans only (OpenPromises), and what it says of others nobody waits for.
        if (plans.Head(commitment.Plan, clock.Today(commitment.Plan)) is { Closed: true })
            return new DraftOutcome.Refused(DoorRules.PlanNotAsked.Refuse("plan", ("plan", commitment.Plan.Value)));
        var sources = ImmutableArray.CreateBuilder<ContributedSource>();
        foreach (var source in command.Contribution!.Sources) // Read has put it there
        {
            if (await store.ArchivedFrom(run.Plugin, source.Sha256, source.Address, PluginHooks.Address(options.Value, run.Plugin)) is not { } from)
                return new DraftOutcome.Refused(DoorRules.SourceNotFetched.Refuse("sources", ("address", Short(source.Address))));
            sources.Add(source with { Address = from });
        }

        command = command with { Source = sources[0].Address, Contribution = command.Contribution with { Sources = sources.ToImmutable() } };

        ct.ThrowIfCancellationRequested();
        var speaks = run.Speaks;
        // The corridor knows a version; what was approved is files.
        if (!plugins.MaySpeak(run.Plugin, speaks.Organisation, speaks.Digest)) return new DraftOutcome.Refused(Rules.PluginNotApproved.Refuse());
        var actor = run.Plugin.SpeaksFor(speaks.Organisation, speaks.MemberOf, speaks.Version);
        var id = EvidenceId.OfDraft(commitment, run.Plugin, speaks.Organisation, command.Contribution.Key);
        // What one organisation says is its own: another that says the same by the same plugin has said it too.
        var key = $"{Digest(command.Contribution.Key)}:{Digest($"{speaks.Organisation.Value}\n{JsonSerializer.Serialize(command, DomainJson.Options)}")}";
        // A started write finishes: whoever asked may be killed, the ledger does not stop half-way.
        switch (await mediator.Send(new Write<SubmitEvidence>(command, commitment, actor, key), CancellationToken.None))
        {
            case WriteOutcome.Done:
                return new DraftOutcome.Accepted(id);
            case WriteOutcome.Declined { Why.Rule: var rule } when rule == Rules.EvidenceUnchanged.Name:
                return new DraftOutcome.Unchanged(id);
            case WriteOutcome.Declined { Why.Rule: var rule } when rule == Rules.EvidenceSentAlready.Name:
                break;
            case WriteOutcome.Declined declined:
                return new DraftOutcome.Refused(OfDraft(declined.Why));
            case var unknown:
                throw new DraftLost(unknown.GetType().Name);
        }

        var anew = new ReviseEvidence(
            command.Title, command.Summary, command.Source, command.On, command.Shows, command.Period, command.SettledBy, command.Contribution);
        return await mediator.Send(new Write<ReviseEvidence>(anew, id, actor, key), CancellationToken.None) switch
        {
            WriteOutcome.Done => new DraftOutcome.Revised(id),
            WriteOutcome.Declined declined => new DraftOutcome.Refused(OfDraft(declined.Why)),
            var unknown => throw new DraftLost(unknown.GetType().Name),
        };
    }

    /// <summary>A refusal as whoever wrote the draft knows its members: what a command calls its leaf is called a milestone there.</summary>
    private static Refused OfDraft(Refused why) => why with
    {
        Field = why.Field is "leaf" ? "milestone" : why.Field ?? MemberOf(why.Rule),
        Others = [.. why.Others.Select(OfDraft)],
    };

    /// <summary>What a rule is about that a command does not name, because it is where the command goes.</summary>
    private static string? MemberOf(string rule) =>
        rule == Rules.PlanUnknown.Name ? "plan" : rule == Rules.CommitmentUnknown.Name ? "commitment" : rule == Rules.LeafUnknown.Name ? "milestone" : null;

    private static Refused? Read(PluginRun run, ReceivedDraft draft, out CommitmentId commitment, out SubmitEvidence command)
    {
        (commitment, command) = (default, null!); // not used by whoever is refused
        if (draft.Key is not { Length: > 0 and <= LongestKey }) return DoorRules.MalformedValue.Refuse("key", ("wanted", $"a text of 1 to {LongestKey} letters"));
        if (!PlanId.TryParse(draft.Plan, out var plan)) return Rules.PlanUnknown.Refuse("plan");
        if (!CommitmentNumber.TryParse(draft.Commitment, out var number)) return Rules.CommitmentUnknown.Refuse("commitment");
        MilestoneNumber? leaf = null;
        if (draft.Milestone is { } named)
        {
            if (!MilestoneNumber.TryParse(named, out var milestone)) return Rules.LeafUnknown.Refuse("milestone", ("leaf", Short(named)));
            leaf = milestone;
        }

        if (!TryWord<EvidenceKind>(draft.Kind, out var kind)) return NotInList<EvidenceKind>("kind");
        if (!TryWord<Completion>(draft.Shows, out var shows)) return NotInList<Completion>("shows");
        if (!TryWord<Stance>(draft.Stance, out var stance)) return NotInList<Stance>("stance");
        if (!TryDay(draft.On, out var on)) return DoorRules.NotADate.Refuse("on");
        DateOnly? period = null;
        if (draft.Period is not null)
        {
            if (!TryDay(draft.Period, out var day)) return DoorRules.NotADate.Refuse("period");
            period = day;
        }

        if (draft.Sources.IsDefaultOrEmpty)
            return Rules.SourcesRequired.Refuse("sources", ("most", Contribution.MostSources.ToString(CultureInfo.InvariantCulture)));
        if (draft.Summary is { } summary && (Wording.Required("summary", summary) ?? Markdown.Refusal(summary, "summary")) is { } unshowable) return unshowable;
        if (draft.SettledBy is { } settled && (Wording.Optional("settledBy", settled) ?? Markdown.Refusal(settled, "settledBy")) is { } other) return other;
        commitment = new(plan, number);
        command = new(
            leaf, draft.Title ?? "", draft.Summary ?? "", draft.Sources[0].Address ?? "", on, stance, shows, period, draft.SettledBy,
            new(
                draft.Key, kind, run.Speaks.Digest,
                [.. draft.Sources.Select(source => new ContributedSource(source.Sha256 ?? "", source.Address ?? "", source.Page, source.Quotation))],
                draft.Data));
        return null;
    }

    private static Refused NotInList<T>(string member)
        where T : struct, Enum => DoorRules.NotInList.Refuse(member, ("list", string.Join(", ", Enum.GetValues<T>().Select(Words.Of))));

    private static bool TryWord<T>(string? text, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (Words.Of(known) != text) continue;
            value = known;
            return true;
        }

        value = default;
        return false;
    }

    private static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}

/// <summary>Whether a draft was recorded nobody knows.</summary>
public sealed class DraftLost(string outcome) : Exception($"A draft was not recorded, or nobody knows: {outcome}.");
