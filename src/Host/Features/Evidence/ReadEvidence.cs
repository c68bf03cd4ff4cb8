using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Standing;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Running;
using Tracker.PluginRunner.Archive;

namespace Tracker.Host.Features.Evidence;

/// <summary>A piece of evidence: every version of it, every judgement, and the claim it is about.</summary>
public sealed class ReadEvidenceEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/evidence/{id}", (HttpContext http, EvidenceId id, EvidenceViews views, PlanClock clock, SourceArchive archive, IOptions<TrackerOptions> options) =>
        {
            Asked.Only(http);
            var view = id.IsOfPlan ? null : views.Evidence(id, clock.Today(id.Commitment.Plan)); // a review of a whole plan is no evidence of anything in it
            if (view is null) return OpenAnswer.Of<EvidenceAnswer>(http, null);
            var answer = EvidenceAnswer.Of(view, archive, options.Value);
            var sources = answer.Contents.SelectMany(content => content.Plugin?.Sources ?? []).ToImmutableArray();
            return OpenAnswer.Of(http, sources.IsEmpty ? view.ETag : $"{view.ETag[..^1]}-{EvidenceSource.Tag(sources)}\"", () => answer);
        })
        .Answers<EvidenceAnswer>("ReadEvidence", "A piece of evidence, whole.", mayBeMissing: true).HasAPast();
}

/// <summary>A piece of evidence in a list.</summary>
/// <param name="State">submitted, accepted, returned, withdrawn, settled, upheld, appealed or refused.</param>
/// <param name="Shows">The level it is said to show.</param>
/// <param name="Level">The level it was accepted at.</param>
/// <param name="Title">Null where held or erased.</param>
/// <param name="Plugin">The plugin that sent it; null: a person did.</param>
/// <param name="Need">What it waits for beyond its first check.</param>
/// <param name="NeedSince">Since when.</param>
/// <param name="OverruledBy">The upheld dispute because of which it counts no longer.</param>
/// <param name="ForEarlierWording">Accepted before the deliverable was put as it is now, and not confirmed since.</param>
/// <param name="Visitor">Sent by somebody without an account.</param>
/// <param name="Held">Its words are held until a reviewer has looked.</param>
/// <param name="Review">It is an independent review: its codings are at <c>/api/v1/reviews/{id}</c>.</param>
/// <param name="Differs">The independent findings that contradict it.</param>
/// <param name="Files">How many files were put to it.</param>
/// <param name="Refuted">The organisation on whose declaration of independence it rested, which was found false; null: none, or something else has taken its place.</param>
public sealed record EvidenceSummary(
    string Id, string Plan, string Commitment, string? Leaf, long Version, EvidenceStage State, Stance Stance, Completion? Shows,
    Completion? Level, DateOnly On, DateOnly? Period, string? About, bool Imported, bool Independent, string? Organisation,
    Partner? Partner, string? JudgedBy, string? Title, DateTimeOffset SubmittedAt, DateTimeOffset? WaitingSince, DateTimeOffset ChangedAt,
    string? Plugin, EvidenceNeed? Need, DateTimeOffset? NeedSince, string? OverruledBy, bool ForEarlierWording, bool Visitor, bool Held, bool Review,
    ImmutableArray<string> Differs, int Files, string? Refuted)
{
    /// <summary>As rows of CSV.</summary>
    public static Table<EvidenceSummary> Table { get; } = new Table<EvidenceSummary>()
        .Text("id", row => row.Id).Text("plan", row => row.Plan).Text("commitment", row => row.Commitment).Text("leaf", row => row.Leaf)
        .Value("state", row => row.State).Value("stance", row => row.Stance).Value("shows", row => row.Shows).Value("level", row => row.Level)
        .Value("on", row => row.On).Value("period", row => row.Period).Text("about", row => row.About).Value("imported", row => row.Imported)
        .Value("independent", row => row.Independent).Text("organisation", row => row.Organisation).Value("partner", row => row.Partner)
        .Text("judgedBy", row => row.JudgedBy).Text("title", row => row.Title).Value("submittedAt", row => row.SubmittedAt)
        .Value("waitingSince", row => row.WaitingSince).Value("changedAt", row => row.ChangedAt).Text("plugin", row => row.Plugin)
        .Value("files", row => row.Files).Text("refuted", row => row.Refuted);

    public static EvidenceSummary Of(EvidenceRow row) => new(
        row.Id.Value, row.Id.Commitment.Plan.Value, row.Id.Commitment.Number.Value, row.Leaf?.Value, row.Version, row.Status, row.Stance,
        row.Shows, row.Level, row.On, row.Period, row.About, row.Imported, row.Independent, row.By?.Id.Value, row.Partner,
        row.JudgedBy?.Id.Value, row.Title, row.SubmittedAt, row.WaitingSince, row.ChangedAt, row.Plugin?.Value,
        row.Need, row.NeedSince, row.OverruledBy?.Value, row.ForEarlierWording, row.Visitor, row.Held, row.Review,
        [.. row.Differs.Select(id => id.Value)], row.Files, row.Refuted?.Organisation.Id.Value);
}

/// <summary>A version of what its contributor says.</summary>
/// <param name="Source">Where it can be read; null where that was held or erased, or it was sent to this site.</param>
/// <param name="SentHere">What it rests on was sent to this site, by a form or to a plugin: there is no address to read it at.</param>
public sealed record EvidenceVersion(
    long Version, string Log, long LedgerIndex, DateTimeOffset At, Stance Stance, Completion? Shows, DateOnly On, DateOnly? Period, string? About,
    bool Independent, string? Title, string? Summary, string? Source, bool SentHere, string? SettledBy, string? Organisation, string? EnteredBy,
    EvidencePlugin? Plugin, string? Place);

