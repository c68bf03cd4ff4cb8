using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Standing;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>The small marks that every page shares. None says anything by colour alone: an icon and words stand in each.</summary>
public sealed class Chips(Speech T, Addresses To, PlanClock clock, IOptions<TrackerOptions> options)
{
    private static readonly IHtmlContent[] s_meters = [.. Enumerable.Range(0, 4).Select(level => new HtmlString(
        $"<span class=\"meter l{level}\" aria-hidden=\"true\"><i></i><i></i><i></i></span>"))];

    /// <summary>Keeps the day whose past is read through a form that asks for something else.</summary>
    public IHtmlContent Stood() => To.Stood is { } day
        ? new HtmlString($"<input type=\"hidden\" name=\"{AsOf.Name}\" value=\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\">")
        : HtmlString.Empty;

    public static IHtmlContent Icon(string name) =>
        new HtmlString($"<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/icons.svg#{name}\"></use></svg>"); // names are literals of ours

    public static string ProofIcon(ProofState state) => state switch
    {
        ProofState.Proven => "seal",
        ProofState.Disputed => "objection",
        ProofState.NotYetChecked => "hourglass",
        _ => "empty",
    };

    public static string ProofTone(ProofState state) => state switch
    {
        ProofState.Proven => "good",
        ProofState.Disputed => "bad",
        ProofState.NotYetChecked => "wait",
        _ => "none",
    };

    /// <summary>What government says: always with a dashed edge.</summary>
    public IHtmlContent Reported(Completion? level, bool atLeast = false, bool said = false) =>
        Chip("claim", level is { } known ? s_meters[(int)known] : Icon("speech"), ReportedWords(level, atLeast, said));

    /// <param name="level">The level.</param>
    /// <param name="atLeast">Whether parts of it have none yet.</param>
    /// <param name="said">Whether there is a report, though it may state no level.</param>
    public string ReportedWords(Completion? level, bool atLeast = false, bool said = false) => level is not { } known ? T[said ? "level.not-stated" : "level.none"]
        : atLeast ? T.Say("level.at-least", ("level", T.Of(known))) : T.Of(known);

    /// <summary>What evidence shows: always with a solid edge.</summary>
    public IHtmlContent Proof(Proof proof) => Chip(
        ProofTone(proof.State), proof is { State: ProofState.Proven, Level: { } level } ? s_meters[(int)level] : Icon(ProofIcon(proof.State)), BadgeWords(proof));

    private string BadgeWords(Proof proof) =>
        proof is { State: ProofState.Proven, Level: { } level } ? T.Say("proven-at", ("level", T.Of(level))) : T.Of(proof.State);

    public string ProofWords(Proof proof) => proof is { State: ProofState.Proven, Level: { } level } ? T.Of(level) : T.Of(proof.State);

    public static IHtmlContent Meter(Completion level) => s_meters[(int)level];

    /// <summary>Against its date; nothing while that is ordinary.</summary>
    public IHtmlContent Lateness(Lateness lateness, DateOnly? due = null, DateOnly? today = null) => lateness switch
    {
        Domain.Standing.Lateness.Late when due is { } date && today is { } day && day > date =>
            Chip("bad", Icon("late"), T.Say("late.days", ("days", day.DayNumber - date.DayNumber))),
        Domain.Standing.Lateness.Late => Chip("bad", Icon("late"), T.Of(lateness)),
        Domain.Standing.Lateness.WithdrawnLate => Chip("bad", Icon("cross"), T.Of(lateness)),
        Domain.Standing.Lateness.Withdrawn => Chip("none", Icon("cross"), T.Of(lateness)),
        Domain.Standing.Lateness.NotDoneAtEnd => Chip("bad", Icon("cross"), T.Of(lateness)),
        Domain.Standing.Lateness.DoneLate => Chip("wait", Icon("clock"), T.Of(lateness)),
        Domain.Standing.Lateness.OnTime => Chip("good", Icon("check"), T.Of(lateness)),
        Domain.Standing.Lateness.NoReportKnown or Domain.Standing.Lateness.Unknown => Chip("none", Icon("question"), T.Of(lateness)),
        _ => Chip("plain", Icon("clock"), T.Of(lateness)),
    };

    /// <summary>The due date as it holds, beside it the one that was promised first.</summary>
    public IHtmlContent Due(DateOnly due, DateOnly? first) => first is { } was && was != due
        ? T.Rich("due.moved", ("date", Date(due)), ("was", Date(was)))
        : T.Rich("due", ("date", Date(due)));

    /// <summary>That something was withdrawn although it was done: lateness alone would not say so.</summary>
    public IHtmlContent Withdrawn(DateOnly? since, Lateness lateness) => since is null || lateness is Domain.Standing.Lateness.Withdrawn or Domain.Standing.Lateness.WithdrawnLate
        ? HtmlString.Empty
        : Chip("none", Icon("cross"), T.Of(Domain.Standing.Lateness.Withdrawn));

