using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>What a program may do in the middle of its run: nothing is half recorded, and everybody is told why it ended.</summary>
public sealed partial class RealPluginTests
{
    private const string Plenty = "{seconds: 30}";

    public static TheoryData<string, string, string, string> Deeds() => new()
    {
        { "throws", "raise ValueError('half done')", "crashed", Plenty },
        { "exits", "sys.exit(3)", "crashed", Plenty },
        { "hangs", "import time\nwhile True: time.sleep(60)", "timeout", "{seconds: 5}" },
        { "forks", "import os, time\nfor i in range(200):\n    try:\n        if os.fork() == 0: time.sleep(600)\n    except OSError: pass\ntime.sleep(600)", "too-many-processes", "{seconds: 30, processes: 4}" },
        { "no-utf8", "raw(b'{\"jsonrpc\":\"2.0\",\"id\":\"\\xff\"}'); read()", "malformed-message", Plenty },
        { "long-line", "sys.stdout.buffer.write(b'x' * 10_000_000); sys.stdout.buffer.flush(); read()", "malformed-message", Plenty },
        { "deep", "raw(b'[' * 5000 + b']' * 5000); read()", "malformed-message", Plenty },
        { "nonsense", "sys.stdout.buffer.write(b'nonsense\\r\\n\\r\\n' * 100); sys.stdout.buffer.flush(); read()", "malformed-message", Plenty },
        { "foreign", "write(id=request['id'] + 99, result={}); read()", "foreign-answer", Plenty },
        { "error", "write(id=request['id'], error={'code': -32000, 'message': 'The source is away.'}); read()", "error-answer", Plenty },
        { "prints", "while True: write(method='log', params={'level': 'info', 'text': 'x' * 100_000})", "too-much-output", "{seconds: 30, output: 4}" },
        { "drafts", "while True: ask('evidence', draft('village-0', source))", "too-many-drafts", "{seconds: 120}" },
        { "memory", "x = ' ' * 600_000_000; write(id=request['id'], result={})", "too-much-memory", Plenty },
        { "no-memory", "write(id=request['id'], error={'code': -32603, 'message': 'MemoryError: '}); read()", "too-much-memory", Plenty },
    };

    [SkippableTheory]
    [MemberData(nameof(Deeds))]
    public async Task Whatever_a_program_does_what_it_said_before_stands_and_the_next_run_goes_on_from_there(string name, string deed, string failure, string limits)
    {
        var mood = "bad";
        _sources.Answers = address => address.EndsWith("/mood", StringComparison.Ordinal) ? Said(address, mood) : null;
        await Installed($"bad-{name}", $"""
            source = ask("fetch", {Braced("\"address\": \"https://data.example.org/counts/1.json\"")})["result"]
            for i in range(3): ask("evidence", draft("village-%d" % i, source))
            if base64.b64decode(ask("fetch", {Braced("\"address\": \"https://data.example.org/mood\"")})["result"]["body"]) == b"well":
                write(id=request["id"], result={Braced("\"cursor\": \"3\"")}); read(); sys.exit(0)
            {deed}
            """, limits: limits);

        var run = await Ran();

        (run.Row.State, run.Row.Failure).Should().Be((RunState.Failed, failure), run.Row.Detail);
        (run.Row.Counts.Accepted, run.Pieces).Should().Be((3, 3));
        await EachStandsOnce();
        var after = await Store.Load(_plugin, SomeActor.Community);
        (after.Cursor, after.Health.Failures).Should().Be((null, 1));
        var (english, indonesian) = s_words[failure];
        await Says($"/en/plugins/{_plugin}", "Failing", english);
        await Says($"/id/plugins/{_plugin}", "Gagal", indonesian);
        await Says($"/en/plugins/{_plugin}/runs/{run.Row.Number}", english);
        await Says("/en/partners", "Failing", "Counts");

        mood = "well";
        var next = await Ran();

        next.Row.State.Should().Be(RunState.Well, $"{next.Row.Failure}: {next.Row.Detail}");
        (next.Row.Counts.Unchanged, next.Row.Counts.Accepted, next.Row.Counts.Revised).Should().Be((3, 0, 0));
        (await Store.Load(_plugin, SomeActor.Community)).Cursor.Should().Be("3");
        await EachStandsOnce();
    }

