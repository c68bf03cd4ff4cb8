using FluentAssertions;
using Tracker.PluginRunner.Conformance;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.Plugins.Tests.Fetching;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>What a host would end or refuse for its limits, the kit finds before: the manifest's, and those of every run.</summary>
public sealed class LimitsTests
{
    private const int FetchBytes = 8 * 1024 * 1024;
    private const string Large = "https://data.example.org/findings.csv/large"; // beneath its feed
    private const string Fetch = "        fetched = host.fetch(self.settings[\"feed\"])";

    [SkippableTheory]
    [InlineData("seconds: 3", "time.sleep(600)", "it was not done within 3 s, which is `seconds` of its limits", "ia belum selesai dalam 3 detik, yaitu `seconds` dari batasnya")]
    [InlineData("output: 1", "sys.stderr.write('x' * 1_100_000); time.sleep(600)", "it said more than 1 MiB, messages and errors together, which is `output` of its limits", "ia menulis lebih dari 1 MiB, ")]
    [InlineData("output: 1", "[host.log('x' * 1_000) for _ in range(1_100)]", "it said more than 1 MiB, messages and errors together", "pesan dan kesalahan bersama-sama, yaitu `output` dari batasnya")]
    [InlineData("processes: 2", "[subprocess.Popen(['/bin/sleep', '600']) for _ in range(6)]; time.sleep(600)", "it had more than 2 processes at once, which is `processes` of its limits", "ia memiliki lebih dari 2 proses sekaligus, yaitu `processes` dari batasnya")]
    [InlineData("memory: 32", "held = b'x' * 300_000_000; time.sleep(600)", "MiB of memory, where `memory` of its limits gives 32, and 192 beside it for a runtime", "sedangkan `memory` dari batasnya memberi 32, dan 192 di sampingnya")]
    public async Task What_goes_beyond_its_manifests_limits_is_told_which_and_how_far(string limits, string does, string told, string ditto)
    {
        using var plugin = new PythonPlugin().Asking(limits);
        var checks = await plugin.Change("plugin.py", Fetch, $"        import subprocess, sys, time; {does}\n{Fetch}").Test();
        checks.Last().In("en").Should().StartWith("FAILED It collects").And.Contain(told);
        checks.Last().In("id").Should().StartWith("FAILED ").And.Contain(ditto);
    }

    [SkippableTheory]
    [InlineData("seconds: 3", "time.sleep(0.3)")] // each run for itself: all of them together take longer
    [InlineData("output: 1", "sys.stderr.write('x' * 900_000)")]
    [InlineData("output: 1", "[host.log('x' * 1_000) for _ in range(900)]")]
    [InlineData("processes: 3", "[one.kill() or one.wait() for one in [subprocess.Popen(['/bin/sleep', '600']) for _ in range(2)] if time.sleep(0.2) is None]")]
    [InlineData("memory: 32", "held = b'x' * 100_000_000; time.sleep(0.2)")]
    public async Task What_stays_within_them_is_sound(string limits, string does)
    {
        using var plugin = new PythonPlugin().Asking(limits);
        var checks = await plugin.Change("plugin.py", Fetch, $"        import subprocess, sys, time; {does}\n{Fetch}").Test();
        checks.Where(check => check.Problem is not null).Should().BeEmpty();
    }

    [SkippableFact]
    public async Task One_that_begins_processes_without_end_is_ended_before_the_machine_is()
    {
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        using var plugin = new PythonPlugin().Asking("processes: 8").Change("plugin.py", Fetch, $"""
                    import os
                    while True:
                        try: os.fork()
                        except OSError: pass
            {Fetch}
            """);

        var last = (await PluginRehearsal.Test(plugin.Folder, TimeProvider.System, CancellationToken.None)).Checks.Last();

        last.In("en").Should().StartWith("FAILED It collects").And.Contain("it had more than 8 processes at once, which is `processes` of its limits");
    }

    [SkippableTheory]
    [InlineData("        except Exception as error:", "        except Exception as error:")] // it says so itself, in its answer
    [InlineData("        except Exception as error:", "        except ValueError as error:")] // it ends of it
    public async Task One_to_which_the_system_gives_no_more_memory_is_told_so(string caught, string instead)
    {
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        using var plugin = new PythonPlugin().Asking("memory: 32").Change("plugin.py", Fetch, $"        held = b'x' * 300_000_000\n{Fetch}").Change("tracker_plugin.py", caught, instead);

        var last = (await PluginRehearsal.Test(plugin.Folder, TimeProvider.System, CancellationToken.None)).Checks.Last();

        last.In("en").Should().StartWith("FAILED It collects from the recorded sources, and every message keeps to the protocol: it had no memory left in 'collect', of which `memory` of its limits gives 32 MiB: ").And.Contain("MemoryError");
        last.In("id").Should().Contain("yang diberi 32 MiB oleh `memory` dari batasnya");
    }