    /// <summary>How many leaves the levels of what stands above them leave out, because they were withdrawn; nothing where all were, or none.</summary>
    public IHtmlContent LeftOut(int withdrawn, int leaves) => withdrawn == 0 || withdrawn == leaves
        ? HtmlString.Empty
        : Chip("wait", Icon("cross"), T.Say("levels.left-out", ("n", withdrawn), ("of", leaves)));

    /// <summary>What a piece is called; in place of a title that nobody may read, why.</summary>
    public string TitleOf(EvidenceRow row) => TitleOf(T, row);

    /// <inheritdoc cref="TitleOf(EvidenceRow)"/>
    public static string TitleOf(Speech T, EvidenceRow row) => row.Title ?? T[
        row.Held && row.Status == EvidenceStage.Refused ? "evidence.refused" : row.Held ? "evidence.held" : row.Hiding is not null ? "evidence.hidden" : "evidence.removed"];

    public IHtmlContent Status(EvidenceRow row) => row.Status switch
    {
        _ when row.Review && ReviewStatus(row) is { } review => review,
        _ when row.OverruledBy is not null => Chip("none", Icon("cross"), T["evidence.counts-no-longer"]),
        EvidenceStage.Accepted when row.Level is { } level => Chip("good", Icon("seal"), T.Say("evidence.accepted-at", ("level", T.Of(level)))),
        EvidenceStage.Submitted => Chip("wait", Icon("hourglass"), row.Held ? T["evidence.held-short"] : T.Of(row.Status)),
        EvidenceStage.Returned or EvidenceStage.Appealed => Chip("bad", Icon("back"), T.Of(row.Status)),
        EvidenceStage.Upheld when row.Level is { } level => Chip("bad", Icon("seal"), T.Say("evidence.upheld-at", ("level", T.Of(level)))),
        _ => Chip("none", Icon("cross"), T.Of(row.Status)),
    };

    /// <summary>What a review is now; null where it is what evidence is, too.</summary>
    private IHtmlContent? ReviewStatus(EvidenceRow row) => row.Status switch
    {
        _ when row.OverruledBy is not null => null,
        _ when !row.Differs.IsDefaultOrEmpty => Chip("bad", Icon("objection"), T["review-of.differs"]),
        EvidenceStage.Accepted when row.Level is { } level => Chip("good", Icon("seal"), T.Say("review-of.finds", ("level", T.Of(level)))),
        EvidenceStage.Upheld when row.Level is { } level => Chip("good", Icon("seal"), T.Say("review-of.upheld-at", ("level", T.Of(level)))),
        EvidenceStage.Settled => Chip("none", Icon("cross"), T["review-of.settled"]),
        EvidenceStage.Stated => Chip("none", Icon("document"), T["review-of.stated"]),
        EvidenceStage.Submitted => Chip("wait", Icon("hourglass"), T["review-of.unchecked"]),
        _ => null,
    };

    /// <summary>What a plan is called; its id where nobody has published it here.</summary>
    public IHtmlContent Plan(PlanId plan) => clock.TitleOf(plan) is { } title ? Words(title) : new StringHtmlContent(plan.Value);

    public static IHtmlContent Chip(string tone, IHtmlContent icon, string words)
    {
        var chip = new TagBuilder("span");
        chip.AddCssClass("chip " + tone);
        chip.InnerHtml.AppendHtml(icon).AppendHtml(new HtmlString("<span>")).Append(words).AppendHtml(new HtmlString("</span>"));
        return chip;
    }

