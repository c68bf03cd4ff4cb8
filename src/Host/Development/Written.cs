using System.Globalization;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Host.Files;
using Tracker.Ledger;
using Tracker.Plans;

namespace Tracker.Host.Development;

/// <summary>What the steps of a script have written, by the names that later steps call it.</summary>
internal sealed class Written(PlanInFiles plan, LogReader reader)
{
    private const string Site = "site";
    private readonly Dictionary<string, (string Stream, long Version)> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes over what an earlier start wrote.</summary>
    /// <param name="step">The step.</param>
    /// <param name="by">Whose it is.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whether it did.</returns>
    public async Task<bool> Take(ScriptStep step, string by, CancellationToken ct)
    {
        var log = step switch
        {
            DeclareIndependenceStep or ChallengeIndependenceStep or DecideChallengeStep => Site,
            ReportProgressStep to => await reader.FindLog(to.Commitment.Value, ct),
            CorrectProgressStep to => await reader.FindLog(to.Commitment.Value, ct),
            ChangeTermsStep to => await reader.FindLog(to.Commitment.Value, ct),
            TightenPolicyStep to => await reader.FindLog(to.Plan.Value, ct),
            SubmitEvidenceStep to => await reader.FindLog(to.Commitment.Value, ct),
            SendEvidenceStep to => await reader.FindLog(to.Commitment.Value, ct),
            PublishReviewStep to => await reader.FindLog(to.Subject.Plan.Value, ct),
            AttachFileStep to => await Evidence(to.Evidence, ct) is { } whole ? await reader.FindLog(whole.Stream, ct) : null,
            HidingStep to => Hiding(to.Entry) is { } about ? await reader.FindLog(about.Of, ct) : null,
            JudgeEvidenceStep to => await Evidence(to.Evidence, ct) is { } id ? await reader.FindLog(id.Stream, ct) : null,
            _ => null,
        };
        if (log is null || await reader.FindReceipt(log, by, step is AttachFileStep ? FileIntake.LedgerKey(step.Key) : step.Key, ct) is not var (receipt, _)) return false;
        Add(step, receipt.Stream, receipt.Version);
        return true;
    }

    /// <param name="step">The step.</param>
    /// <param name="stream">What it wrote to; its public id will do.</param>
    /// <param name="version">Version after it.</param>
    public void Add(ScriptStep step, string stream, long version)
    {
        if (step.Name is { } name) _byName[name] = (stream.Replace('~', '/'), version);
    }

    /// <summary>The version after a step, by its name; or a version as it stands there.</summary>
    public long VersionAfter(string name) =>
        _byName.TryGetValue(name, out var written) ? written.Version
        : long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : 0;

    /// <summary>The version that whoever takes the step has seen: after the step they name, else the one of now.</summary>
    public async Task<long> Seen(ScriptStep step, string stream, CancellationToken ct)
    {
        if (step.Seen is { } name) return VersionAfter(name);
        if (await reader.FindLog(stream, ct) is not { } log) return 0;
        var version = 0L;
        await foreach (var entry in reader.ReadStream(log, stream, 0, ct)) version++;
        return version;
    }

    /// <summary>Where is decided about showing what a step wrote; null: no such step wrote anything.</summary>
    public HidingId? Hiding(string name) => _byName.TryGetValue(name, out var entry) ? new(entry.Stream, entry.Version) : null;

    /// <summary>Evidence by the name of the step that sent it, by its title in the history, or by its public id; null: none of these.</summary>
    public async Task<EvidenceId?> Evidence(string name, CancellationToken ct)
    {
        var stream = _byName.TryGetValue(name, out var sent) ? sent.Stream
            : plan.Evidence.FirstOrDefault(row => row.Title == name) is { } row
                && await reader.FindReceipt(plan.Jurisdiction.Value, Actor.Import.By, row.Key, ct) is var (receipt, _) ? receipt.Stream
            : name;
        return EvidenceId.TryFromStream(stream, out var id) ? id : null;
    }
}
