using System.Collections.Immutable;
using System.Reflection;
using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>Every rule by which a door refuses before a command is made, in one closed list like Domain's: whoever translates refusals translates these too.</summary>
public static class DoorRules
{
    // What was sent
    public static readonly Rule MalformedJson = new("malformed-json", RefusalKind.Invalid, "The body is not one JSON object: line {line}, byte {byte}.");
    public static readonly Rule NotText = new("not-text", RefusalKind.Invalid, "The body holds what is not text: half of a surrogate pair.");
    public static readonly Rule UnknownMember = new("unknown-member", RefusalKind.Invalid, "'{member}' is not a member here.");
    public static readonly Rule MemberTwice = new("member-twice", RefusalKind.Invalid, "'{member}' stands here twice.");
    public static readonly Rule Required = new("required", RefusalKind.Invalid, "This is required.");
    public static readonly Rule NotInList = new("not-in-list", RefusalKind.Invalid, "This is one of: {list}.");
    public static readonly Rule NotADate = new("not-a-date", RefusalKind.Invalid, "This is a date that exists, written YYYY-MM-DD.");
    public static readonly Rule MalformedValue = new("malformed-value", RefusalKind.Invalid, "This is not of the kind that is wanted here: {wanted}.");
    public static readonly Rule MemberOfOtherKind = new("member-of-other-kind", RefusalKind.Invalid, "'{member}' must be {wanted}; here it is {kind}.");
    public static readonly Rule AsOfWithoutPlan = new("as-of-without-plan", RefusalKind.Invalid, "Say which plan: days are days in a plan's time zone.");
    public static readonly Rule NoPast = new("no-past", RefusalKind.Invalid, "This page shows today only. The pages of a plan, its commitments and its evidence can be asked as of a day.");
    public static readonly Rule AsOfInFuture = new("as-of-in-future", RefusalKind.Invalid, "This day has not come yet where the plan is.");
    public static readonly Rule NotRecordedYet = new("not-recorded-yet", RefusalKind.Missing, "This plan was not on this record that day: it was entered on {day}.");
    public static readonly Rule NotJson = new("not-json", RefusalKind.Invalid, "This address takes application/json only.");
    public static readonly Rule BodyTooLarge = new("body-too-large", RefusalKind.Invalid, "This is more than is taken at once: a write is at most 64 KiB.");
    public static readonly Rule BadRequest = new("bad-request", RefusalKind.Invalid, "This request is not understood.");

    // Headers
    public static readonly Rule IdempotencyKeyMissing = new("idempotency-key-missing", RefusalKind.Invalid, "Send an Idempotency-Key: a random text, and the same again when you repeat this very request.");
    public static readonly Rule IdempotencyKeyMalformed = new("idempotency-key-malformed", RefusalKind.Invalid, "An Idempotency-Key is 1 to 128 visible ASCII characters.");
    public static readonly Rule IdempotencyKeyReused = new("idempotency-key-reused", RefusalKind.Conflict, "This Idempotency-Key was used for another request. Nothing was changed. Send a new key.");
    public static readonly Rule IfMatchMissing = new("if-match-missing", RefusalKind.Invalid, "Send If-Match with the ETag of what you saw: it may have changed since.");
    public static readonly Rule IfMatchMalformed = new("if-match-malformed", RefusalKind.Invalid, "If-Match is the ETag of what you saw, or its version in quotes.");

    // Who
    public static readonly Rule NotSignedIn = new("not-signed-in", RefusalKind.Forbidden, "This needs an API token: Authorization: Bearer …");
    public static readonly Rule ForeignOrigin = new("foreign-origin", RefusalKind.Forbidden, "This came from another site's page. Nothing was changed.");
    public static readonly Rule FormExpired = new("form-expired", RefusalKind.Forbidden, "This form has expired. Open it again.");
    public static readonly Rule PlanConflicts = new("plan-conflicts", RefusalKind.Conflict, "{count} fields were changed both in the files and here. Say for which of them the files hold.");
    public static readonly Rule PlanFilesBroken = new("plan-files-broken", RefusalKind.Conflict, "The plan's files have {count} errors and cannot be read as they are now. The differences say where.");
    public static readonly Rule PlanFilesOther = new("plan-files-other", RefusalKind.Conflict, "These are not the plan files that this site has read. Look at the differences again.");
    public static readonly Rule RoleNotHeld = new("role-not-held", RefusalKind.Forbidden, "This account does not hold the role of {role} here.");
    public static readonly Rule LeadsNothing = new("leads-nothing", RefusalKind.Forbidden, "Your office leads nothing in this plan.");
    public static readonly Rule RoleNotOfOffices = new("role-not-of-offices", RefusalKind.Conflict, "Only offices of government are owners.");
    public static readonly Rule Forbidden = new("forbidden", RefusalKind.Forbidden, "This account may not do this.");

