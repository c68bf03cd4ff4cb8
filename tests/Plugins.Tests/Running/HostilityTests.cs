using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>What a plugin may do to its host: nothing. Every failure has its name, and nothing of the plugin is left.</summary>
public sealed class HostilityTests
{
    [SkippableTheory]
    [InlineData("exits at once", "sys.exit(3)", PluginFailure.Crashed, "ended with 3")]
    [InlineData("dies with words", "raise ValueError('no such village')", PluginFailure.Crashed, "no such village")]
    [InlineData("throws while collecting", "greet(); read(); raise ValueError('half done')", PluginFailure.Crashed, "half done")]
    [InlineData("another major", "greet('2.0'); read()", PluginFailure.WrongProtocol, "'2.0'")]
    [InlineData("an error", "greet(); m = read(); write(id=m['id'], error={'code': -32000, 'message': 'the source is away'}); read()", PluginFailure.ErrorAnswer, "the source is away")]
    [InlineData("a foreign id", "greet(); read(); write(id=99, result={}); read()", PluginFailure.ForeignAnswer, "not asked")]
    [InlineData("an answer twice", "m = read(); r = {'protocol': '1.0', 'name': 'a', 'version': '1'}; answer(m, r); read(); answer(m, r); read()", PluginFailure.ForeignAnswer, "answered already")]
    [InlineData("an answer before the question", "greet(); m = read(); write(id=m['id'] + 1, result={}); answer(m, {'cursor': '1'}); read()", PluginFailure.ForeignAnswer, "not asked")]
    [InlineData("what it collected before it greeted", "m = read(); write(id=m['id'] + 1, result={'cursor': '1'}); answer(m, {'protocol': '1.0', 'name': 'a', 'version': '1'}); read(); read()", PluginFailure.ForeignAnswer, "not asked")]
    [InlineData("no result and no error", "greet(); m = read(); write(id=m['id']); read()", PluginFailure.MalformedMessage, "either a result or an error")]
    [InlineData("a result of another shape", "greet(); m = read(); answer(m, {'cursor': {'a': 1}}); read()", PluginFailure.MalformedMessage, "collect")]
    [InlineData("words on standard output", "greet(); print('hello ' * 99, flush=True); read(); read()", PluginFailure.MalformedMessage, "standard output")]
    [InlineData("no UTF-8", "greet(); read(); raw(b'{\"jsonrpc\":\"2.0\",\"id\":\"\\xff\"}'); read()", PluginFailure.MalformedMessage, "UTF-8")]
    [InlineData("no JSON", "greet(); read(); raw(b'{'); read()", PluginFailure.MalformedMessage, "JSON")]
    [InlineData("half a character in a name", "greet(); read(); raw(b'{\"j\\\\ud800\":1,\"jsonrpc\":\"2.0\"}'); read()", PluginFailure.MalformedMessage, "Unicode")]
    [InlineData("half a character in an id", "greet(); read(); raw(b'{\"jsonrpc\":\"2.0\",\"id\":\"\\\\ud800\",\"method\":\"evidence\"}'); read()", PluginFailure.MalformedMessage, "Unicode")]
    [InlineData("half a character in a method", "greet(); read(); raw(b'{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\\\ud800\"}'); read()", PluginFailure.MalformedMessage, "Unicode")]
    [InlineData("a member twice", "greet(); m = read(); raw(b'{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":{\"cursor\":\"a\",\"cursor\":\"b\"}}' % m['id']); read()", PluginFailure.MalformedMessage, "each member once")]
    [InlineData("an id twice", "greet(); m = read(); raw(b'{\"jsonrpc\":\"2.0\",\"id\":%d,\"id\":99,\"result\":{}}' % m['id']); read()", PluginFailure.MalformedMessage, "each member once")]
    [InlineData("deep JSON", "greet(); read(); raw(b'[' * 5000 + b']' * 5000); read()", PluginFailure.MalformedMessage, "levels")]
    [InlineData("a line of 10 MB", "greet(); read(); sys.stdout.buffer.write(b'x' * 10_000_000); read()", PluginFailure.MalformedMessage, "header")]
    [InlineData("a message of 2 MB", "greet(); read(); raw(b' ' * 2_000_000); read()", PluginFailure.MalformedMessage, "at most")]
    [InlineData("output without end", "greet(); read()\nwhile True: write(method='log', params={'level': 'info', 'text': 'x' * 1000})", PluginFailure.TooMuchOutput, "4 MiB")]
    [InlineData("errors without end", "greet(); read()\nwhile True: sys.stderr.write('x' * 100000)", PluginFailure.TooMuchOutput, "4 MiB")]
    public async Task Each_has_its_name(string what, string body, PluginFailure reason, string detail)
    {
        using var plugin = new SomePlugin(body);
        var failed = await plugin.Fails();
        failed.Reason.Should().Be(reason, "{0}: {1}", what, failed.Message);
        failed.Message.Should().Contain(detail);
    }

    [SkippableFact]
    public async Task One_that_hangs_is_ended_when_its_time_is_over()
    {
        var clock = new FakeTimeProvider();
        using var plugin = new SomePlugin("greet()\nread()\nwrite(method='log', params={'level': 'info', 'text': 'hanging'})\nimport time\nwhile True: time.sleep(1)");
        await using var session = await plugin.Start(clock);
        var collecting = session.Collect(new([]), CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(59));
        collecting.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(2));
        (await collecting.Invoking(task => task).Should().ThrowAsync<PluginFailed>()).Which.Reason.Should().Be(PluginFailure.Timeout);
    }

