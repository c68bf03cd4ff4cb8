using System.Diagnostics;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>What a plugin sees of the machine: its folder, the system's programs, and nothing of ours.</summary>
public sealed class SandboxTests
{
    [SkippableTheory]
    [InlineData("the network", "import socket; socket.create_connection(('127.0.0.1', 22), 2)")]
    [InlineData("a name of the network", "import socket; socket.getaddrinfo('example.org', 80)")]
    [InlineData("the homes", "import os; os.listdir('/root')")]
    [InlineData("the host's folders", "import os; os.listdir('/home')")]
    [InlineData("its own files", "open('/plugin/plugin.py', 'a')")]
    [InlineData("the root folder", "open('/x', 'w')")]
    [InlineData("a large file", "open('/tmp/large', 'wb').write(b'x' * 20_000_000)")]
    [InlineData("the shared memory without end", "open('/dev/shm/large', 'wb').write(b'x' * 20_000_000)")]
    [InlineData("another process", "import os; os.kill(HOST, 0)")]
    [InlineData("the host's environment", "import os; assert 'TRACKER_SECRET' not in open('/proc/1/environ').read() + str(os.environ); raise OSError")]
    public async Task Is_not_there(string what, string attempt)
    {
        Environment.SetEnvironmentVariable("TRACKER_SECRET", "do-not-show");
        using var plugin = new SomePlugin($$"""
            greet()
            m = read()
            try:
                {{attempt.Replace("HOST", $"{Environment.ProcessId}", StringComparison.Ordinal)}}
                outcome = 'reached'
            except (OSError, PermissionError) as error:
                outcome = 'out of reach'
            answer(m, {'cursor': outcome})
            read()
            """);
        await using var session = await plugin.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("out of reach", what);
    }