    // Accounts
    public static readonly Rule AccountNameTaken = new("account-name-taken", RefusalKind.Conflict, "There is an account of this name already.");
    public static readonly Rule AccountNameMalformed = new("account-name-malformed", RefusalKind.Invalid, "An account's name has letters, digits and - . _ @ + only, at most 64.");
    public static readonly Rule PasswordTooShort = new("password-too-short", RefusalKind.Invalid, "A password has at least 12 characters.");
    public static readonly Rule SetUpLinkSpent = new("set-up-link-spent", RefusalKind.Missing, "This link was used already or has expired. Start the site again for a new one.");

    public static readonly Rule AccountUnknown = new("account-unknown", RefusalKind.Missing, "There is no such account.");
    public static readonly Rule AccountLeft = new("account-left", RefusalKind.Conflict, "The holder of this account has left. Invite whoever follows.");
    public static readonly Rule AccountHoldsRoles = new("account-holds-roles", RefusalKind.Conflict, "This account still holds a role. End it first.");
    public static readonly Rule AccountOwn = new("account-own", RefusalKind.Conflict, "This is your own account. Somebody else does this.");
    public static readonly Rule NotConfirmed = new("not-confirmed", RefusalKind.Invalid, "Confirm that this is meant.");
    public static readonly Rule PasswordsDiffer = new("passwords-differ", RefusalKind.Invalid, "This is not the same password again.");
    public static readonly Rule PasswordWrong = new("password-wrong", RefusalKind.Invalid, "This is not the password of this account.");
    public static readonly Rule TokenUnnamed = new("token-unnamed", RefusalKind.Invalid, "Say in at most 60 characters what it is for.");
    public static readonly Rule TooManyTokens = new("too-many-tokens", RefusalKind.Conflict, "This account has 20 tokens. End one first.");
    public static readonly Rule LinkSpent = new("link-spent", RefusalKind.Missing, "This link was used already or has expired. Ask for a new one.");
    public static readonly Rule MailNotSet = new("mail-not-set", RefusalKind.Conflict, "No mail leaves this site. Hand the link over yourself.");
    public static readonly Rule AddressMalformed = new("address-malformed", RefusalKind.Invalid, "This is not one e-mail address.");
    public static readonly Rule TooManyLetters = new("too-many-letters", RefusalKind.Conflict, "This address got several letters already. Try again later.");
    public static readonly Rule InvitationSpent = new("invitation-spent", RefusalKind.Missing, "This link was used already, was taken back or has expired. Ask whoever sent it for a new one.");
    public static readonly Rule InvitationForNothing = new("invitation-for-nothing", RefusalKind.Invalid, "An invitation names at least one role.");
    public static readonly Rule NotInPlan = new("not-in-plan", RefusalKind.Forbidden, "This organisation neither leads anything in the plan nor is one of its reviewers.");

    // Drafts
    public static readonly Rule DraftChanged = new("draft-changed", RefusalKind.Conflict, "Somebody of your office changed this draft meanwhile. Look at it before you save over it.");

    // Workbooks
    public static readonly Rule SheetUnreadable = new("sheet-unreadable", RefusalKind.Invalid, "Choose one XLSX workbook of at most 2 MB, without a password, and not damaged.");
    public static readonly Rule SheetEmpty = new("sheet-empty", RefusalKind.Invalid, "Nothing is filled in. A row is a report once its level and its words are.");
    public static readonly Rule SheetColumnMissing = new("sheet-column-missing", RefusalKind.Invalid, "Missing in the first row: {column}. Write it there as the workbook had it, or take the workbook out anew.");
    public static readonly Rule SheetWordUnknown = new("sheet-word-unknown", RefusalKind.Invalid, "'{given}' is none of the values. Write one of these: {values}.");
    public static readonly Rule SheetWordNear = new("sheet-word-near", RefusalKind.Invalid, "'{given}' is none of the values. Is '{near}' meant? All of them: {values}.");
    public static readonly Rule SheetRowTwice = new("sheet-row-twice", RefusalKind.Invalid, "This was reported on in a row above already.");
    public static readonly Rule SheetVersionMissing = new("sheet-version-missing", RefusalKind.Invalid, "The version is missing. Take the workbook out anew.");
    public static readonly Rule SheetOvertaken = new("sheet-overtaken", RefusalKind.Conflict, "What was shown cannot be sent as it was any more: something changed meanwhile. Nothing was sent. What can be sent now stands below.");
    public static readonly Rule SheetFormula = new("sheet-formula", RefusalKind.Invalid, "This is a formula. Put its value in its place.");
    public static readonly Rule SheetError = new("sheet-error", RefusalKind.Invalid, "This is an error of the sheet.");
    public static readonly Rule SheetPercent = new("sheet-percent", RefusalKind.Invalid, "Give a percentage from 0 to 100.");

