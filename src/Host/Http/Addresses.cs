using Microsoft.AspNetCore.WebUtilities;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;

namespace Tracker.Host.Http;

/// <summary>
/// Every address of a page, the language first. Pages have no other: route values do not carry from page to page under a prefix,
/// and an address that a framework cannot build is rendered empty, silently.
/// </summary>
/// <param name="Language">The first segment.</param>
/// <param name="Stood">The day whose past is read: what has a past is then linked as of it. Null: the present.</param>
public sealed record Addresses(string Language, DateOnly? Stood = null)
{
    public string Home => $"/{Language}";

    public string Plans => $"/{Language}/plans";

    public string Organisations => $"/{Language}/organisations";

    public string Record => $"/{Language}/record";

    public string Search => $"/{Language}/search";

    public string SignIn => $"/{Language}/sign-in";

    public string SignOut => $"/{Language}/sign-out";

    public string Mine => $"/{Language}/mine";

    public string Reviews => $"/{Language}/reviews";

    public string PlanFiles => $"/{Language}/plan-files";

    public string ImportWorkbook => $"{PlanFiles}/import-workbook";

    /// <summary>An empty workbook for a plan.</summary>
    public string WorkbookTemplate => $"{ImportWorkbook}?handler=Template";

    public string Partners => $"/{Language}/partners";

    public string Accounts => $"/{Language}/accounts";

    public string InviteAccount => $"/{Language}/invite";

    public string OwnAccount => $"/{Language}/account";

    public string ChangePassword => $"{OwnAccount}/password";

    public string ChangeAddress => $"{OwnAccount}/address";

    public string ForgottenPassword => $"/{Language}/forgotten-password";

    public string NewPasswordForm => $"/{Language}/new-password";

    public string ConfirmAddressForm => $"/{Language}/confirm-address";

    public string Welcome => $"/{Language}/welcome";

    public string RegisterOrganisation => $"/{Language}/register-organisation";

    public string UploadPlugin => $"/{Language}/upload-plugin";

    /// <summary>The same page in another language, filter and all: only the first segment changes.</summary>
    /// <param name="path">The path of this page.</param>
    /// <param name="query">Its query, with the question mark; empty: none.</param>
    /// <param name="language">The language to switch to.</param>
    public static string Switch(string path, string query, string language)
    {
        var rest = path.IndexOf('/', 1) is var slash and > 0 ? path[slash..] : "";
        return $"/{language}{rest}{query}";
    }

