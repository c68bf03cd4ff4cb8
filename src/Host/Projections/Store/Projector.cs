using System.Collections.Immutable;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Hidings;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Plugins;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Hidings;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Organisations;
using Tracker.Host.Projections.Plans;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Projections.Search;
using Tracker.Host.Projections.Standing;

namespace Tracker.Host.Projections.Store;

/// <summary>
/// Writes batches of entries to the views, each in one transaction with its position. One at a time. What it remembers
/// between batches is a cache: a batch that fails forgets it all.
/// </summary>
internal sealed class Projector
{
    private const int Remembered = 4096;
    private readonly ViewDatabase _database;
    private readonly Dictionary<CommitmentId, CommitmentFold> _folds = [];
    private readonly Dictionary<CommitmentId, Touch> _touched = [];
    private readonly Tally _tally = new();
    private readonly OrganisationTally _organisations = new();
    private Register _register;

    public Projector(ViewDatabase database)
    {
        _database = database;
        _register = Register.Load(Views);
    }

    /// <summary>Plans and organisations as of the last batch.</summary>
    public Register Register => _register;

    private ViewConnection Views => _database.Writer;

    /// <summary>Where each log is to be read on, and the digest of the last entry read.</summary>
    public List<(string Log, long Next, byte[] Last)> Positions() => Views.Query(
        "SELECT log, next, last FROM position", row => (row.GetString(0), row.GetInt64(1), (byte[])row.GetValue(2)));