    // Files
    public static readonly Rule FileOffice = new("file-office", RefusalKind.Invalid, "This is a spreadsheet, a word processor's file or an archive. What is hidden in such files cannot be checked yet. Send it as PDF, or a table as CSV.");
    public static readonly Rule FileTypeUnknown = new("file-type-unknown", RefusalKind.Invalid, "By its content this is none of PDF, JPEG, PNG, WebP and CSV, whatever it is called.");
    public static readonly Rule FileDamaged = new("file-damaged", RefusalKind.Invalid, "This file is cut off or damaged. Save it anew and send it again.");
    public static readonly Rule FileTwofold = new("file-twofold", RefusalKind.Invalid, "Something else follows the end of this file. Save it anew and send it again.");
    public static readonly Rule FilePixels = new("file-pixels", RefusalKind.Invalid, "This picture has {most} million pixels or more. Make it smaller.");
    public static readonly Rule FileMoves = new("file-moves", RefusalKind.Invalid, "This picture moves. Send a still one.");
    public static readonly Rule FileRuns = new("file-runs", RefusalKind.Invalid, "This PDF holds a program, a form that sends, or other files. Print it as a PDF anew and send that.");
    public static readonly Rule FileLocked = new("file-locked", RefusalKind.Invalid, "This PDF is locked, so nobody can check what is in it. Send it unlocked.");
    public static readonly Rule FileEmpty = new("file-empty", RefusalKind.Invalid, "Choose one file that is not empty.");
    public static readonly Rule FileTooLarge = new("file-too-large", RefusalKind.Invalid, "A file has at most {megabytes} MB.");
    public static readonly Rule FormMalformed = new("form-malformed", RefusalKind.Invalid, "What was sent could not be read as a form: a part of it is malformed. Perhaps the file’s name has a line break in it: give the file another name and choose it again.");
    public static readonly Rule CsvColumns = new("csv-columns", RefusalKind.Invalid, "A table has at least two columns, separated by commas, semicolons or tabs.");
    public static readonly Rule CsvQuotes = new("csv-quotes", RefusalKind.Invalid, "In or after row {row} a quotation mark is not closed, or something follows it.");
    public static readonly Rule CsvUneven = new("csv-uneven", RefusalKind.Invalid, "Row {row} has {columns} columns, the first has {first}.");
    public static readonly Rule UploadUnknown = new("upload-unknown", RefusalKind.Missing, "There is no such upload, or it was left for more than a day. Begin anew: the evidence itself is recorded.");
    public static readonly Rule UploadNotYours = new("upload-not-yours", RefusalKind.Forbidden, "Somebody else began this upload.");
    public static readonly Rule UploadOffset = new("upload-offset", RefusalKind.Conflict, "This site has {offset} bytes of this file. Go on from there.");
    public static readonly Rule UploadComplete = new("upload-complete", RefusalKind.Conflict, "This upload is complete: its file is attached, as entry {entry} of the record “{log}”. Nothing of this part was taken.");
    public static readonly Rule UploadBusy = new("upload-busy", RefusalKind.Conflict, "Another request is sending this very file. Wait for it to end.");
    public static readonly Rule UploadTooLong = new("upload-too-long", RefusalKind.Invalid, "This is more than the {size} bytes that were announced. Nothing of it was taken.");
    public static readonly Rule FileRoomFull = new("file-room-full", RefusalKind.Conflict, "This account's files have {megabytes} MB together, and that is all there is room for.");
    public static readonly Rule PartsOnly = new("parts-only", RefusalKind.Invalid, "Send the next part as application/partial-upload, with Upload-Offset: how many bytes were sent before.");