    [SkippableFact]
    public async Task A_runtime_in_somebodys_home_is_offered_and_the_home_is_not()
    {
        if (OperatingSystem.IsWindows()) return; // there is no sandbox there
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        var home = Directory.CreateTempSubdirectory("tracker-home-");
        try
        {
            var runtime = home.CreateSubdirectory(".dotnet");
            var program = Path.Combine(runtime.FullName, "dotnet");
            File.WriteAllText(program, "#!/bin/sh\necho \"$0 $DOTNET_ROOT $(touch /dotnet/x 2>/dev/null || echo kept)\"; ls $1 2>/dev/null; exit 0\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            using var process = (await Launcher.Start(PluginCommand.Of(
                home.CreateSubdirectory("plugin").FullName, ["dotnet", home.FullName], new(), Isolation.Sandboxed, runtime.FullName)))!; // it is there: the probe ran
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            said.Trim().Should().Be("/dotnet/dotnet /dotnet kept", await process.StandardError.ReadToEndAsync());
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task It_begins_no_more_threads_than_it_may_have_whatever_the_machine_is()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, resource
            answer(m, {'cursor': '%s %d' % (os.environ['DOTNET_PROCESSOR_COUNT'], resource.getrlimit(resource.RLIMIT_NPROC)[0])})
            read()
            """);
        await using var session = await plugin.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("2 64", "eight processes may have 32 and 32 threads");
    }

    [SkippableFact]
    public async Task It_yields_the_processors_to_the_host()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, re
            own = os.nice(0)
            try:
                session = int(re.search(r'nice (-?[0-9]+)', open('/proc/self/autogroup').read()).group(1))
            except OSError:
                session = own # this kernel looks at programs alone
            answer(m, {'cursor': '%d %d' % (own, session)})
            read()
            """);
        await using var session = await plugin.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("5 5");
    }

    [SkippableFact]
    public async Task What_works_on_gets_only_what_nobody_else_wants_with_its_threads_its_children_and_their_sessions()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, re, threading
            threading.Thread(target=read, daemon=True).start()
            def last(pid):
                try:
                    session = re.search(r'nice (-?[0-9]+)', open('/proc/%d/autogroup' % pid).read()).group(1)
                except OSError:
                    session = '10' # this kernel looks at programs alone
                threads = os.listdir('/proc/%d/task' % pid)
                return session == '10' and all(os.sched_getscheduler(int(one)) == os.SCHED_IDLE for one in threads)
            child = os.fork()
            if child == 0:
                os.setsid()
                while True: pass
            while not (last(os.getpid()) and last(child)): pass
            answer(m, {'cursor': 'last'})
            """);
        await using var session = await plugin.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("last");
    }

    [SkippableFact]
    public async Task What_failed_last_time_gets_a_twentieth_of_one_processor_with_all_it_starts_and_only_what_nobody_else_wants()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os, time
            idle = os.sched_getscheduler(0) == os.SCHED_IDLE
            child = os.fork()
            spent = time.process_time()
            while time.process_time() - spent < 0.2: pass
            if child == 0: os._exit(0)
            os.waitpid(child, 0)
            # The sandbox's own first process ends all the others: it must not have to wait for them.
            answer(m, {'cursor': '%s %d %s' % (idle, len(os.sched_getaffinity(0)), os.sched_getscheduler(1) == os.SCHED_OTHER)})
            read()
            """) { Last = true };
        var began = Stopwatch.GetTimestamp();
        await using var session = await plugin.Start(new FakeTimeProvider()); // a busy machine may let it wait for longer than a goodbye takes
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("True 1 True");
        Stopwatch.GetElapsedTime(began).Should().BeGreaterThan(TimeSpan.FromSeconds(2), "0.4 s of two processes are 8 s of a twentieth, and a machine that is late looks less often");
        (await session.Shutdown()).Should().BeTrue("it is not kept from ending");
    }

    [SkippableFact]
    public async Task What_starts_it_says_all_that_keeps_it_apart()
    {
        Required.That(await Bubblewrap.Probe(CancellationToken.None) is null, "bubblewrap (Debian: apt-get install bubblewrap)");
        using var folder = new SomePlugin("");

        var how = PluginCommand.Of(folder.Folder, ["/usr/bin/python3", "plugin.py"], new(), Isolation.Sandboxed);

        how.Environment.Should().BeEmpty("what bubblewrap has a program could read");
        how.ArgumentList.Should().Contain(["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]);
        how.ArgumentList.SkipWhile(word => word != "--").Should().Contain(word => word.StartsWith("--data=", StringComparison.Ordinal))
            .And.Contain(word => word.StartsWith("--nproc=", StringComparison.Ordinal)).And.Contain("--nofile=256").And.Contain(word => word.StartsWith("--cpu=", StringComparison.Ordinal))
            .And.Contain(word => word.StartsWith("--fsize=", StringComparison.Ordinal)).And.NotContain(word => word.StartsWith("--as=", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Scratch_is_there_and_forgotten_afterwards()
    {
        using var plugin = new SomePlugin("""
            greet()
            m = read()
            import os
            was = os.path.exists('/tmp/note')
            open('/tmp/note', 'w').write('x')
            answer(m, {'cursor': str(was)})
            read()
            """);
        for (var run = 0; run < 2; run++)
        {
            await using var session = await plugin.Start();
            (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("False");
        }
    }

    [SkippableFact]
    public async Task It_fetches_by_asking_and_long_bodies_come_in_parts()
    {
        var body = Encoding.UTF8.GetBytes(new string('é', 700_000)); // 1.4 MB
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body));
        using var plugin = new SomePlugin("""
            import base64, hashlib
            greet()
            m = read()
            write(id=1, method='fetch', params={'address': 'https://data.example.org/a'})
            got = read()['result']
            body = base64.b64decode(got['body'])
            n = 2
            while len(body) < got['length']:
                write(id=n, method='fetchPart', params={'sha256': got['sha256'], 'offset': len(body)})
                body += base64.b64decode(read()['result']['body'])
                n += 1
            write(id=n, method='fetch', params={'address': 'https://data.example.org/a'})
            again = base64.b64decode(read()['result']['body']); n += 1
            assert body.startswith(again) and len(again) > 0
            write(id=n, method='fetch', params={'address': 'https://elsewhere.example.org/'})
            refused = read()['error']
            write(id=n + 1, method='evidence', params={'draft': {'key': 'k'}})
            read()
            write(method='progress', params={'done': 1, 'of': 2})
            write(method='log', params={'level': 'nonsense'})
            write(method='log', params={'level': 'info', 'text': chr(0xd800)})
            answer(m, {'cursor': hashlib.sha256(body).hexdigest() + ' ' + refused['message'] + ' ' + str(refused['code'])})
            read()
            """)
        {
            Fetching = asked => asked.Address == "https://data.example.org/a"
                ? new(200, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, asked.Address, sha, DateTimeOffset.UnixEpoch, body.Length, body)
                : throw new RpcError(ErrorCodes.FetchRefused, "not declared"),
        };
        await using (var session = await plugin.Start())
        {
            (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be($"{sha} not declared -32002");
            plugin.Lent.Select(one => one.Bytes.Length).Should().Equal([body.Length, 0], "what is there already is given back at once");
        }

        plugin.Lent.Should().OnlyContain(one => one.Bytes.IsEmpty, "nothing is kept after the run");
        plugin.Drafts.Should().ContainSingle().Which.GetProperty("key").GetString().Should().Be("k");
        plugin.Lines.Should().Equal("1 of 2", "Warning: A 'log' that is none was left out.", "Warning: A 'log' that is none was left out.");
    }

    [SkippableFact]
    public async Task Without_a_sandbox_it_runs_where_that_is_asked_for()
    {
        using var plugin = new SomePlugin("greet()\nanswer(read(), {'cursor': 'ran'})\nread()") { Isolation = Isolation.Unsandboxed };
        await using var session = await plugin.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("ran");
        session.Greeting.Should().Be(new InitializeResult("1.0", "some", "1.0.0"));
    }
}
