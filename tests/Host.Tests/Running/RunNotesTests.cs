using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.Domain.Organisations;
using Tracker.Host.Projections.Store;
using Tracker.Host.Running;
using Tracker.Ledger.Storage;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a run did is written down once, whatever the disk does meanwhile.</summary>
public sealed class RunNotesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-notes-").FullName;
    private readonly FakeTimeProvider _clock = new();
    private readonly PluginStore _store;

    public RunNotesTests() => _store = new(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_could_not_be_written_down_is_written_with_what_came_since()
    {
        var run = (await _store.Begin(SomePlugin.Id, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), _clock.GetUtcNow()))!.Value;
        using var notes = new RunNotes(run, _store, _clock);
        Sql("CREATE TRIGGER no_room BEFORE INSERT ON run_log BEGIN SELECT RAISE(ABORT, 'no room'); END");
        notes.Became(new DraftOutcome.Accepted(SomeEvidence.Id), "village-1");
        notes.Became(new DraftOutcome.Refused(new("text-email", Domain.RefusalKind.Invalid, "No.", "summary")), "village-2");
        notes.Line("info", "first");
        await notes.Awaiting(one => one.Flush()).Should().ThrowAsync<StoreConflict>();
        notes.Became(new DraftOutcome.Refused(new("text-email", Domain.RefusalKind.Invalid, "No.", "summary")), "village-3");
        notes.Became(new DraftOutcome.Refused(new("text-phone", Domain.RefusalKind.Invalid, "No.", "summary")), "village-4");
        notes.Line("info", "second");

        Sql("DROP TRIGGER no_room");
        await notes.Flush();
        await notes.Flush();

        var view = (await _store.Run(SomePlugin.Id, run))!; // begun above
        (view.Row.Counts.Accepted, view.Row.Counts.Refused, view.Pieces).Should().Be((1, 3, 1));
        view.Refusals.Select(one => (one.Rule, one.Count, one.Example)).Should().Equal(("text-email", 2, "village-2"), ("text-phone", 1, "village-4"));
        view.Lines.Select(line => line.Text).Should().Equal("first", "second");
        (await _store.DueChecks(SomePlugin.Id, SomeActor.Community, DateTimeOffset.MaxValue, 10)).Select(due => due.Key).Should().Equal("village-1");
    }

    [Fact]
    public async Task Signs_that_turn_a_line_around_or_end_it_are_none_of_it()
    {
        var run = (await _store.Begin(SomePlugin.Id, new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest), _clock.GetUtcNow()))!.Value;
        using var notes = new RunNotes(run, _store, _clock);
        notes.Line("in\u202Efo", "well\u2066 done\u202E \u0007\nERROR \uD800");
        notes.Line(new HostLine(HostNote.SourceAstray, _clock.GetUtcNow(), Words: "turned \u202Earound", Key: "a\u2069b"));
        notes.Progress(1, 2, "half \u202Eway");

        await notes.Flush();

        var view = (await _store.Run(SomePlugin.Id, run))!; // begun above
        (view.Lines[0].Level, view.Lines[0].Text).Should().Be(("in\uFFFDfo", "well\uFFFD done\uFFFD \uFFFD\uFFFDERROR \uFFFD"));
        HostLine.Of(view.Lines[1])!.Should().Match<HostLine>(line => line.Words == "turned \uFFFDaround" && line.Key == "a\uFFFDb");
        view.Row.Counts.Text.Should().Be("…", "it is shown to everybody");
    }

    private void Sql(string statement)
    {
        using var other = new ViewConnection(Path.Combine(_folder, "plugins.db"), readOnly: false);
        other.Script(statement);
    }
}