    // Plugins
    public static readonly Rule RunGoingOn = new("run-going-on", RefusalKind.Conflict, "A run is going on already.");
    public static readonly Rule FormNotTaken = new("form-not-taken", RefusalKind.Invalid, "{why}");
    public static readonly Rule FormFailed = new("form-failed", RefusalKind.Conflict, "The plugin failed over what you sent. {failure} Nothing was recorded.");
    public static readonly Rule FormSilent = new("form-silent", RefusalKind.Conflict, "The plugin does not say now what its form asks. Nothing was sent.");
    public static readonly Rule FormPluginStopped = new("form-plugin-stopped", RefusalKind.Conflict, "This plugin does not speak for your organisation any more. Nothing was sent.");
    public static readonly Rule FormPluginQuarantined = new("form-plugin-quarantined", RefusalKind.Conflict, "This plugin failed too often in a row and is not started until an administrator lets it. Nothing was sent.");
    public static readonly Rule FieldKind = new("field-kind", RefusalKind.Invalid, "Give {wanted} here.");
    public static readonly Rule FieldBetween = new("field-between", RefusalKind.Invalid, "Give {wanted} from {least} to {most}.");
    public static readonly Rule FieldLeast = new("field-least", RefusalKind.Invalid, "Give {wanted} of at least {least}.");
    public static readonly Rule FieldMost = new("field-most", RefusalKind.Invalid, "Give {wanted} of at most {most}.");
    public static readonly Rule FieldNumber = new("field-number", RefusalKind.Invalid, "Give a number with nothing between thousands, such as 1200 or {example}.");
    public static readonly Rule FieldLength = new("field-length", RefusalKind.Invalid, "Give a text of {least} to {most} letters.");
    public static readonly Rule FieldShape = new("field-shape", RefusalKind.Invalid, "This is not written as it is wanted here. {description}");
    public static readonly Rule FieldFileTooLarge = new("field-file-too-large", RefusalKind.Invalid, "This file is too large: it has {size} KB, and may have at most {most} KB.");
    public static readonly Rule NoPluginToAsk = new("no-plugin-to-ask", RefusalKind.Conflict, "No plugin that could look at its source again is known to have sent this.");
    public static readonly Rule PluginLooksNot = new("plugin-looks-not", RefusalKind.Conflict, "The plugin that sent this looks at no source again.");
    public static readonly Rule PluginFilesMissing = new("plugin-files-missing", RefusalKind.Conflict, "The approved files are not here.");
    public static readonly Rule PluginNotIsolated = new("plugin-not-isolated", RefusalKind.Conflict, "Here only plugins that came with the product run: {why}");
    public static readonly Rule PluginSpeaksForSeveral = new("plugin-speaks-for-several", RefusalKind.Invalid, "The plugin speaks for more than one organisation. Name one of them: {organisations}.");
    public static readonly Rule HookTakesNothing = new("hook-takes-nothing", RefusalKind.Missing, "Nothing can be delivered here: no plugin of this name speaks for anybody, or the approved one takes no deliveries.");
    public static readonly Rule HookTooLarge = new("hook-too-large", RefusalKind.Invalid, "A delivery has at most {most} KiB.");
    public static readonly Rule HookQuarantined = new("hook-quarantined", RefusalKind.Conflict, "The plugin is in quarantine and takes nothing now. Send it again later.");
    public static readonly Rule PluginProtocolForeign = new("plugin-protocol-foreign", RefusalKind.Conflict, "These files speak version {speaks} of the plugin protocol; this site speaks {here}.");
    public static readonly Rule PluginFolderUnreadable = new("plugin-folder-unreadable", RefusalKind.Invalid, "This site cannot read its files.");
    public static readonly Rule PluginMalformed = new("plugin-malformed", RefusalKind.Invalid, "This is not a plugin yet: what is to be repaired in its files is named below.");
    public static readonly Rule PluginUnreadable = new("plugin-unreadable", RefusalKind.Invalid, "Its files could not be read, or changed while they were read. Send them once more.");
    public static readonly Rule SourceNotFetched = new("source-not-fetched", RefusalKind.Invalid, "The host never fetched these bytes from '{address}' for this plugin.");
    public static readonly Rule PlanNotAsked = new("plan-not-asked", RefusalKind.Invalid, "A plugin speaks about plans that are open. The plan '{plan}' was closed.");
    public static readonly Rule TooManyDrafts = new("too-many-drafts", RefusalKind.Conflict, "A run sends at most {most} drafts.");
    public static readonly Rule CopyRefused = new("copy-refused", RefusalKind.Forbidden, "The source does not allow a copy ({why}): only its digest is kept.");
    public static readonly Rule CopyClosed = new("copy-closed", RefusalKind.Forbidden, "The source is not open to everybody ({why}): only its digest is kept.");
    public static readonly Rule CopyDelivered = new("copy-delivered", RefusalKind.Forbidden, "It was sent to this site and never published: only its digest is shown.");
    public static readonly Rule CopyDamaged = new("copy-damaged", RefusalKind.Missing, "The copy is damaged and is not shown as sound.");
    public static readonly Rule UploadNotZip = new("upload-not-zip", RefusalKind.Invalid, "Choose one zip file of at most {megabytes} MB with plugin.yaml in it.");
    public static readonly Rule PluginRoomFull = new("plugin-room-full", RefusalKind.Conflict, "At most {most} uploaded plugins of one organisation wait for a decision, of at most {megabytes} MB together, and with this one yours would be more. Nothing of it was kept. Upload it again once an administrator has decided about one that waits.");
    public static readonly Rule UploadNotWorkbook = new("upload-not-workbook", RefusalKind.Invalid, "Choose one workbook (XLSX) of at most {megabytes} MB. {why}");
    public static readonly Rule UploadUnsafe = new("upload-unsafe", RefusalKind.Invalid, "This zip file was refused: {why}");
    public static readonly Rule UploadUnsafeEntry = new("upload-unsafe-entry", RefusalKind.Invalid, "This zip file was refused: {why} ({name}).");
    public static readonly Rule SettingUnknown = new("setting-unknown", RefusalKind.Invalid, "The plugin has no setting '{setting}'.");
    public static readonly Rule SettingBetween = new("setting-between", RefusalKind.Invalid, "The setting '{setting}' is {wanted} from {least} to {most}.");
    public static readonly Rule SettingLeast = new("setting-least", RefusalKind.Invalid, "The setting '{setting}' is {wanted} of at least {least}.");
    public static readonly Rule SettingMost = new("setting-most", RefusalKind.Invalid, "The setting '{setting}' is {wanted} of at most {most}.");
    public static readonly Rule SettingLength = new("setting-length", RefusalKind.Invalid, "The setting '{setting}' is a text of {least} to {most} letters.");
    public static readonly Rule SettingForm = new("setting-form", RefusalKind.Invalid, "The setting '{setting}' has not the form that the plugin wants: {pattern}.");
    public static readonly Rule SettingAddress = new("setting-address", RefusalKind.Invalid, "The setting '{setting}' is a web address that this site can fetch: http or https, in full, and public.");
    public static readonly Rule SettingRequired = new("setting-required", RefusalKind.Invalid, "The setting '{setting}' is required.");
    public static readonly Rule SettingNumber = new("setting-number", RefusalKind.Invalid, "The setting '{setting}' is a number with nothing between thousands, such as 1200 or {example}.");
    public static readonly Rule SettingInvalid = new("setting-invalid", RefusalKind.Invalid, "The setting '{setting}' is not as the plugin wants it: {wanted}.");