    [SkippableFact]
    public async Task While_others_want_this_site_whoever_failed_last_begins_at_soonest_ten_seconds_after_another_also_when_it_is_told_to()
    {
        await Installed("bad-again", "sys.exit(3)");
        await Ran();
        var traffic = _site.Services.GetRequiredService<Traffic>();
        for (var i = 0; i <= Traffic.Few; i++) traffic.Asked();
        _waits.Waits.Clear();

        await Ran();
        await Ran();

        // The clock of these waits stands: it is always the very moment at which the first of them began.
        _waits.Waits.Where(wait => wait >= RunPace.Rest).Should().NotBeEmpty().And.OnlyContain(wait => wait.TotalSeconds % RunPace.Rest.TotalSeconds == 0);
    }

    [SkippableFact]
    public async Task A_program_that_greets_with_another_protocol_than_its_manifest_is_incompatible_and_asked_for_nothing()
    {
        _speaks = "2.0";
        await Installed("greets-2", "raise ValueError('it was asked')");

        var run = await Ran();

        (run.Row.State, run.Row.Failure, run.Row.Detail).Should().Be((RunState.Failed, "wrong-protocol", "It speaks version '2.0' of the protocol, this host 1.0: another major version is another protocol."));
        ((string?)(await _site.Read($"/api/v1/plugins/{_plugin}"))["status"]).Should().Be("Incompatible");
        await Says($"/en/plugins/{_plugin}", "Cannot run here", "It speaks another version of the protocol.");
        await Says($"/id/plugins/{_plugin}", "Tidak dapat berjalan di sini", "Program memakai versi protokol yang lain.");
        _sources.Asked.Should().BeEmpty();
    }

    // As everybody reads them: a failure that is named in no words would be found here too.
    private static readonly Dictionary<string, (string English, string Indonesian)> s_words = new()
    {
        ["crashed"] = ("It ended by itself before it was done.", "Program berhenti sendiri sebelum selesai."),
        ["timeout"] = ("It took longer than it may.", "Program berjalan lebih lama dari yang diizinkan."),
        ["too-many-processes"] = ("It started more processes than it may.", "Program memulai proses lebih banyak dari yang diizinkan."),
        ["too-much-output"] = ("It wrote more than it may.", "Program menulis lebih banyak dari yang diizinkan."),
        ["too-many-drafts"] = ("It sent more drafts than it may.", "Program mengirim lebih banyak rancangan dari yang diizinkan."),
        ["too-much-memory"] = ("It used more memory than it may.", "Program memakai memori lebih dari yang diizinkan."),
        ["malformed-message"] = ("It did not keep to the protocol.", "Program tidak mengikuti protokol."),
        ["foreign-answer"] = ("It answered what nobody had asked.", "Program menjawab yang tidak ditanyakan."),
        ["error-answer"] = ("It answered with an error.", "Program menjawab dengan kesalahan."),
    };

    private static string Braced(string members) => "{" + members + "}";

    private static SourceAnswer.Came Said(string address, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return new(200, [], address, address, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), default, bytes);
    }

    /// <summary>The three are on the ledger, once and whole, and shown.</summary>
    private async Task EachStandsOnce()
    {
        var reader = _site.Services.GetRequiredService<LogReader>();
        foreach (var piece in Enumerable.Range(0, 3).Select(Piece))
        {
            var types = new List<string>();
            await foreach (var entry in reader.ReadStream("contoh", piece.Stream, 0, default)) types.Add(Entry.Read(entry).Type);
            types.Should().Equal("evidence.submitted");
            _site.Services.GetRequiredService<EvidenceViews>().Evidence(piece, new(2026, 5, 4)).Should().NotBeNull();
        }

        _site.Services.GetRequiredService<PluginViews>().Plugin(_plugin)!.Tally.Contributed.Should().Be(3);
    }

    /// <summary>A page says so to somebody who is not signed in.</summary>
    private async Task Says(string address, params string[] words)
    {
        var answer = await _site.Visitor().GetAsync(address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, address);
        (await Pages.Visitor.Read(answer)).QuerySelector("main")!.TextContent.Should().ContainAll(words);
    }
}