    /// <summary>Whether an address, such as the one to go back to, is one of this site's own pages.</summary>
    public static bool IsOwn(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(c => char.IsControl(c) || c == '\\') && Uri.TryCreate(address, UriKind.Relative, out _);

    public string SignInFor(string back) => $"{SignIn}?back={Uri.EscapeDataString(back)}";

    public string Jurisdiction(Jurisdiction jurisdiction) => $"/{Language}/jurisdictions/{jurisdiction.Value}";

    public string Plan(PlanId plan) => AsItStood(PlanNow(plan));

    /// <summary>The plan as it is, whatever past is read.</summary>
    public string PlanNow(PlanId plan) => $"{Plans}/{plan.Value}";

    public string AmendPlan(PlanId plan) => $"{PlanNow(plan)}/amend-from-files";

    public string TightenPolicy(PlanId plan) => $"{PlanNow(plan)}/tighten-policy";

    public string AppointReviewer(PlanId plan) => $"{PlanNow(plan)}/appoint-reviewer";

    public string Commitment(CommitmentId commitment) => AsItStood(CommitmentNow(commitment));

    /// <summary>The commitment as it is, whatever past is read.</summary>
    public string CommitmentNow(CommitmentId commitment) => $"{PlanNow(commitment.Plan)}/commitments/{commitment.Number.Value}";

    public string Leaf(CommitmentId commitment, MilestoneNumber leaf) => $"{Commitment(commitment)}#m-{leaf.Value}";

    /// <summary>A commitment's history; what is null is left out.</summary>
    public string History(CommitmentId commitment, string? cursor = null, string? kind = null) => AsItStood(QueryHelpers.AddQueryString(
        $"{CommitmentNow(commitment)}/history", new Dictionary<string, string?> { ["kind"] = kind, ["cursor"] = cursor }));

    public string EvidenceOf(CommitmentId commitment, MilestoneNumber? leaf = null, string? cursor = null)
    {
        var list = leaf is null ? $"{CommitmentNow(commitment)}/evidence" : $"{Milestone(commitment, leaf.Value)}/evidence";
        return AsItStood(With(list, cursor));
    }

    public string ReportProgress(CommitmentId commitment, MilestoneNumber leaf) => $"{Milestone(commitment, leaf)}/report-progress";

    /// <summary>What an office has begun to write about a leaf.</summary>
    public string Draft(CommitmentId commitment, MilestoneNumber leaf) => $"{Milestone(commitment, leaf)}/draft";

    public string Workbook => $"{Mine}/workbook";

    /// <summary>A workbook that was read, before it is sent.</summary>
    public string WorkbookPreview(string name) => $"{Workbook}/{name}";

    /// <summary>A draft for whoever was given its secret.</summary>
    public string Preview(string secret) => $"/{Language}/preview/{secret}";

    public string CorrectProgress(CommitmentId commitment, long version) => $"{CommitmentNow(commitment)}/progress/{version}/correct";

    public string RescheduleMilestone(CommitmentId commitment, MilestoneNumber leaf) => $"{Milestone(commitment, leaf)}/reschedule";

    public string AmendCommitment(CommitmentId commitment, MilestoneNumber? milestone = null) =>
        milestone is null ? $"{CommitmentNow(commitment)}/amend" : $"{CommitmentNow(commitment)}/amend/{milestone.Value.Value}";

    public string AddMilestone(CommitmentId commitment) => $"{CommitmentNow(commitment)}/add-milestone";

    public string WithdrawMilestone(CommitmentId commitment, MilestoneNumber milestone) => $"{Milestone(commitment, milestone)}/withdraw";

    public string WithdrawCommitment(CommitmentId commitment) => $"{CommitmentNow(commitment)}/withdraw";

    public string SubmitEvidence(CommitmentId commitment, MilestoneNumber? leaf) =>
        leaf is null ? $"{CommitmentNow(commitment)}/submit-evidence" : $"{Milestone(commitment, leaf.Value)}/submit-evidence";

    /// <summary>Where somebody without an account sends evidence.</summary>
    public string SendEvidence(CommitmentId commitment, MilestoneNumber? leaf) =>
        leaf is null ? $"{CommitmentNow(commitment)}/send-evidence" : $"{Milestone(commitment, leaf.Value)}/send-evidence";

    /// <summary>Where evidence is sent: by somebody of an organisation under its name, by anybody else without an account.</summary>
    public string NewEvidence(Caller? caller, CommitmentId commitment, MilestoneNumber? leaf) =>
        caller is null ? SendEvidence(commitment, leaf) : SubmitEvidence(commitment, leaf);

    /// <summary>The page of a piece of evidence, or of a review.</summary>
    public string Piece(EvidenceId id, bool review) => review ? ReviewPage(id) : Evidence(id);

    /// <summary>A review, whole; <see cref="Reviews"/> is what waits for reviewers.</summary>
    public string ReviewPage(EvidenceId review) => $"{Reviews}/{review.Value}";

    public string AnswerReview(EvidenceId review) => $"{ReviewPage(review)}/answer";

    public string WithdrawReview(EvidenceId review) => $"{ReviewPage(review)}/withdraw";

    public string DecideDifference(EvidenceId review) => $"{ReviewPage(review)}/settlement";

    /// <summary>The form for a review of a leaf, of a commitment, or of a whole plan.</summary>
    public string PublishReview(PlanId plan, CommitmentId? commitment = null, MilestoneNumber? leaf = null) => commitment is not { } of
        ? $"{Plan(plan)}/publish-review"
        : leaf is { } number ? $"{Milestone(of, number)}/publish-review" : $"{Commitment(of)}/publish-review";

    /// <summary>Where a tracking number is looked up.</summary>
    public string Submissions => $"/{Language}/submissions";

    /// <summary>What became of what a visitor sent.</summary>
    public string Submission(string trackingNumber) => $"{Submissions}/{trackingNumber}";

    /// <summary>Where a file is put to it.</summary>
    public string AttachToSubmission(string trackingNumber) => $"{Submission(trackingNumber)}/attach-file";

    /// <summary>Where whoever sent it appeals against its having been sent back.</summary>
    public string AppealOfReturn(string trackingNumber) => $"{Submission(trackingNumber)}/appeal";

    /// <summary>Where whoever sent it appeals against words or a file of it being hidden.</summary>
    public string AppealOfSubmission(string trackingNumber, long index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Submission(trackingNumber)}/hidden/{index}/appeal");

    public string Evidence(EvidenceId evidence) => AsItStood(EvidenceNow(evidence));

    /// <summary>The piece of evidence as it is, whatever past is read.</summary>
    public string EvidenceNow(EvidenceId evidence) => $"/{Language}/evidence/{evidence.Value}";

    public string CheckSource(EvidenceId evidence) => $"{EvidenceNow(evidence)}/check";

    public string Review(EvidenceId evidence) => $"{EvidenceNow(evidence)}/review";

    public string Confirm(EvidenceId evidence) => $"{EvidenceNow(evidence)}/confirm";

    public string Revise(EvidenceId evidence) => $"{EvidenceNow(evidence)}/revise";

    public string Withdraw(EvidenceId evidence) => $"{EvidenceNow(evidence)}/withdraw";

    /// <summary>What was searched for; what is null is left out.</summary>
    public string SearchFor(string? words, string? kind, PlanId? plan, string? cursor) => QueryHelpers.AddQueryString(
        Search, new Dictionary<string, string?> { ["q"] = words, ["kind"] = kind, ["plan"] = plan?.Value, ["cursor"] = cursor });

    public string AnswerDispute(EvidenceId evidence) => $"{EvidenceNow(evidence)}/answer";

    public string DecideDispute(EvidenceId evidence) => $"{EvidenceNow(evidence)}/settlement";

    public string AppealReturn(EvidenceId evidence) => $"{EvidenceNow(evidence)}/appeal";

    public string DecideAppeal(EvidenceId evidence) => $"{EvidenceNow(evidence)}/decision";

    public string Organisation(OrganisationId organisation) => $"{Organisations}/{organisation.Value}";

    public string DeclareIndependence(OrganisationId organisation) => $"{Organisation(organisation)}/declare-independence";

    public string Invitation(string id) => $"/{Language}/invitations/{id}";

    public string WithdrawInvitation(string id) => $"{Invitation(id)}/withdraw";

    /// <summary>Where whoever is invited opens their account.</summary>
    public string AcceptInvitation(string link) => $"{Welcome}?link={Uri.EscapeDataString(link)}";

    public string NewPassword(string link) => $"{NewPasswordForm}?link={Uri.EscapeDataString(link)}";

    public string ConfirmAddress(string link) => $"{ConfirmAddressForm}?link={Uri.EscapeDataString(link)}";

    /// <summary>One of one's own sessions, by its id.</summary>
    public string MakeToken => $"{OwnAccount}/tokens/make";

    public string EndToken(string token) => $"{OwnAccount}/tokens/{token}/end";

    public string EndSession(string session) => $"{OwnAccount}/sessions/{session}/end";

    /// <summary>An account, by its public id.</summary>
    public string Account(string by) => $"{Accounts}/{by}";

    /// <summary>A form about an account, by its verb.</summary>
    public string Account(string by, string verb) => $"{Account(by)}/{verb}";

    public string EndRole(string by, long grant) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Account(by)}/roles/{grant}/end");