    [SkippableTheory]
    [InlineData("write(id=1, method='evidence', params={'draft': {}})", true)]
    [InlineData("", false)]
    public async Task Time_in_which_it_waits_for_the_host_is_not_its_own(string asks, bool isGivenMore)
    {
        var (clock, taken) = (new FakeTimeProvider(), new TaskCompletionSource());
        using var plugin = new SomePlugin($"""
            greet(); m = read()
            {asks}
            import time; time.sleep(2)  # the host looks at it meanwhile
            write(method='log', params={"{'level': 'info', 'text': 'has waited'}"})
            {(isGivenMore ? "read()" : "time.sleep(600)")}
            answer(m, {"{'cursor': '1'}"}); read()
            """)
        {
            Taking = taken.Task,
        };
        await using var session = await plugin.Start(clock);
        var collecting = session.Collect(new([]), CancellationToken.None);
        await plugin.Said;

        clock.Advance(TimeSpan.FromSeconds(61));

        taken.SetResult();
        if (isGivenMore) await collecting;
        else (await collecting.Invoking(task => task).Should().ThrowAsync<PluginFailed>()).Which.Reason.Should().Be(PluginFailure.Timeout);
    }

    [SkippableFact]
    public async Task One_that_closes_its_output_and_goes_on_is_ended()
    {
        using var plugin = new SomePlugin("greet(); read()\nimport os, time\nos.close(1)\nos.close(2)\nwhile True: time.sleep(1)")
        {
            Isolation = PluginRunner.Sandbox.Isolation.Unsandboxed, // the sandbox's own process keeps the pipe open: there its time ends it
        };
        var failed = await plugin.Fails();
        failed.Reason.Should().Be(PluginFailure.Crashed);
        failed.Message.Should().Contain("went on");
    }

    [SkippableFact]
    public async Task One_that_takes_a_gigabyte_is_ended()
    {
        using var plugin = new SomePlugin("greet()\nread()\nkept = []\nwhile True: kept.append(bytearray(10_000_000))");
        var failed = await plugin.Fails();
        failed.Reason.Should().Be(PluginFailure.TooMuchMemory, failed.Message);
        failed.Message.Should().Match(text => text.Contains("MemoryError") || text.Contains("MiB"));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("if os.fork() == 0:\n    ")]
    public async Task And_so_is_one_that_takes_it_as_memory_to_be_shared(string by)
    {
        using var plugin = new SomePlugin($"greet()\nread()\nimport mmap, os, time\nkept = mmap.mmap(-1, 1 << 30)\n{by}for at in range(0, 1 << 30, 4096): kept[at] = 1\ntime.sleep(600)")
        {
            Isolation = PluginRunner.Sandbox.Isolation.Unsandboxed, // in the sandbox there is none of it
        };
        var failed = await plugin.Fails();
        failed.Reason.Should().Be(PluginFailure.TooMuchMemory, failed.Message);
        failed.Message.Should().Contain("MiB");
    }

    [SkippableFact]
    public async Task After_a_failure_the_next_one_runs_as_if_nothing_had_been()
    {
        using var bad = new SomePlugin("sys.exit(1)");
        (await bad.Fails()).Reason.Should().Be(PluginFailure.Crashed);
        using var good = new SomePlugin("greet()\nanswer(read(), {'cursor': 'next'})\nm = read()\nanswer(m, {})");
        await using var session = await good.Start();
        (await session.Collect(new([]), CancellationToken.None)).Cursor.Should().Be("next");
        (await session.Shutdown()).Should().BeTrue();
    }

    [SkippableFact]
    public async Task What_it_says_after_goodbye_is_not_listened_to()
    {
        using var plugin = new SomePlugin("greet()\nm = read()\nanswer(m, {})\nraw(b'rubbish')\nsys.exit(0)");
        await using var session = await plugin.Start();
        (await session.Shutdown()).Should().BeTrue();
    }

    [SkippableFact]
    public async Task A_program_that_is_not_there_is_told()
    {
        var launch = new PluginLaunch(Path.GetTempPath(), ["/no/such/program"], new(), PluginRunner.Sandbox.Isolation.Unsandboxed, [], "public", "en");
        using var calls = new SomePlugin("");
        await FluentActions.Awaiting(() => PluginSession.Start(launch, calls, TimeProvider.System, CancellationToken.None))
            .Should().ThrowAsync<PluginFailed>().Where(failed => failed.Reason == PluginFailure.NotStarted && failed.Name == "not-started");
    }
}