    public static readonly Rule PluginSettingsIncomplete = new("plugin-settings-incomplete", RefusalKind.Conflict, "Settings of this organisation are missing or not as these files want them: {settings}. Keep them first; then approve.");

    // The site
    public static readonly Rule NotFound = new("not-found", RefusalKind.Missing, "There is nothing here.");
    public static readonly Rule MethodNotAllowed = new("method-not-allowed", RefusalKind.Invalid, "This address does not understand this method.");
    public static readonly Rule TooManyRequests = new("too-many-requests", RefusalKind.Conflict, "Too many requests. Retry-After says when to come back.");
    public static readonly Rule TooManySubmissions = new("too-many-submissions", RefusalKind.Conflict, "From here too much was sent within the hour. Nothing was recorded. Retry-After says when there is room: send it again then, with the same Idempotency-Key.");
    public static readonly Rule TooManyAppeals = new("too-many-appeals", RefusalKind.Conflict, "From here too many appeals were sent within the hour. Nothing was recorded, and the right to appeal is not lost. Retry-After says when there is room: send it again then.");
    public static readonly Rule SubmissionUnknown = new("submission-unknown", RefusalKind.Missing, "No submission has this tracking number. Look at the number again, letter by letter.");
    public static readonly Rule OutcomeUnknown = new("outcome-unknown", RefusalKind.Conflict, "It is not known whether this was recorded. Send it again with the same Idempotency-Key: it is recorded once.");
    public static readonly Rule StorageFull = new("storage-full", RefusalKind.Conflict, "The site has no room left. Send it again later with the same Idempotency-Key: it is recorded once.");
    public static readonly Rule LogClosed = new("log-closed", RefusalKind.Conflict, "This record takes no entries: what is stored does not go on from what was signed. Nothing was recorded, and sending it again does not help before whoever runs the site has acted.");
    public static readonly Rule InternalError = new("internal-error", RefusalKind.Conflict, "Something failed here. The id finds it in the log.");

    /// <summary>All of them, by name.</summary>
    public static ImmutableSortedDictionary<string, Rule> All { get; } = typeof(DoorRules)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<Rule>()
        .ToImmutableSortedDictionary(rule => rule.Name, rule => rule, StringComparer.Ordinal);
}