    public string ChallengeIndependence(OrganisationId organisation) => $"{Organisation(organisation)}/challenge";

    public string DecideChallenge(OrganisationId organisation, long challenge) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Organisation(organisation)}/challenges/{challenge}/decide");

    public string Plugin(PluginId plugin) => $"/{Language}/plugins/{plugin.Value}";

    /// <summary>A form about a plugin, by its verb.</summary>
    public string Plugin(PluginId plugin, string verb) => $"{Plugin(plugin)}/{verb}";

    public string PluginFiles(PluginId plugin, PluginDigest digest) => $"{Plugin(plugin)}/files/{digest.Value}";

    public string PluginFile(PluginId plugin, PluginDigest digest, string path) => QueryHelpers.AddQueryString(PluginFiles(plugin, digest), "path", path);

    public string SetPlugin(PluginId plugin, OrganisationId organisation) => $"{Plugin(plugin)}/settings/{organisation.Value}";

    /// <summary>The settings of files that are not approved yet.</summary>
    public string SetPlugin(PluginId plugin, OrganisationId organisation, PluginDigest digest) => $"{SetPlugin(plugin, organisation)}?digest={digest.Value}";

    /// <summary>The approval with its two choices made.</summary>
    public string ApprovePlugin(PluginId plugin, OrganisationId organisation, PluginDigest digest) =>
        $"{Plugin(plugin, "approve")}?digest={digest.Value}&organisation={organisation.Value}";

    /// <summary>What a plugin contributed; what is null is left out.</summary>
    public string Contributed(PluginId plugin, OrganisationId? organisation = null, string? state = null, string? cursor = null) => QueryHelpers.AddQueryString(
        Plugin(plugin, "evidence"), new Dictionary<string, string?> { ["organisation"] = organisation?.Value, ["state"] = state, ["cursor"] = cursor });

    /// <summary>The plugins of a partner, those that are so; what is null is left out.</summary>
    public string PartnersWith(string? partner, string? status) => QueryHelpers.AddQueryString(
        Partners, new Dictionary<string, string?> { ["partner"] = partner, ["status"] = status });

    public string Run(PluginId plugin, long run) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Plugin(plugin)}/runs/{run}");

    public string ConfirmRun(PluginId plugin, long run) => $"{Run(plugin, run)}/confirm";

    public string ReturnRun(PluginId plugin, long run) => $"{Run(plugin, run)}/return";

    public string AttachFile(EvidenceId evidence) => $"{Evidence(evidence)}/attach-file";

    /// <summary>A file's bytes, for saving.</summary>
    public static string File(FileId file) => $"/api/v1/files/{file.Value}";

    /// <summary>Where the parts of a file go that somebody sends by their tracking number.</summary>
    public static string FileOfSubmission(string trackingNumber, FileId file) => $"/api/v1/submissions/{trackingNumber}/files/{file.Value}";

    /// <summary>The bytes of a file that is held, for those who decide about it.</summary>
    public string HeldFile(EvidenceId evidence, FileId file) => $"{Review(evidence)}?handler=File&file={file.Value}";

    /// <summary>The host's own copy of a source, for whoever wants to see it.</summary>
    public static string Archive(string sha256) => $"/api/v1/archive/{sha256}";

    public string Log(string log, string? cursor = null) => With($"{Record}/{log}", cursor);

    public string Entry(string log, long index) => $"{Record}/{log}/{index}";

    /// <summary>Where a coordinator hides the words of an entry.</summary>
    public string HideText(string log, long index) => $"{Entry(log, index)}/hide";

    public string DecideHiding(string log, long index) => $"{Entry(log, index)}/decide-hiding";

    /// <summary>The bytes of a file that is hidden, for those who decide about it.</summary>
    public string HiddenFile(string log, long index) => $"{DecideHiding(log, index)}?handler=File";

    public string AppealHiding(string log, long index) => $"{Entry(log, index)}/appeal-hiding";

    /// <summary>An entry's proof, for programs.</summary>
    public static string Proof(string log, long index) => $"/api/v1/receipts/{log}/{index}";

    /// <summary>What the Open Government Partnership says under an identifier of its own, found by its search: the page's address names the member too.</summary>
    public static string Ogp(string identifier) => $"https://www.opengovpartnership.org/?s={Uri.EscapeDataString(identifier)}";

    /// <summary>A plan in the columns of OGP's data set.</summary>
    public string OgpColumnsOf(PlanId plan) => AsItStood($"/api/v1/plans/{plan.Value}/export.ogp.csv");

    /// <summary>A plan's state as plan files.</summary>
    public string PlanFilesOf(PlanId plan) => AsItStood($"/api/v1/plans/{plan.Value}/files");

    public static string PluginGuide(string path) => $"/plugin-guide/{path}";

    public static string Skeleton(Partner partner) => $"/plugin-skeleton/{Domain.Words.Of(partner)}.zip";

    public static string Command(string name) => $"/tracker-command/{name}";

    public static string Ledger(string log, string file) => $"/ledger/{log}/{file}";

    /// <summary>An address as of the day whose past is read; the same where the present is.</summary>
    public string AsItStood(string address) => Stood is { } day ? AsOf(address, day) : address;

    /// <summary>An address as of a day.</summary>
    public static string AsOf(string address, DateOnly day) =>
        QueryHelpers.AddQueryString(address, Http.AsOf.Name, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static string With(string address, string? cursor) =>
        cursor is null ? address : $"{address}?cursor={Uri.EscapeDataString(cursor)}";

    private string Milestone(CommitmentId commitment, MilestoneNumber leaf) => $"{CommitmentNow(commitment)}/milestones/{leaf.Value}";
}