/// <summary>What a plugin's evidence says beyond what anybody's does.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="Digest">Its files.</param>
/// <param name="Data">Structured data, as text by name.</param>
/// <param name="Sources">What it rests on.</param>
public sealed record EvidencePlugin(
    string Id, string Version, string Digest, EvidenceKind? Kind, ImmutableSortedDictionary<string, string> Data, ImmutableArray<EvidenceSource> Sources)
{
    public static EvidencePlugin? Of(ContributionView? said, SourceArchive archive, TrackerOptions options) => said is null ? null : new(
        said.Plugin.Value, said.Version.Value, said.Digest.Value, said.Kind,
        said.Data.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        [.. said.Sources.Select(source => EvidenceSource.Of(source, archive, options))]);
}

/// <summary>A step of its course.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Became">What it was from then on.</param>
/// <param name="Ruling">Index in the log <c>site</c> of the decision because of which it counts no longer.</param>
/// <param name="Ground">Under which rule it was kept from the world, of a refusal.</param>
/// <param name="Other">The finding that a review was decided against.</param>
public sealed record EvidenceJudgement(
    long Version, string Log, long LedgerIndex, DateTimeOffset At, EvidenceStep Step, EvidenceStage Became, Completion? Level, long? Content, string? Reason,
    string? Organisation, Role Role, long? Ruling, Ground? Ground, string? Other)
{
    public static EvidenceJudgement Of(Judgement judged) => new(
        judged.Version, judged.Log, judged.Index, judged.At, judged.Step, judged.Became, judged.Level, judged.Content, judged.Reason?.Text,
        judged.By?.Id.Value, judged.Role, judged.Ruling, judged.Ground, judged.Other?.Value);
}

/// <summary>A file that was put to it.</summary>
/// <param name="Sha256">Digest of the bytes at <paramref name="Address"/>; null, like name and place, where held or erased.</param>
/// <param name="Place">Latitude and longitude, where its sender wanted that to be said.</param>
/// <param name="Version">Version of the piece with which it came.</param>
/// <param name="Held">Somebody without an account sent it, and nobody has released it.</param>
/// <param name="Refused">A reviewer decided that it is not shown.</param>
public sealed record EvidenceFile(
    string Id, FileType Type, long Size, string? Name, string? Sha256, string? Place, long Version, long LedgerIndex, DateTimeOffset At, string Address,
    bool Held, bool Refused)
{
    public static EvidenceFile Of(FileView file) => new(
        file.Id.Value, file.Type, file.Size, file.Name, file.Sha256, file.Place, file.Version, file.Index, file.At, Addresses.File(file.Id), file.Held, file.Refused);
}

/// <summary>A piece of evidence, whole. Parameters as in <see cref="EvidenceSummary"/> and, of what it says now, in <see cref="EvidenceVersion"/>.</summary>
public sealed record EvidenceAnswer(
    string Id, string Plan, string Commitment, string? Leaf, long Version, EvidenceStage State, Stance Stance, Completion? Shows,
    Completion? Level, DateOnly On, DateOnly? Period, string? About, bool Imported, bool Independent, string? Organisation,
    Partner? Partner, string? JudgedBy, string? Title, string? Summary, string? Source, bool SentHere, string? SettledBy, DateTimeOffset SubmittedAt,
    DateTimeOffset? WaitingSince, DateTimeOffset ChangedAt, Completion? Reported, Proof Proof, ImmutableArray<EvidenceVersion> Contents,
    ImmutableArray<EvidenceJudgement> Judgements, EvidenceNeed? Need, DateTimeOffset? NeedSince, string? OverruledBy,
    bool ForEarlierWording, bool Visitor, bool Held, ImmutableArray<EvidenceFile> Files, bool Review,
    ImmutableArray<string> Differs, string? Refuted)
{
    public static EvidenceAnswer Of(EvidenceView view, SourceArchive archive, TrackerOptions options)
    {
        var (row, now) = (view.Row, view.Contents[^1]);
        bool SentHere(EvidenceContent content) => PluginHooks.IsOne(options, content.Source);
        return new(
            row.Id.Value, row.Id.Commitment.Plan.Value, row.Id.Commitment.Number.Value, row.Leaf?.Value, row.Version, row.Status, row.Stance,
            row.Shows, row.Level, row.On, row.Period, row.About, row.Imported, row.Independent, row.By?.Id.Value, row.Partner,
            row.JudgedBy?.Id.Value, now.Title, now.Summary?.Text, SentHere(now) ? null : now.Source, SentHere(now), now.SettledBy?.Text, row.SubmittedAt, row.WaitingSince,
            row.ChangedAt, view.Reported, view.Proof,
            [.. view.Contents.Select(content => new EvidenceVersion(
                content.Version, content.Log, content.Index, content.At, content.Stance, content.Shows, content.On, content.Period,
                content.About, content.Independent, content.Title, content.Summary?.Text, SentHere(content) ? null : content.Source, SentHere(content),
                content.SettledBy?.Text,
                content.By?.Id.Value, content.EnteredBy?.Id.Value, EvidencePlugin.Of(content.Contribution, archive, options), content.Place))],
            [.. view.Judgements.Select(EvidenceJudgement.Of)],
            row.Need, row.NeedSince, row.OverruledBy?.Value, row.ForEarlierWording, row.Visitor, row.Held,
            [.. view.Files.Select(EvidenceFile.Of)], row.Review, [.. row.Differs.Select(id => id.Value)],
            row.Refuted?.Organisation.Id.Value);
    }
}