    [SkippableTheory]
    [InlineData("https://data.example.org/findings.csv/more", null)]
    [InlineData("https://data.example.org/other.csv", "recorded/fetches.json, entry 2: 'https://data.example.org/other.csv' is beneath no address that its manifest declares, and a host would refuse it")]
    [InlineData("https://elsewhere.example.org/findings.csv", "recorded/fetches.json, entry 2: 'https://elsewhere.example.org/findings.csv' is beneath")]
    public async Task What_is_recorded_is_what_a_host_would_fetch_for_it(string address, string? told)
    {
        using var plugin = new PythonPlugin();
        Record(plugin, address, [1]);

        var first = (await plugin.Test())[0];

        if (told is null) first.Problem.Should().BeNull();
        else first.In("en").Should().StartWith("FAILED Its recorded run can be read").And.Contain(told);
    }

    [SkippableTheory]
    [InlineData(RunLimits.Fetches, "host.fetch(self.settings['feed'])", "it fetches more than 2000 times in one run", "ia mengambil lebih dari 2000 kali")]
    [InlineData(RunLimits.FetchedBytes / FetchBytes + 1, "host._connection.ask('fetch', {'method': 'GET', 'address': LARGE})", "it has fetched 520 MiB in one run and fetches more: a host then gives nothing beyond 512 MiB", "ia sudah mengambil 520 MiB")]
    [InlineData(RunLimits.Drafts, "host.evidence(draft)", "it sent more than 10000 drafts in one run", "ia mengirim lebih dari 10000 rancangan")]
    public async Task What_every_run_may_do_at_most_is_counted(long most, string does, string told, string ditto)
    {
        using var plugin = new PythonPlugin();
        Record(plugin, Large, new byte[FetchBytes]);
        // Once, and then as ever: the one fetch and the two drafts of the skeleton count too.
        var (at, before) = does.Contains("evidence", StringComparison.Ordinal) ? ("            outcome = host.evidence(draft)\n", most - 2) : (Fetch + "\n", most - 1);
        plugin.Change("plugin.py", at, $"{at[..^at.TrimStart().Length]}self.again(lambda: {does})\n{at}")
            .Change("plugin.py", "    def collect(self", $"""
                    def again(self, what):
                        import os
                        if not os.path.exists('often'): return
                        often = int(open('often').read())
                        os.remove('often')
                        for _ in range(often): what()

                    def collect(self
                """).Change("plugin.py", "COLUMNS = (", $"LARGE = '{Large}'\nCOLUMNS = (");
        var often = Path.Combine(plugin.Folder, "often");

        await File.WriteAllTextAsync(often, $"{before}");
        (await plugin.Test()).Where(check => check.Problem is not null).Should().BeEmpty("it did as much as it may");
        File.Exists(often).Should().BeFalse();

        await File.WriteAllTextAsync(often, $"{before + 1}");
        var last = (await plugin.Test()).Last();
        last.In("en").Should().StartWith("FAILED It collects").And.EndWith(told);
        last.In("id").Should().Contain(ditto);
    }

    [SkippableTheory]
    [InlineData(8, null)]
    [InlineData(9, "the bodies that it fetched in one run and that come in parts have 71 MiB together: a host keeps 64 MiB of them")]
    public async Task Long_bodies_are_kept_up_to_a_limit_and_a_recording_says_so(int bodies, string? told)
    {
        using var plugin = new PythonPlugin();
        await using var source = new SomeServer();
        var feed = $"http://127.0.0.1:{source.Port}";
        source.Answer = (head, stream, _) => SomeServer.Write(stream, head.Split(' ')[1] is ['/', 'l', 'a', 'r', 'g', 'e', var nth]
            ? SomeServer.Ok([.. new byte[FetchBytes - 1_000], (byte)nth])
            : SomeServer.Ok("id,plan,commitment,milestone,on,title,finding,shows\n"));
        plugin.Change("recorded/run.json", PythonPlugin.Feed, $"{feed}/").Change("plugin.py", Fetch, $$"""
                    for nth in range({{bodies}}): host._connection.ask("fetch", {"method": "GET", "address": f"{{feed}}/large{nth}"})
            {{Fetch}}
            """);
        LoopbackOrigin.TryParse(feed, out var origin).Should().BeTrue();

        var result = await PluginRehearsal.Record(plugin.Folder, new FetchSettings { FeedServer = origin, Pause = TimeSpan.Zero }, TimeProvider.System, CancellationToken.None);

        result.Problem?.ToString().Should().Be(told);
        if (told is null) result.Fetches.Should().Be(bodies + 1);
    }

    private static void Record(PythonPlugin plugin, string address, byte[] body)
    {
        var recorded = RecordedFetches.Read(plugin.Folder);
        RecordedFetches.Write(plugin.Folder,
        [
            .. recorded.All.Select(fetch => (fetch, (ReadOnlyMemory<byte>)recorded.BodyOf(fetch))),
            (new RecordedFetch("GET", address, Archive.Some.Source(body, address)), body),
        ]);
    }
}
