using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Standing;

/// <summary>What holds after any commands whatever. CsCheck prints the seed of a failure; <c>CsCheck_Seed</c> replays it.</summary>
public sealed class StandingProperties
{
    [Fact]
    public void Replay_through_the_codec_equals_live() => After(story =>
    {
        var replayed = CommitmentHistory.Empty;
        foreach (var (evidence, happened, header) in story.Told)
        {
            var content = EventCodec.Write(happened, header.Actor);
            var texts = content.Texts.Select(text => KeyValuePair.Create(text.Name, text.Value));
            var facts = JsonNode.Parse(content.Facts.Span)!.AsObject(); // facts are an object
            var read = EventCodec.Read(content.Type, facts, texts);
            var asRead = header with { Actor = EventCodec.ActorOf(facts) };
            replayed = evidence is { } id
                ? replayed.Evolve(id, new((EvidenceEvent)read!, asRead)) // the domain wrote it
                : replayed.Evolve(new Recorded<CommitmentEvent>((CommitmentEvent)read!, asRead));
        }

        foreach (var today in replayed.Breakpoints.Append(story.Today)) Json(replayed.At(today)).Should().Be(Json(story.History.At(today)));
    });

    [Fact]
    public void Every_command_changes_something_and_says_what_or_refuses_and_changes_nothing() => SomeMoves.Any.Sample(
        moves =>
        {
            var story = new SomeStory(SomeMoves.Promise());
            foreach (var move in moves)
            {
                var (told, commitment, history) = (story.Told.Count, story.Commitment, story.History);
                move(story);
                if (story.Told.Count > told) story.Why.Should().BeNull();
                else (ReferenceEquals(commitment, story.Commitment) && ReferenceEquals(history, story.History)).Should().BeTrue();
                if (story.Why is { } why) Rules.All.Should().ContainKey(why.Rule);
            }
        },
        iter: 200,
        threads: 1,
        print: moves => $"{moves.Length} moves");

    [Fact]
    public void What_is_remembered_of_earlier_says_what_is_computed_afresh() => After(story =>
    {
        var memory = new StandingMemory();
        var history = CommitmentHistory.Empty;
        foreach (var (evidence, happened, header) in story.Told)
        {
            history = evidence is { } id
                ? history.Evolve(id, new((EvidenceEvent)happened, header))
                : history.Evolve(new Recorded<CommitmentEvent>((CommitmentEvent)happened, header));
            memory.Turn();
            foreach (var today in history.Breakpoints.Append(story.Today)) Json(history.At(today, memory)).Should().Be(Json(history.At(today)));
        }
    });

    [Fact]
    public void What_waits_is_forgotten_and_recalled_without_a_trace() => After(story =>
    {
        var (kept, lean) = (CommitmentHistory.Empty, CommitmentHistory.Empty);
        var streams = new Dictionary<EvidenceId, List<Recorded<EvidenceEvent>>>();
        foreach (var (evidence, happened, header) in story.Told)
        {
            if (evidence is { } id)
            {
                var stream = streams.TryGetValue(id, out var known) ? known : streams[id] = [];
                kept = kept.Evolve(id, new((EvidenceEvent)happened, header));
                lean = lean.Recall(id, () => stream).Evolve(id, new((EvidenceEvent)happened, header)).ForgetWaiting(id);
                stream.Add(new((EvidenceEvent)happened, header));
            }
            else
            {
                var told = new Recorded<CommitmentEvent>((CommitmentEvent)happened, header);
                kept = kept.Evolve(told);
                if (happened is CommitmentAmended) lean = streams.Aggregate(lean, (history, one) => history.Recall(one.Key, () => one.Value));
                lean = lean.Evolve(told).ForgetWaiting();
            }

            foreach (var today in kept.Breakpoints.Append(story.Today)) Json(lean.At(today)).Should().Be(Json(kept.At(today)));
            lean.Overruled.Should().BeEquivalentTo(kept.Overruled);
            lean.Differing.Should().BeEquivalentTo(kept.Differing);
        }
    });

    [Fact]
    public void Proven_never_exceeds_what_accepted_evidence_shows() => After(story =>
    {
        var accepted = story.Told.Select(one => one.Evidence).OfType<EvidenceId>().Distinct().Select(id => story[id])
            .Where(one => one is { Status: EvidenceStatus.Accepted, Stance: Stance.Supports } or { Status: EvidenceStatus.Upheld }).ToList();
        var standing = story.Standing;
        foreach (var leaf in standing.Milestones.Where(one => one.Leaf && one.Proof.Level is not null))
        {
            var shows = accepted.Where(one => one.Leaf == leaf.Number && one.Period == leaf.Occurrence).ToList();
            (leaf.Proof.Level <= shows.Max(one => one.Level)).Should().BeTrue();
            if (leaf.Proof.Level != Completion.Complete) continue;
            shows.Where(one => one.Level == Completion.Complete).SelectMany(one => new[] { one.Partner, one.AcceptorPartner })
                .Distinct().Count().Should().BeGreaterThan(1);
        }

        if (standing.Proof.Level is { } whole)
        {
            (whole <= accepted.Max(one => one.Level)).Should().BeTrue();
            if (whole == Completion.Complete) standing.Organisations.Should().BeGreaterThan(1);
        }
    });

