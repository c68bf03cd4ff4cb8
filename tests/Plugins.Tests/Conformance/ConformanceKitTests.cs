using FluentAssertions;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

/// <summary>The kit against real processes: the skeleton passes, and every way to break it is named.</summary>
public sealed class ConformanceKitTests
{
    [SkippableFact]
    public async Task The_skeleton_passes_every_check()
    {
        using var plugin = new PythonPlugin();
        var checks = await plugin.Test();
        checks.Where(check => check.Problem is not null).Should().BeEmpty();
        checks.Should().HaveCountGreaterThan(12);
    }

    [SkippableTheory]
    [InlineData("plugin.py", "import csv\n", "import csv, nonsense\n", "instead of answering 'initialize'")]
    [InlineData("plugin.py", "import csv\n", "import csv\nprint('hello', flush=True)\n", "Does something print to standard output?")]
    [InlineData("plugin.py", "\"0.1.0\"", "\"0.2.0\"", "its manifest says '0.1.0'")]
    [InlineData("tracker_plugin.py", "PROTOCOL = \"1.0\"", "PROTOCOL = \"2.0\"", "another major version")]
    [InlineData("tracker_plugin.py", "-32601", "-32600", "-32601")]
    [InlineData("tracker_plugin.py", "            connection.write({\"id\": message[\"id\"], \"result\": {}})\n            return", "            connection.write({\"id\": message[\"id\"], \"result\": {}})\n            import time; time.sleep(60)", "when told to shut down")]
    [InlineData("tracker_plugin.py", "{\"id\": message[\"id\"], \"result\": result}", "{\"id\": 999, \"result\": result}", "answers a request that nobody made")]
    [InlineData("tracker_plugin.py", "{\"jsonrpc\": \"2.0\", **message}", "message", "jsonrpc")]
    [InlineData("tracker_plugin.py", "        body = json.dumps(", "        body = b'\\xff' + json.dumps(", "no JSON in UTF-8")]
    [InlineData("tracker_plugin.py", "        body = json.dumps(", "        body = b'[' * 100 + json.dumps(", "at most 32 levels")]
    [InlineData("plugin.py", "fetched = host.fetch(self.settings[\"feed\"])", "fetched = host.fetch(self.settings[\"feed\"] + '?now')", "is not recorded")]
    [InlineData("plugin.py", "\"kind\": \"survey\"", "\"kind\": \"rumour\"", "kind is one of")]
    [InlineData("plugin.py", "\"shows\": row[\"shows\"]", "\"shows\": \"Half\"", "shows is one of")]
    [InlineData("plugin.py", "\"stance\": \"supports\"", "\"stance\": \"disputes\"", "settledBy")]
    [InlineData("plugin.py", "\"on\": row[\"on\"]", "\"on\": \"yesterday\"", "on is a date")]
    [InlineData("plugin.py", "\"milestone\": row[\"milestone\"]", "\"milestone\": \"7.7\"", "did not name")]
    [InlineData("plugin.py", "\"title\": row[\"title\"]", "\"title\": 'x' * 300", "title is a text of")]
    [InlineData("plugin.py", "\"title\": row[\"title\"]", "\"organisation\": 'another', \"title\": row[\"title\"]", "organisation")]
    [InlineData("plugin.py", "fetched.source(quotation=row[\"finding\"])", "{\"sha256\": \"ab\" * 32, \"address\": fetched.address}", "never fetched in this run")]
    [InlineData("plugin.py", "f\"finding/{row['id']}\"", "f\"finding/{row['id']}/{__import__('os').getpid()}\"", "is recorded and was not sent")]
    [InlineData("plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": row[\"finding\"] + str(__import__('os').getpid())", "has another content")]
    [InlineData("plugin.py", "body.decode(\"utf-8-sig\", errors=\"replace\")", "__import__('os')._exit(3) if b'\\xff' in body else body.decode(\"utf-8-sig\", errors=\"replace\")", "instead of answering 'collect'")]
    [InlineData("tracker_plugin.py", "raise SystemExit(\"the host is gone\")", "__import__('time').sleep(60)", "the host is gone at step")]
    [InlineData("recorded/drafts.json", "\"key\": \"finding/2\"", "\"key\": \"finding/4\"", "was sent and is not recorded")]
    [InlineData("recorded/fetches.json", "\"method\": \"GET\"", "\"method\": \"POST\"", "is not recorded")]
    [InlineData("recorded/run.json", "\"settings\"", "\"Settings\"", "needs settings")]
    public async Task A_plugin_that_breaks_a_rule_is_told_which(string file, string from, string to, string problem)
    {
        using var plugin = new PythonPlugin();
        var checks = await plugin.Change(file, from, to).Test();
        checks.Where(check => check.Problem is not null).Should().NotBeEmpty()
            .And.Subject.First().Problem.Should().Contain(problem);
    }
}