    public IHtmlContent Date(DateOnly date) => Time(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), T.Date(date));

    /// <summary>The day that a moment was in a plan's zone.</summary>
    public DateOnly DayThere(DateTimeOffset at, PlanId plan) => DateOnly.FromDateTime(clock.There(at, plan).DateTime);

    /// <summary>A moment, told as the day it was in the plan's zone, as every date of the plan is; the minute is in the attribute.</summary>
    /// <param name="at">The moment.</param>
    /// <param name="plan">Whose zone; null: the site's.</param>
    public IHtmlContent Moment(DateTimeOffset at, PlanId? plan = null) =>
        Time(Universal(at), T.Date(DateOnly.FromDateTime(There(at, plan).DateTime)));

    /// <summary>A moment to the minute, with how far that clock is from universal time.</summary>
    public IHtmlContent Minute(DateTimeOffset at, PlanId? plan = null)
    {
        var there = There(at, plan);
        var zone = there.Offset == TimeSpan.Zero ? "UTC" : there.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return Time(Universal(at), $"{there.ToString("d MMMM yyyy, HH:mm", T.Culture)} {zone}");
    }

    private DateTimeOffset There(DateTimeOffset at, PlanId? plan) => plan is { } known ? clock.There(at, known) : clock.Here(at);

    private static string Universal(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A short text in the reader's language, or in the one it has, marked as that.</summary>
    public IHtmlContent Words(Words? words)
    {
        if (words?.In(T.Language) is not { } worded) return HtmlString.Empty;
        IHtmlContent text = worded.Language == T.Language ? new StringHtmlContent(worded.Text) : InLanguage("span", worded.Language, new StringHtmlContent(worded.Text));
        return worded.Earlier
            ? new HtmlContentBuilder().AppendHtml(text).Append(" ").AppendHtml("<small class=\"earlier\">(").Append(T["earlier-wording.short"]).AppendHtml(")</small>")
            : text;
    }

    /// <summary>A long text, rendered; with a note where nobody translated it.</summary>
    public IHtmlContent Prose(Words? words)
    {
        if (words?.In(T.Language) is not { } worded) return HtmlString.Empty;
        var text = new TagBuilder("div");
        text.AddCssClass("prose");
        if (worded.Language != T.Language) text.Attributes["lang"] = worded.Language;
        text.InnerHtml.AppendHtml(worded.Html is { } html ? new HtmlString(html) : InLanguage("p", null, new StringHtmlContent(worded.Text)));
        var whole = new HtmlContentBuilder().AppendHtml(text);
        if (worded.Language != T.Language) whole.AppendHtml(Untold(worded.Language));
        // Where every language were earlier there would be none that it is earlier than.
        if (worded.Earlier && words.Versions.FirstOrDefault(version => !version.Earlier) is { } newer)
            whole.AppendHtml(Note(T.Say("earlier-wording.long", ("language", LanguageName(newer.Language)))));
        return whole;
    }

    /// <summary>Somebody's own words, in whatever language they wrote.</summary>
    public static IHtmlContent Prose(Prose? prose) => prose is null ? HtmlString.Empty
        : new HtmlContentBuilder().AppendHtml("<div class=\"prose\">").AppendHtml(prose.Html).AppendHtml("</div>");

    public IHtmlContent Untold(string language) => Note(T.Say("untranslated", ("language", LanguageName(language))));

    private static TagBuilder Note(string words)
    {
        var note = new TagBuilder("p");
        note.AddCssClass("untold");
        note.InnerHtml.Append(words);
        return note;
    }

    public string LanguageName(string language) => T.Has("languages." + language) ? T["languages." + language] : language;

    public IHtmlContent Organisation(OrganisationName? organisation) => organisation is null
        ? new StringHtmlContent(T["organisation.unknown"])
        : Link(To.Organisation(organisation.Id), organisation.Name.In(T.Language) is { } worded && worded.Language != T.Language
            ? InLanguage("span", worded.Language, new StringHtmlContent(worded.Text))
            : new StringHtmlContent(organisation.Text(T.Language)));

    public IHtmlContent Partner(Partner partner) => new StringHtmlContent(T.Of(partner));

    /// <summary>Where evidence can be read; where it was sent to this site, that, since there is nothing to read.</summary>
    public IHtmlContent ReadAt(string? address) => PluginHooks.IsOne(options.Value, address) ? new StringHtmlContent(T["evidence.sent-here"]) : Source(address);

    /// <summary>An address that somebody gave: a link only if it is one of the web, and marked as theirs.</summary>
    public static IHtmlContent Source(string? address)
    {
        if (string.IsNullOrEmpty(address)) return HtmlString.Empty;
        if (!address.StartsWith("http", StringComparison.OrdinalIgnoreCase) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return new StringHtmlContent(address);
        var link = new TagBuilder("a");
        link.Attributes["href"] = uri.AbsoluteUri;
        link.Attributes["rel"] = "nofollow noopener ugc";
        link.InnerHtml.Append(address.Length <= 90 ? address : string.Concat(address.AsSpan(0, 87), "…"));
        return link;
    }

    public static IHtmlContent Link(string address, IHtmlContent words)
    {
        var link = new TagBuilder("a");
        link.Attributes["href"] = address;
        link.InnerHtml.AppendHtml(words);
        return link;
    }

    public static IHtmlContent Link(string address, string words) => Link(address, new StringHtmlContent(words));

    private static TagBuilder InLanguage(string element, string? language, IHtmlContent words)
    {
        var span = new TagBuilder(element);
        if (language is not null) span.Attributes["lang"] = language;
        span.InnerHtml.AppendHtml(words);
        return span;
    }

    private static TagBuilder Time(string machine, string words)
    {
        var time = new TagBuilder("time");
        time.Attributes["datetime"] = machine;
        time.InnerHtml.Append(words);
        return time;
    }
}