    /// <summary>Throws everything away.</summary>
    public void Empty()
    {
        _database.Empty();
        Forget();
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="log">The log it is of.</param>
    /// <param name="entries">Entries side by side, in order.</param>
    /// <param name="targets">For entries that erased or released texts: their targets as they are now, by index.</param>
    /// <param name="last">Digest of the last entry.</param>
    /// <returns>What is shown otherwise now.</returns>
    public IReadOnlyCollection<Changed> Apply(
        string log, IReadOnlyList<ReadEntry> entries, IReadOnlyDictionary<long, ReadEntry> targets, byte[] last)
    {
        var before = _register;
        var changed = new HashSet<Changed>();
        Views.Run("BEGIN IMMEDIATE");
        try
        {
            foreach (var entry in entries)
            {
                changed.Add(Apply(entry));
                if (entry.Target is { } target && targets.TryGetValue(target, out var now)) Retext(now);
            }

            foreach (var (id, touch) in _touched)
            {
                CommitmentRows.Standings(Views, Fold(id), _tally);
                Views.Run(
                    "UPDATE commitment SET version = max(version, $2), touched = $3, changed_at = $4, entries = entries + $5, pieces = pieces + $6 WHERE id = $1",
                    id.Value, touch.Version, touch.Index, touch.At, touch.Entries, touch.Pieces);
            }

            _touched.Clear();
            _tally.Flush(Views);
            _organisations.Flush(Views);
            Views.Run("INSERT OR REPLACE INTO position VALUES($1, $2, $3)", log, entries[^1].Header.Index + 1, last);
            Views.Run("COMMIT");
        }
        catch
        {
            Views.Run("ROLLBACK");
            Forget();
            _register = before;
            throw;
        }

        // What was erased must not lie on in the write-ahead log. Readers may hold it for a moment; then the next one does it.
        if (targets.Count > 0) _database.Journal.Truncate();
        else _database.Journal.Written();
        Trim();
        foreach (var plan in changed.Select(one => one.Plan).OfType<PlanId>().Distinct().Where(plan => _register.Plan(plan) != before.Plan(plan)).ToList()) changed.Add(new(plan, null));
        return changed;
    }

    private Changed Apply(ReadEntry entry)
    {
        var about = About.Of(entry);
        var changed = Changed.By(entry, about);
        Change? change = null;
        switch (entry.Event)
        {
            case OrganisationEvent:
                Organisation(entry);
                break;
            case PlanEvent:
                Plan(entry);
                break;
            case PluginEvent:
                Plugin(entry);
                break;
            case HidingEvent:
                Hiding(entry, about);
                break;
            case EvidenceEvent when about.Evidence is { IsOfPlan: true } review:
                Evidence(entry, review);
                break;
            case CommitmentEvent or EvidenceEvent when about.Commitment is { } commitment:
                if (about.Evidence is { } piece) about = about with { Leaf = Evidence(entry, piece) };
                change = Commitment(entry, commitment, about);
                break;
        }

        HistoryRows.Insert(Views, entry, about, change);
        SearchRows.Said(Views, entry, about, _register);
        return changed;
    }

    private Change? Commitment(ReadEntry entry, CommitmentId id, About about)
    {
        // What is promised otherwise now concerns what waits too: then all of it is read again.
        if (entry.Event is CommitmentAmended) _folds[id] = CommitmentRows.Load(Views, id, _register.Plan(id.Plan));
        var fold = Fold(id);
        if (about.Evidence is { } piece && entry.Header.Version > 1) CommitmentRows.Recall(Views, fold, piece, _register.Plan(id.Plan));
        if (entry.Event is CommitmentPublished promise && fold.Promise is null)
        {
            var body = CommitmentBody.Of(promise, entry);
            CommitmentRows.Insert(Views, body, _register.Plan(id.Plan));
            _tally.Commitment(id.Plan.Value, body.Field.Value, 1);
        }

        if (entry.Event is ProgressReported or ProgressImported)
        {
            _organisations.Report(entry.Header.Actor.Organisation);
            if (_register.Plan(id.Plan) is { Reported: false } unreported) Put(unreported with { Reported = true });
        }

        Touched(id, entry, about.Evidence is null ? entry.Header.Version : 0);
        var before = fold.History;
        var there = PlanZone.There(entry.Header, _register.Plan(id.Plan));
        var change = fold.Evolve(there, entry.Event!, about.Evidence, about.Leaf, DateOnly.FromDateTime(there.At.DateTime)); // the caller matched it
        if (CommitmentFold.Overrules(entry.Event)) EvidenceRows.Overruled(Views, id, fold.History.Overruled);
        if (!fold.History.DiffersAs(before)) EvidenceRows.Differing(Views, id, fold.History.Differing);
        if (entry.Event is not CommitmentAmended amended) return change;
        fold.ForgetWaiting();
        Amend(entry, amended, fold);
        return change;
    }

    /// <summary>What is promised now takes the place of what was; and what was accepted was so for other words.</summary>
    private void Amend(ReadEntry entry, CommitmentAmended amended, CommitmentFold fold)
    {
        if (fold is not { History.Promise: { } promise, Field: { } field } || CommitmentRows.Amended(Views, promise, entry) is not { } body) return;
        CommitmentRows.Amend(Views, body);
        EvidenceRows.ForEarlierWording(Views, fold.Id, PromiseFields.Deliverables(amended));
        if (body.Field.Value == field) return;
        _tally.Commitment(fold.Id.Plan.Value, field, -1);
        _tally.Commitment(fold.Id.Plan.Value, body.Field.Value, 1);
        foreach (var row in fold.Rows.Values.SelectMany(rows => rows))
        {
            _tally.Leaf(fold.Id.Plan.Value, field, row, -1);
            _tally.Leaf(fold.Id.Plan.Value, body.Field.Value, row, 1);
        }

        fold.Field = body.Field.Value;
    }

    /// <returns>The leaf it is about.</returns>
    private MilestoneNumber? Evidence(ReadEntry entry, EvidenceId id)
    {
        var before = EvidenceRows.Load(Views, id);
        if (EvidenceBody.Evolve(before, id, entry) is not { } after) return null;
        EvidenceRows.Put(Views, after);
        if (before is { ForEarlierWording: true } && !after.ForEarlierWording) EvidenceRows.Confirmed(Views, after);
        _organisations.Evidence(before, after);
        if (entry.Event is EvidenceAccepted or EvidenceConfirmed or EvidenceReturned)
            _organisations.Judged(id.Commitment.Plan, entry.Header.Actor.Organisation, entry.Header.Actor.Partner, entry.Event is not EvidenceReturned);
        return after.Leaf;
    }

    /// <summary>Whoever knows the commitment by its tag learns that something of it is shown otherwise.</summary>
    private void Hiding(ReadEntry entry, About about)
    {
        HidingRows.Evolve(Views, entry);
        if (about.Commitment is { } id) Touched(id, entry, 0);
    }

    private void Touched(CommitmentId id, ReadEntry entry, long version)
    {
        var before = _touched.GetValueOrDefault(id);
        _touched[id] = before with
        {
            Version = Math.Max(version, before.Version),
            Index = entry.Header.Index,
            At = entry.Header.At,
            Entries = before.Entries + 1,
            Pieces = before.Pieces + (entry.Event is EvidenceEvent && entry.Header.Version == 1 ? 1 : 0),
        };
    }

    /// <summary>Where words were hidden and are shown again because nobody confirmed it.</summary>
    public List<(string Log, long Index)> Lapsed(DateTimeOffset now) => HidingRows.Lapsed(Views, now);

    /// <summary>Shows words again whose hiding has ended by itself.</summary>
    /// <param name="entry">The entry as the ledger serves it now.</param>
    /// <returns>The plan that changed; null: of none.</returns>
    public PlanId? Lapse(ReadEntry entry)
    {
        Views.Run("BEGIN IMMEDIATE");
        try
        {
            Retext(entry);
            HidingRows.Lapse(Views, entry.Header.Log, entry.Header.Index);
            Views.Run("UPDATE commitment SET lapses = lapses + 1 WHERE id = $1", About.Of(entry).Commitment?.Value);
            Views.Run("COMMIT");
        }
        catch
        {
            Views.Run("ROLLBACK");
            Forget();
            throw;
        }

        return About.Of(entry).Plan;
    }

    private void Plan(ReadEntry entry)
    {
        PlanBody? body = entry.Event switch
        {
            // Reports may stand before it: a plan file's history enters with its commitments.
            PlanPublished published when _register.Plan(published.Plan) is null => PlanBody.Of(published, entry) with { Reported = IsReported(published.Plan) },
            ReviewerAppointed appointed when PlanId.TryParse(entry.Header.Stream, out var id) => _register.Plan(id)?.With(appointed, entry),
            PlanChanged when PlanId.TryParse(entry.Header.Stream, out var id) => _register.Plan(id) is { } stood ? PlanRows.Changed(Views, stood, entry) : null,
            PolicyTightened tightened when PlanId.TryParse(entry.Header.Stream, out var id) => _register.Plan(id)?.With(tightened, entry),
            _ => null,
        };
        if (body is null) return;
        Put(body);
        if (entry.Event is PlanPublished or PlanChanged) CommitmentRows.Order(Views, body);
    }

    private void Put(PlanBody body)
    {
        Views.Run("INSERT OR REPLACE INTO plan VALUES($1, $2, $3)", body.Id.Value, body.Touched, ViewJson.Write(body));
        SearchRows.Put(Views, body);
        _register = _register with { Plans = _register.Plans.SetItem(body.Id.Value, body) };
    }

    private bool IsReported(PlanId plan) => Views.First(
        "SELECT EXISTS (SELECT 1 FROM history WHERE plan = $1 AND type IN ('progress.reported', 'progress.imported'))", row => row.GetInt64(0), plan.Value) == 1;

    private void Organisation(ReadEntry entry)
    {
        var id = entry.Header.Stream["organisation/".Length..];
        if (OrganisationBody.Evolve(_register.Organisations.GetValueOrDefault(id), entry) is { } body) Put(id, body);
    }

    private void Put(string id, OrganisationBody body)
    {
        Views.Run("INSERT OR REPLACE INTO organisation VALUES($1, $2, $3)", id, body.Partner, ViewJson.Write(body));
        SearchRows.Put(Views, body);
        _register = _register with { Organisations = _register.Organisations.SetItem(id, body) };
    }

    private void Plugin(ReadEntry entry)
    {
        if (!PluginId.TryFromStream(entry.Header.Stream, out var id)) return;
        if (PluginBody.Evolve(_register.Plugins.GetValueOrDefault(id.Value), entry) is { } body) Put(body);
    }

    private void Put(PluginBody body)
    {
        Views.Run("INSERT OR REPLACE INTO plugin VALUES($1, $2)", body.Id.Value, ViewJson.Write(body));
        SearchRows.Put(Views, body);
        _register = _register with { Plugins = _register.Plugins.SetItem(body.Id.Value, body) };
    }

    /// <summary>Texts of an earlier entry were erased or released: everything made from them is made again.</summary>
    private void Retext(ReadEntry entry)
    {
        HistoryRows.Retext(Views, entry);
        if (HidingId.TryFromStream(entry.Header.Stream, out var hiding)) HidingRows.Again(Views, hiding);
        else if (EvidenceId.TryFromStream(entry.Header.Stream, out var piece)) EvidenceRows.Again(Views, piece);
        else if (PluginId.TryFromStream(entry.Header.Stream, out var plugin)) PluginAgain(plugin);
        else if (entry.Event is OrganisationEvent) OrganisationAgain(entry.Header.Stream);
        else if (entry.Event is CommitmentPublished or CommitmentAmended && CommitmentId.TryParse(entry.Header.Stream, out var id)
            && Fold(id).History.Promise is { } promise && CommitmentRows.Amended(Views, promise, null) is { } body) CommitmentRows.Retext(Views, body);
        SearchRows.SaidAgain(Views, entry, _register);
    }

    private void OrganisationAgain(string stream)
    {
        OrganisationBody? body = null;
        foreach (var entry in Views.Query($"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 ORDER BY version", HistoryRows.Read, stream))
            body = OrganisationBody.Evolve(body, entry) ?? body;
        if (body is not null) Put(stream["organisation/".Length..], body);
    }

    private void PluginAgain(PluginId id)
    {
        PluginBody? body = null;
        foreach (var entry in Views.Query($"SELECT {HistoryRows.Columns} FROM history WHERE stream = $1 ORDER BY version", HistoryRows.Read, id.Stream))
            body = PluginBody.Evolve(body, entry);
        if (body is not null) Put(body);
    }

    private CommitmentFold Fold(CommitmentId id)
    {
        if (!_folds.TryGetValue(id, out var fold))
        {
            _folds.Add(id, fold = CommitmentRows.Load(Views, id, _register.Plan(id.Plan)));
            fold.ForgetWaiting();
        }

        fold.Used++;
        return fold;
    }

    /// <summary>Forgets what was used least, once there is too much.</summary>
    private void Trim()
    {
        if (_folds.Count <= Remembered) return;
        foreach (var fold in _folds.Values.OrderBy(fold => fold.Used).Take(_folds.Count - (Remembered / 2)).ToImmutableArray())
            _folds.Remove(fold.Id);
        foreach (var fold in _folds.Values) fold.Used = 0;
    }

    private void Forget()
    {
        _folds.Clear();
        _touched.Clear();
        _tally.Clear();
        _organisations.Clear();
        _register = Register.Load(Views);
    }

    /// <summary>What a batch changed of a commitment: how far it is, and how many entries and pieces of evidence it gained.</summary>
    private readonly record struct Touch(long Version, long Index, DateTimeOffset At, long Entries, long Pieces);
}
