using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Plans.History;
using Tracker.Plans.Source;
using Tracker.Plans.Words;
using Finding = Tracker.Remarks.Finding;

namespace Tracker.Plans;

/// <summary><c>script.yaml</c> of an example: commands that its accounts send, each with what is expected of it.</summary>
public static class ScriptFile
{
    /// <summary>Its name in a plan's folder.</summary>
    public const string Name = "script.yaml";

    /// <summary>Reads a script against the plan that it plays in. Anything in it is answered by findings.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static ScriptReading Read(string path, PlanInFiles plan)
    {
        var findings = new List<Finding>();
        var source = SourceFile.Read(path, File.ReadAllBytes(path), findings, triesWhatIsRefused: true);
        var steps = source is null ? [] : new ScriptReader(source, plan).Read();
        return new(findings.Count == 0 ? steps : [], [.. findings]);
    }
}

/// <summary>One reading of one script.</summary>
internal sealed class ScriptReader(SourceFile source, PlanInFiles plan)
{
    private static readonly KeyTable Common = new(
        new("as", "sebagai", Required: true),
        new("do", "lakukan", Required: true),
        new("plan", "rencana"),
        new("name", "sebut"),
        new("seen", "terlihat"),
        new("expect", "harap", Required: true));

    private static readonly Key[] ReportKeys =
    [
        new("completion", "completion", Required: true), new("narrative", "narrative", Required: true), new("on", "on"), new("percent", "percent"),
        new("challenges", "challenges", Shape.Values), new("challengesOther", "challengesOther"), new("nextStep", "nextStep"), new("nextDate", "nextDate"),
    ];

    private static readonly Key[] EvidenceKeys =
    [
        new("title", "title", Required: true), new("summary", "summary", Required: true), new("source", "source", Required: true),
        new("on", "on", Required: true), new("shows", "shows", Required: true), new("period", "period"), new("settledBy", "settledBy"),
    ];

    private static readonly Dictionary<string, Key[]> Verbs = new(StringComparer.Ordinal)
    {
        ["DeclareIndependence"] = [new("statement", "statement", Required: true), new("commitments", "commitments", Shape.Values)],
        ["ChallengeIndependence"] = [Subject("organisation"), Subject("reason"), new("commitments", "commitments", Shape.Values)],
        ["DecideChallenge"] = [Subject("organisation"), Subject("challenge"), Subject("outcome"), Subject("reason")],
        ["ReportProgress"] = [Subject("commitment"), Subject("leaf"), new("period", "period"), .. ReportKeys],
        ["CorrectProgress"] = [Subject("commitment"), Subject("corrects"), Subject("reason"), .. ReportKeys],
        ["RescheduleMilestone"] = [Subject("commitment"), Subject("leaf"), Subject("due"), Subject("reason")],
        ["AmendCommitment"] = [Subject("commitment"), Subject("field"), new("value", "value"), Subject("reason")],
        ["WithdrawMilestone"] = [Subject("commitment"), Subject("milestone"), Subject("reason")],
        ["WithdrawCommitment"] = [Subject("commitment"), Subject("reason")],
        ["TightenPolicy"] = [Subject("partnersForComplete"), Subject("organisationsForCommitment"), Subject("reason")],
        ["SubmitEvidence"] = [Subject("commitment"), new("leaf", "leaf"), Subject("stance"), .. EvidenceKeys],
        ["SendEvidence"] =
        [
            Subject("commitment"), new("leaf", "leaf"), Subject("stance"), new("place", "place"),
            .. EvidenceKeys.Select(key => key.Name == "source" ? key with { Required = false } : key),
        ],
        ["ReleaseEvidence"] = [Subject("evidence")],
        ["PublishReview"] =
        [
            new("commitment", "commitment"), new("leaf", "leaf"), Subject("title"), Subject("summary"), Subject("source"), new("from", "from"), Subject("on"),
            new("period", "period"), Subject("reason"), .. Keys.Codings.Select(coding => new Key(coding, coding)),
        ],
        ["AnswerReview"] = [Subject("review"), Subject("answer")],
        ["WithdrawReview"] = [Subject("review"), Subject("reason")],
        ["DecideDifference"] = [Subject("review"), Subject("other"), Subject("outcome"), Subject("reason")],
        ["AcceptEvidence"] = [Subject("evidence"), Subject("level"), Subject("reason")],
        ["ConfirmEvidence"] = [Subject("evidence"), Subject("level"), Subject("reason")],
        ["ReturnEvidence"] = [Subject("evidence"), Subject("reason")],
        ["ReviseEvidence"] = [Subject("evidence"), .. EvidenceKeys],
        ["WithdrawEvidence"] = [Subject("evidence"), Subject("reason")],
        ["AnswerDispute"] = [Subject("evidence"), Subject("answer")],
        ["DecideDispute"] = [Subject("evidence"), Subject("outcome"), Subject("reason")],
        ["AttachFile"] = [Subject("evidence"), Subject("file"), Subject("table")],
        ["HideText"] = [Subject("entry"), Subject("ground"), Subject("reason")],
        ["DecideHiding"] = [Subject("entry"), Subject("outcome"), Subject("reason")],
        ["AppealReturn"] = [Subject("evidence"), Subject("reason")],
        ["DecideAppeal"] = [Subject("evidence"), Subject("outcome"), Subject("reason")],
    };

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public ImmutableArray<ScriptStep> Read()
    {
        var root = YamlTree.Read(source, source.Text, 0);
        if (root is not YamlList list)
        {
            if (root is not null) source.Error(root.Place, "value-shape", $"a script is a list of steps", $"begin each step with `- as: account`");
            return [];
        }

        var steps = ImmutableArray.CreateBuilder<ScriptStep>();
        foreach (var (index, node) in list.Items.Index())
        {
            if (Step(node, index + 1) is not { } step) continue;
            if (step.Name is { } name && !names.Add(name))
                source.Error(node.Place, "key-twice", $"an earlier step is called `{name}` already", $"give it another name");
            steps.Add(step);
        }

        return steps.ToImmutable();
    }