    [Fact]
    public void The_headlines_parts_add_up() => After(story =>
    {
        foreach (var today in story.History.Breakpoints.Append(story.Today))
        {
            var head = Headline.Of(story.History.At(today).Milestones, today);
            (head.Complete + head.Lower + head.Disputed + head.NotYetChecked + head.NoEvidence).Should().Be(head.Reported);
            (head.Reported <= head.Due && head.Late <= head.Due && head.DoneLate + head.WithdrawnLate + head.Rescheduled <= head.Late).Should().BeTrue();
            (head.WithdrawnLate <= head.Withdrawn && head.Withdrawn <= head.Leaves).Should().BeTrue();
            (head.Due + head.Undated + head.Unknown <= head.Leaves).Should().BeTrue();
        }
    });

    [Fact]
    public void Counting_piece_by_piece_equals_counting_anew() => After(story =>
    {
        var pieces = story.Told.Select(one => one.Evidence).OfType<EvidenceId>().Distinct().Select(id => story[id]).ToList();
        var leaf = story.Standing.Milestones.Single(one => one.Number.Value == "1.1");
        var own = pieces.Where(one => one.Leaf == leaf.Number && !(one.On < leaf.Start)).ToList();

        leaf.Proof.Waiting.Should().Be(own.Count(one => one.Status == EvidenceStatus.Waiting));
        leaf.Proof.Returned.Should().Be(own.Count(one => one.Status is EvidenceStatus.Returned or EvidenceStatus.Appealed));
        (leaf.Proof.Accepted + leaf.Proof.Overruled).Should().Be(own.Count(one => one.Status is EvidenceStatus.Accepted or EvidenceStatus.Upheld));
        leaf.Proof.Settled.Should().Be(own.Count(one => one.Status == EvidenceStatus.Settled));
        leaf.Proof.Unanswered.Should().Be(own.Count(one => one is { Status: EvidenceStatus.Accepted, Stance: Stance.Disputes, IsAnswered: false }));
        leaf.Proof.Withdrawn.Should().Be(pieces.Count(one => one.Leaf == leaf.Number && one.Status == EvidenceStatus.Withdrawn));
        var overruled = story.History.Overruled.Select(one => one.Evidence).ToHashSet();
        var findings = own.Where(one => one.Id is { } id && !overruled.Contains(id)).Select(one => one.FindingOf(story.About(leaf.Number))).OfType<Finding>().ToList();
        leaf.Proof.Differing.Should().Be(findings.SelectMany((one, at) => findings.Skip(at + 1).Where(one.Differs)).Count());
        (leaf.Proof.State == ProofState.Disputed).Should().Be(
            leaf.Proof.Differing > 0 || own.Any(one => one is { Status: EvidenceStatus.Accepted, Stance: Stance.Disputes }));
    });

    [Fact]
    public void Rules_never_throw_whatever_is_written() => Gen.Select(Gen.String, Gen.Date, Gen.Int).Sample(
        (text, date, number) =>
        {
            var day = DateOnly.FromDateTime(date);
            var state = new SomeStory(SomeMoves.Promise()).Commitment;
            var report = new ReportProgress(default, (Completion)number, text, day, day, default(Percent), [(Challenge)number], text, text, day);
            foreach (var today in new[] { DateOnly.MinValue, day, DateOnly.MaxValue })
            {
                foreach (var leaf in new[] { "1", "1.1", "1.2", "3" })
                    CommitmentRules.ReportProgress(state, report with { Leaf = MilestoneNumber.Parse(leaf) }, SomeActor.Owner(), today);
                CommitmentRules.ReportProgress(state, report, SomeActor.Owner(), today);
                CommitmentRules.CorrectProgress(state, new(number, (Completion)number, text, text), SomeActor.Owner(), today);
                state.TrySubject(null, out var whole, out _);
                EvidenceRules.Submit(EvidenceState.None, new(null, text, text, text, day, (Stance)number, (Completion)number, day, text), whole!, true, SomeActor.Contributor(Partner.Public), today); // null is the whole
            }
        },
        iter: 300,
        threads: 1);

    private static void After(Action<SomeStory> holds) => SomeMoves.Any.Sample(
        moves =>
        {
            var story = new SomeStory(SomeMoves.Promise());
            foreach (var move in moves) move(story);
            holds(story);
        },
        iter: 200,
        threads: 1,
        print: moves => $"{moves.Length} moves");

    private static string Json(CommitmentStanding standing) => JsonSerializer.Serialize(standing, DomainJson.Options);
}
