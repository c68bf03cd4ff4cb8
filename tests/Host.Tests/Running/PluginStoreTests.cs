using FluentAssertions;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Projections.Store;
using Tracker.Host.Running;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

public sealed class PluginStoreTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);
    private static readonly PluginApproval s_speaks = new(SomeActor.Community, Partner.Public, SomePlugin.Version, SomePlugin.Digest);
    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-plugins-").FullName;
    private PluginStore _store;

    public PluginStoreTests() => _store = new(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_it_keeps_is_for_nobody_else_on_the_machine_and_so_is_what_was_kept_before()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.EnumerateFiles(_folder, "plugins.db*")) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Restart();
        await Begun();

        foreach (var file in Directory.EnumerateFiles(_folder, "plugins.db*")) File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task Of_fifty_beginnings_at_once_one_opens_a_run()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _store.Begin(SomePlugin.Id, s_speaks, s_now)));

        runs.OfType<long>().Should().ContainSingle();
        (await _store.Begin(SomePlugin.Id, s_speaks with { Organisation = SomeActor.OtherCommunity }, s_now)).Should().NotBeNull("another organisation's run is another run");
    }

    [Fact]
    public async Task What_was_recorded_and_never_noted_is_in_the_batch_of_the_run_that_meets_it_again()
    {
        var killed = (await Begun()).Number;
        await _store.CloseInterrupted(s_now);
        var next = (await Begun()).Number;
        await _store.Note(next, new(), [], [], [], [new(SomeEvidence.Id, "village-1", Again: true)], s_now);
        await _store.CloseInterrupted(s_now);
        var third = (await Begun()).Number;
        await _store.Note(third, new(), [], [], [], [new(SomeEvidence.Id, "village-1", Again: true)], s_now);

        (await _store.Pieces(killed, null, 10)).Should().BeEmpty();
        (await _store.Pieces(next, null, 10)).Should().Equal(SomeEvidence.Id);
        (await _store.Pieces(third, null, 10)).Should().BeEmpty("it is in one");
    }

    [Fact]
    public async Task Only_a_good_end_moves_the_cursor_and_it_is_there_after_a_restart()
    {
        await Ran(new RunEnd.Well("17"), PluginHealth.Well);
        await Ran(new RunEnd.Failed("timeout", "It hung."), new(1, s_now.AddMinutes(1)));
        Restart();

        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Should().Be(new PluginMemory("17", SomePlugin.Digest, s_now, new(1, s_now.AddMinutes(1))));
        var runs = await _store.Runs(SomePlugin.Id, null, 10);
        runs.Select(run => (run.State, run.Failure)).Should().Equal((RunState.Failed, "timeout"), (RunState.Well, null));
    }

    [Fact]
    public async Task A_run_is_closed_once_whoever_closes_it_again()
    {
        var run = await Begun();
        await _store.End(run, new RunEnd.Well("1"), PluginHealth.Well, s_now);
        await _store.End(run, new RunEnd.Well("2"), PluginHealth.Well, s_now);

        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Cursor.Should().Be("1");
    }

    [Fact]
    public async Task What_was_open_when_the_process_ended_is_closed_and_the_next_run_begins_where_the_last_good_one_stopped()
    {
        await Ran(new RunEnd.Well("5"), PluginHealth.Well);
        var killed = await Begun();
        Restart();
        (await _store.Begin(SomePlugin.Id, s_speaks, s_now)).Should().BeNull();

        (await _store.CloseInterrupted(s_now.AddDays(-1))).Should().Be(1, "the clock may have been put back meanwhile");

        (await _store.Run(SomePlugin.Id, killed.Number))!.Row.Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == "interrupted" && row.Ended == row.Started);
        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Should().Match<PluginMemory>(memory => memory.Cursor == "5" && memory.Health == new PluginHealth(0, s_now.AddDays(-1)), "it runs again at once");
        (await _store.Begin(SomePlugin.Id, s_speaks, s_now)).Should().NotBeNull();
        await _store.End(killed, new RunEnd.Well("99"), PluginHealth.Well, s_now);
        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Cursor.Should().Be("5", "whoever was thought dead moves nothing any more");
    }

    [Theory]
    [InlineData(true, "interrupted")]
    [InlineData(false, null)]
    public async Task A_run_that_the_hosts_end_interrupted_says_so_and_one_that_was_stopped_does_not(bool interrupted, string? failure)
    {
        var run = await Begun();
        await _store.End(run, interrupted ? new RunEnd.Interrupted() : new RunEnd.Stopped(), PluginHealth.Well, s_now);
        Restart();

        (await _store.CloseInterrupted(s_now)).Should().Be(0);
        (await _store.Run(SomePlugin.Id, run.Number))!.Row.Should().Match<RunRow>(row => row.State == RunState.Stopped && row.Failure == failure);
    }

    [Fact]
    public async Task What_a_run_does_can_be_seen_while_it_goes_on()
    {
        var run = await Begun();
        var id = EvidenceId.Parse("contoh~1~k7q2");
        await _store.Note(run.Number, new(3, 4096, 1, 0, 0, 2, 1, 10, "Reading"), [id], [new("text-email", 2, "village-7", "summary"), new("text-email", 1, "village-8", "title")], [(1, new("info", "Began."))]);
        await _store.Note(run.Number, new(4, 8192, 1, 0, 0, 3, 2, 10, "Reading"), [id], [new("text-email", 1, "village-9", "summary")], []);

        var view = (await _store.Run(SomePlugin.Id, run.Number))!;

        view.Row.Counts.Should().Be(new RunCounts(4, 8192, 1, 0, 0, 3, 2, 10, "Reading"));
        view.Refusals.Should().Equal(new RunRefusal("text-email", 3, "village-7", "summary"), new RunRefusal("text-email", 1, "village-8", "title"));
        view.Lines.Should().Equal(new RunLine("info", "Began."));
        view.Pieces.Should().Be(1);
        (await _store.Pieces(run.Number, null, 10)).Should().Equal(id);
        (await _store.Pieces(run.Number, id, 10)).Should().BeEmpty();
        (await _store.Run(PluginId.Parse("another"), run.Number)).Should().BeNull();
    }

    [Fact]
    public async Task Deliveries_are_taken_in_order_and_are_bounded()
    {
        for (var i = 0; i < 1000; i++) (await Deliver([(byte)(i % 250)])).Should().BeTrue();
        (await Deliver([1])).Should().BeFalse("a thousand wait");
        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Waiting.Should().BeTrue();

        var first = (await _store.Waiting(SomePlugin.Id, SomeActor.Community, 0, s_now))!;
        first.Body.ToArray().Should().Equal(0);
        first.Headers!["x-signature"].Should().Be("s");
        await _store.Taken(first.Item);
        (await _store.Waiting(SomePlugin.Id, SomeActor.Community, 0, s_now))!.Body.ToArray().Should().Equal(1);
        (await Deliver(new byte[33 * 1024 * 1024])).Should().BeFalse("all that waits is bounded in bytes too");

        async Task<bool> Deliver(byte[] body) => await _store.Deliver(SomePlugin.Id, SomeActor.Community, s_now, new Dictionary<string, string> { ["x-signature"] = "s" }, body) is not null;
    }

    [Fact]
    public async Task Settings_are_each_organisations_and_each_files_own()
    {
        await _store.Set(SomePlugin.Id, SomeActor.Community, SomePlugin.Digest, new Dictionary<string, string> { ["feed"] = "a", ["key"] = "b" });
        await _store.Set(SomePlugin.Id, SomeActor.Community, SomePlugin.Digest, new Dictionary<string, string> { ["feed"] = "c" });

        (await _store.Settings(SomePlugin.Id, SomeActor.Community, SomePlugin.Digest)).Should().Equal(new Dictionary<string, string> { ["feed"] = "c" });
        (await _store.Settings(SomePlugin.Id, SomeActor.University, SomePlugin.Digest)).Should().BeEmpty();
        (await _store.Settings(SomePlugin.Id, SomeActor.Community, PluginDigest.Parse(new('9', 64)))).Should().BeEmpty();
    }

    [Fact]
    public async Task Settings_of_a_store_from_before_they_were_files_own_are_those_of_the_files_that_ran()
    {
        await Ran(new RunEnd.Well(null), PluginHealth.Well);
        _store.Dispose();
        using (var old = new ViewConnection(Path.Combine(_folder, "plugins.db"), readOnly: false))
        {
            old.Script($"""
                DROP TABLE setting;
                CREATE TABLE setting(plugin TEXT NOT NULL, org TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(plugin, org, name)) WITHOUT ROWID;
                INSERT INTO setting VALUES('{SomePlugin.Id}', '{SomeActor.Community.Value}', 'feed', 'a');
                """);
        }

        _store = new(_folder);
        Restart();

        (await _store.Settings(SomePlugin.Id, SomeActor.Community, SomePlugin.Digest)).Should().Equal(new Dictionary<string, string> { ["feed"] = "a" });
    }

    [Fact]
    public async Task Refusals_of_a_store_from_before_their_members_were_kept_are_still_there()
    {
        var run = await Begun();
        _store.Dispose();
        using (var old = new ViewConnection(Path.Combine(_folder, "plugins.db"), readOnly: false))
        {
            old.Script($"""
                DROP TABLE run_refusal;
                CREATE TABLE run_refusal(run INTEGER NOT NULL, rule TEXT NOT NULL, count INTEGER NOT NULL, example TEXT NOT NULL, PRIMARY KEY(run, rule)) WITHOUT ROWID;
                INSERT INTO run_refusal VALUES({run.Number}, 'text-email', 3, 'village-7');
                """);
        }

        _store = new(_folder);
        Restart();

        (await _store.Run(SomePlugin.Id, run.Number))!.Refusals.Should().Equal(new RunRefusal("text-email", 3, "village-7")); // begun above
    }

    [Fact]
    public async Task Old_runs_are_forgotten_with_everything_about_them()
    {
        for (var i = 0; i < 505; i++) await Ran(new RunEnd.Well(null), PluginHealth.Well);

        (await _store.Runs(SomePlugin.Id, null, 1000)).Length.Should().BeInRange(495, 502);
        (await _store.Run(SomePlugin.Id, 1)).Should().BeNull();
    }

    [Fact]
    public async Task Runs_of_others_and_runs_that_contributed_are_not_forgotten_for_them()
    {
        var others = (await _store.Begin(SomePlugin.Id, s_speaks with { Organisation = SomeActor.OtherCommunity }, s_now))!.Value;
        var contributed = await Begun();
        await _store.Note(contributed.Number, new(Accepted: 1), [SomeEvidence.Id], [], [(1, new("info", "It read a page."))]);
        await _store.End(contributed, new RunEnd.Well(null), PluginHealth.Well, s_now);
        for (var i = 0; i < 505; i++) await Ran(new RunEnd.Well(null), PluginHealth.Well);

        (await _store.Run(SomePlugin.Id, others)).Should().NotBeNull();
        (await _store.Run(SomePlugin.Id, contributed.Number)).Should().Match<RunView>(run => run.Pieces == 1 && run.Lines.IsEmpty);
        (await _store.IsPiece(contributed.Number, SomeEvidence.Id)).Should().BeTrue("a reviewer confirms or returns it whole");
    }

    [Fact]
    public async Task Pages_are_made_anew_when_what_is_said_again_was_said_to_be_gone_and_not_otherwise()
    {
        var run = await Begun();
        await _store.Note(run.Number, new(), [], [], [], [new(SomeEvidence.Id, "village-1", Again: false)], s_now);
        await _store.Looked(SomeEvidence.Id, s_now, SourceVerdict.Gone, s_now.AddDays(7));
        var looks = _store.Looks;

        await _store.Note(run.Number, new(), [], [], [], [new(SomeEvidence.Id, "village-1", Again: true)], s_now.AddDays(1));
        var anew = _store.Looks;
        await _store.Note(run.Number, new(), [], [], [], [new(SomeEvidence.Id, "village-1", Again: true)], s_now.AddDays(2));

        (await _store.Check(SomeEvidence.Id))!.Verdict.Should().Be(SourceVerdict.Unchanged);
        (anew - looks, _store.Looks - anew).Should().Be((1, 0));
    }

    [Fact]
    public async Task The_run_after_which_it_was_hopeless_is_known_and_none_of_one_that_is_not()
    {
        await Ran(new RunEnd.Failed("timeout", "It hung."), new(4, s_now));
        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Last.Should().BeNull();
        await Ran(new RunEnd.Failed("crashed", "It fell over."), new(5, s_now));
        await Ran(new RunEnd.Stopped(), new(5, s_now));

        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Last.Should().Be(new FailedRun(2, s_now, "crashed"));
    }

    [Fact]
    public async Task Files_that_never_collected_begin_with_a_clean_slate_and_a_run_that_only_takes_deliveries_changes_none()
    {
        var (health, newer) = (new PluginHealth(4, s_now.AddHours(6)), s_speaks with { Digest = PluginDigest.Parse(new string('e', 64)) });
        await Ran(new RunEnd.Failed("timeout", "It hung."), health);

        var delivered = (await _store.Begin(SomePlugin.Id, newer, s_now.AddDays(1), collects: false))!.Value;
        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Should().Be(new PluginMemory(null, SomePlugin.Digest, s_now, health));
        await _store.End(new(delivered, SomePlugin.Id, newer, null, Collects: false), new RunEnd.Well(null), health, s_now.AddDays(1));
        await _store.Begin(SomePlugin.Id, newer, s_now.AddDays(2));

        (await _store.Load(SomePlugin.Id, SomeActor.Community)).Should().Be(new PluginMemory(null, newer.Digest, s_now.AddDays(2), PluginHealth.Well));
    }

    private void Restart()
    {
        _store.Dispose();
        _store = new(_folder);
    }

    private async Task<PluginRun> Begun() =>
        new((await _store.Begin(SomePlugin.Id, s_speaks, s_now)) ?? throw new InvalidOperationException("A run is open."), SomePlugin.Id, s_speaks, null);

    private async Task Ran(RunEnd end, PluginHealth health) => await _store.End(await Begun(), end, health, s_now);
}