    private ScriptStep? Step(YamlNode node, int number)
    {
        var verb = (node as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key.Text == "do")?.Value is YamlScalar scalar ? scalar : null;
        if (verb is null || !Verbs.TryGetValue(verb.Value, out var keys))
        {
            source.Error((verb ?? node).Place, "word-unknown", $"a step must do something known", Spelling.Suggest(verb?.Value ?? "", Verbs.Keys, Verbs.Keys));
            return null;
        }

        var fields = Fields.Read(source, node, new([.. Common.Keys, .. keys]), node.Place);
        var refusal = Refusal(fields);
        var step = (node.Place.Line, As: fields.Piece("as")?.Text ?? "", Name: fields.Piece("name")?.Text, Seen: Earlier(fields, "seen"), Key: $"script-{plan.Id}-{number}", refusal);
        return verb.Value switch
        {
            "DeclareIndependence" => new DeclareIndependenceStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, new(Plan(fields), Commitments(fields), Text(fields, "statement"))),
            "ChallengeIndependence" => Organisation(fields) is { } challenged
                ? new ChallengeIndependenceStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, challenged, new(Plan(fields), Commitments(fields), Text(fields, "reason")))
                : null,
            "DecideChallenge" => Organisation(fields) is { } judged && Earlier(fields, "challenge") is { } challenge
                    && fields.Piece("outcome") is { } ruled && source.Word(ruled, ValueWords.ChallengeOutcome, $"stands or refuted", out var ruling)
                ? new DecideChallengeStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, judged, challenge, new(0, ruling, Text(fields, "reason")))
                : null,
            "ReportProgress" => Report(fields) is { } report && Commitment(fields) is { } of ? new ReportProgressStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, of, report) : null,
            "CorrectProgress" => Report(fields) is { } with && Commitment(fields) is { } on
                ? new CorrectProgressStep(
                    step.Line, step.As, step.Name, step.Seen, step.Key, refusal, on, Corrects(fields),
                    new(0, with.Completion, with.Narrative, Text(fields, "reason"), with.On, with.Percent, with.Challenges, with.ChallengesOther, with.NextStep, with.NextDate))
                : null,
            "RescheduleMilestone" or "AmendCommitment" or "WithdrawMilestone" or "WithdrawCommitment" => Terms(verb.Value, fields) is { } change && Commitment(fields) is { } changed
                ? new ChangeTermsStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, changed, change)
                : null,
            "TightenPolicy" => fields.WholeNumber("partnersForComplete", 0, 99) is { } partners && fields.WholeNumber("organisationsForCommitment", 0, 99) is { } organisations
                ? new TightenPolicyStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, Plan(fields), new(partners, organisations, Text(fields, "reason")))
                : null,
            "SubmitEvidence" => Submit(fields) is { } sent && Commitment(fields) is { } about ? new SubmitEvidenceStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, about, sent) : null,
            "SendEvidence" => Submit(fields) is { } seen && Commitment(fields) is { } there
                ? new SendEvidenceStep(
                    step.Line, step.As, step.Name, step.Seen, step.Key, refusal, there,
                    new(seen.Leaf, seen.Title, seen.Summary, seen.On, seen.Stance, seen.Shows, fields.Text("source"), fields.Text("place"), seen.Period, seen.SettledBy))
                : null,
            "PublishReview" => Review(fields) is { } review && Reviewed(fields) is { } subject
                ? new PublishReviewStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, subject, review)
                : null,
            "AnswerReview" or "WithdrawReview" or "DecideDifference" => AboutReview(verb.Value, fields) is { } done && Earlier(fields, "review") is { } of
                ? new JudgeEvidenceStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, of, done)
                : null,
            "AttachFile" => Evidence(fields) is { } whole
                ? new AttachFileStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, whole, Text(fields, "file"), Text(fields, "table"))
                : null,
            "HideText" or "DecideHiding" => Hiding(verb.Value, fields) is { } words && Earlier(fields, "entry") is { } entry
                ? new HidingStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, entry, words)
                : null,
            _ => Judgement(verb.Value, fields) is { } command && Evidence(fields) is { } which
                ? new JudgeEvidenceStep(step.Line, step.As, step.Name, step.Seen, step.Key, refusal, which, command)
                : null,
        };
    }

    /// <summary>The commitment that a review is of; where the step names none, what stands in its place for the whole plan.</summary>
    private CommitmentId? Reviewed(Fields fields) => fields.Has("commitment") ? Commitment(fields) : EvidenceId.OfPlan(Plan(fields));

    private PublishReview? Review(Fields fields)
    {
        MilestoneNumber? leaf = fields.Has("leaf") ? fields.Named<MilestoneNumber>("leaf", $"a number") : null;
        return fields.Date("on") is not { } on ? null : new(
            leaf, ReviewRows.Codings(source, fields.Piece), on, Text(fields, "title"), Text(fields, "summary"), Text(fields, "source"), Text(fields, "reason"),
            fields.Date("from"), fields.Date("period"));
    }

    /// <summary>Of a difference, the other finding's name stands where its id will.</summary>
    private object? AboutReview(string verb, Fields fields) => verb switch
    {
        "AnswerReview" => new AnswerReview(Text(fields, "answer")),
        "WithdrawReview" => new WithdrawReview(Text(fields, "reason")),
        _ => Earlier(fields, "other") is { } other && fields.Piece("outcome") is { } decided
                && source.Word(decided, ValueWords.DisputeOutcome, $"settled or upheld", out var outcome)
            ? new DifferenceToDecide(other, outcome, Text(fields, "reason"))
            : null,
    };

    private object? Hiding(string verb, Fields fields) => verb switch
    {
        "HideText" => fields.Piece("ground") is { } rule && source.Word(rule, ValueWords.Ground, $"personal, unlawful or unrelated", out var ground)
            ? new HideText(ground, Text(fields, "reason"))
            : null,
        _ => fields.Piece("outcome") is { } decided && source.Word(decided, ValueWords.HidingOutcome, $"stands or lifted", out var outcome)
            ? new DecideHiding(outcome, Text(fields, "reason"))
            : null,
    };

    private object? Judgement(string verb, Fields fields) => verb switch
    {
        "ReleaseEvidence" => new ReleaseEvidence(),
        "AcceptEvidence" => Level(fields, "level") is { } level ? new AcceptEvidence(level, Text(fields, "reason")) : null,
        "ConfirmEvidence" => Level(fields, "level") is { } confirmed ? new ConfirmEvidence(confirmed, Text(fields, "reason")) : null,
        "ReturnEvidence" => new ReturnEvidence(Text(fields, "reason")),
        "WithdrawEvidence" => new WithdrawEvidence(Text(fields, "reason")),
        "AnswerDispute" => new AnswerDispute(Text(fields, "answer")),
        "DecideDispute" => fields.Piece("outcome") is { } ended && source.Word(ended, ValueWords.DisputeOutcome, $"settled or upheld", out var outcome)
            ? new DecideDispute(outcome, Text(fields, "reason"))
            : null,
        "AppealReturn" => new AppealReturn(Text(fields, "reason")),
        "DecideAppeal" => fields.Piece("outcome") is { } decided && source.Word(decided, ValueWords.AppealOutcome, $"stands or overturned", out var verdict)
            ? new DecideAppeal(verdict, Text(fields, "reason"))
            : null,
        _ => fields.Date("on") is { } on && Level(fields, "shows") is { } shows
            ? new ReviseEvidence(Text(fields, "title"), Text(fields, "summary"), Text(fields, "source"), on, shows, fields.Date("period"), fields.Text("settledBy"))
            : null,
    };

    private static object? Terms(string verb, Fields fields) => verb switch
    {
        "AmendCommitment" => new AmendCommitment([new(Text(fields, "field"), fields.Text("value"))], Text(fields, "reason")),
        "WithdrawCommitment" => new WithdrawCommitment(Text(fields, "reason")),
        "WithdrawMilestone" => fields.Named<MilestoneNumber>("milestone", $"a number") is { } milestone ? new WithdrawMilestone(milestone, Text(fields, "reason")) : null,
        _ => fields.Named<MilestoneNumber>("leaf", $"a number") is { } leaf && fields.Date("due") is { } due
            ? new RescheduleMilestone(leaf, due, Text(fields, "reason"))
            : null,
    };

    private ReportProgress? Report(Fields fields)
    {
        var leaf = fields.Has("leaf") ? fields.Named<MilestoneNumber>("leaf", $"a number") : default(MilestoneNumber);
        if (leaf is not { } number || Level(fields, "completion") is not { } completion) return null;
        return new(
            number, completion, Text(fields, "narrative"), fields.Date("on"), fields.Date("period"), Percent(fields),
            fields.Has("challenges") ? [.. fields.List("challenges").Select(Challenge).OfType<Challenge>()] : null,
            fields.Text("challengesOther"), fields.Text("nextStep"), fields.Date("nextDate"));
    }

    private SubmitEvidence? Submit(Fields fields)
    {
        MilestoneNumber? leaf = fields.Has("leaf") ? fields.Named<MilestoneNumber>("leaf", $"a number") : null;
        if (fields.Date("on") is not { } on || Level(fields, "shows") is not { } shows
            || fields.Piece("stance") is not { } word || !source.Word(word, ValueWords.Stance, $"supports or disputes", out var stance)) return null;
        return new(leaf, Text(fields, "title"), Text(fields, "summary"), Text(fields, "source"), on, stance, shows, fields.Date("period"), fields.Text("settledBy"));
    }

    private string? Refusal(Fields fields)
    {
        if (fields.Piece("expect") is not { } expected || expected.Text == "accepted") return null;
        if (expected.Text.StartsWith("refused ", StringComparison.Ordinal)) return expected.Text["refused ".Length..].Trim();
        source.Error(expected.Place, "word-unknown", $"`{Fields.Cut(expected.Text)}` is not what can be expected", $"write `accepted`, or `refused` and the rule's name");
        return null;
    }

    private CommitmentId? Commitment(Fields fields) =>
        fields.Named<CommitmentNumber>("commitment", $"a commitment's number") is { } number ? new CommitmentId(Plan(fields), number) : null;

    private static OrganisationId? Organisation(Fields fields) => fields.Named<OrganisationId>("organisation", $"an organisation's name");

    private PlanId Plan(Fields fields) => fields.Named<PlanId>("plan", $"a plan's id") ?? plan.Id;

    private ImmutableArray<CommitmentNumber>? Commitments(Fields fields) => fields.Has("commitments")
        ? [.. fields.List("commitments").Select(piece => source.Named<CommitmentNumber>(piece, $"a commitment's number")).OfType<CommitmentNumber>()]
        : null;

    private string? Evidence(Fields fields)
    {
        if (fields.Piece("evidence") is not { } piece) return null;
        if (names.Contains(piece.Text) || EvidenceId.TryParse(piece.Text, out _) || plan.Evidence.Any(row => row.Title == piece.Text)) return piece.Text;
        source.Error(piece.Place, "step-unknown", $"`{Fields.Cut(piece.Text)}` is neither an earlier step nor the title of imported evidence", Spelling.Suggest(piece.Text, names, names.Take(8)));
        return null;
    }

    private string Corrects(Fields fields) =>
        fields.Piece("corrects") is { } piece && piece.Text.All(char.IsAsciiDigit) ? piece.Text : Earlier(fields, "corrects") ?? "";

    private string? Earlier(Fields fields, string key)
    {
        if (fields.Piece(key) is not { } piece) return null;
        if (!names.Contains(piece.Text)) source.Error(piece.Place, "step-unknown", $"no earlier step is called `{Fields.Cut(piece.Text)}`", Spelling.Suggest(piece.Text, names, names.Take(8)));
        return piece.Text;
    }

    private Completion? Level(Fields fields, string key) =>
        fields.Piece(key) is { } piece && source.Word(piece, ValueWords.Completion, $"a level of completion", out var level) ? level : null;

    private Challenge? Challenge(Piece piece) =>
        source.Word(piece, ValueWords.Challenge, $"a reason for delay", out var challenge) ? challenge : null;

    private Percent? Percent(Fields fields) =>
        fields.Piece("percent") is { } piece && source.Amount(piece, above: -1) is { } amount && Domain.Commitments.Percent.TryCreate(amount, out var percent) ? percent : null;

    private static string Text(Fields fields, string key) => fields.Text(key) ?? "";

    private static Key Subject(string name) => new(name, name, Required: true);
}
