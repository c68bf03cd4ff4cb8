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
    [InlineData("It greets", "plugin.py", "import csv\n", "import csv, nonsense\n", "instead of answering 'initialize'")]
    [InlineData("It greets", "plugin.py", "import csv\n", "import csv\nprint('hello', flush=True)\n", "Does something print to standard output?")]
    [InlineData("It greets", "plugin.py", "\"0.1.0\"", "\"0.2.0\"", "its manifest says '0.1.0'")]
    [InlineData("It greets", "tracker_plugin.py", "PROTOCOL = \"1.0\"", "PROTOCOL = \"2.0\"", "another major version")]
    [InlineData("It greets", "tracker_plugin.py", "-32601", "-32600", "-32601")]
    [InlineData("It greets", "tracker_plugin.py", "            connection.write({\"id\": message[\"id\"], \"result\": {}})\n            return", "            connection.write({\"id\": message[\"id\"], \"result\": {}})\n            import time; time.sleep(60)", "when it is told to shut down")]
    [InlineData("It greets", "tracker_plugin.py", "{\"id\": message[\"id\"], \"result\": result}", "{\"id\": 999, \"result\": result}", "answers a request that nobody made")]
    [InlineData("It greets", "tracker_plugin.py", "{\"jsonrpc\": \"2.0\", **message}", "message", "jsonrpc")]
    [InlineData("It greets", "tracker_plugin.py", "        body = json.dumps(", "        body = b'\\xff' + json.dumps(", "no UTF-8, from byte 1 on")]
    [InlineData("It greets", "tracker_plugin.py", "        body = json.dumps(", "        body = b'[' * 100 + json.dumps(", "at most 32 levels, from line 1, byte 33")]
    [InlineData("It collects", "plugin.py", "fetched = host.fetch(self.settings[\"feed\"])", "fetched = host.fetch(self.settings[\"feed\"] + '?now')", "is not recorded")]
    [InlineData("It collects", "plugin.py", "\"kind\": \"survey\"", "\"kind\": \"rumour\"", "`kind` is one of: document, dataset, measurement, survey, contract, publication, report; there is `rumour`")]
    [InlineData("It collects", "plugin.py", "\"shows\": row[\"shows\"]", "\"shows\": \"Half\"", "draft 'finding/1': `shows` is one of: Not Started, Limited, Substantial, Complete; there is `Half`")]
    [InlineData("It collects", "plugin.py", "\"stance\": \"supports\"", "\"stance\": \"disputes\"", "settledBy")]
    [InlineData("It collects", "plugin.py", "\"on\": row[\"on\"]", "\"on\": \"yesterday\"", "`on` is a day, such as 2027-03-01; there is `yesterday`")]
    [InlineData("It collects", "plugin.py", "\"milestone\": row[\"milestone\"]", "\"milestone\": \"7.7\"", "did not name")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": 'x' * 513", "`title` is a text of at most 512 bytes")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"organisation\": 'another', \"title\": row[\"title\"]", "`organisation` is no member of a draft; they are key, plan")]
    [InlineData("It collects", "plugin.py", "fetched.source(quotation=row[\"finding\"])", "{\"sha256\": \"ab\" * 32, \"address\": fetched.address}", "never fetched in this run")]
    [InlineData("Its drafts", "plugin.py", "f\"finding/{row['id']}\"", "f\"finding/{row['id']}/{__import__('os').getpid()}\"", "is recorded and was not sent")]
    [InlineData("Its drafts", "plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": row[\"finding\"] + str(__import__('os').getpid())", "has another content")]
    [InlineData("A source that is no text", "plugin.py", "body.decode(\"utf-8-sig\", errors=\"replace\")", "__import__('os')._exit(3) if b'\\xff' in body else body.decode(\"utf-8-sig\", errors=\"replace\")", "instead of answering 'collect'")]
    [InlineData("Hung up", "tracker_plugin.py", "raise SystemExit(\"the host is gone\")", "__import__('time').sleep(60)", "the host is gone at step")]
    [InlineData("Its drafts", "recorded/drafts.json", "\"key\": \"finding/2\"", "\"key\": \"finding/4\"", "was sent and is not recorded")]
    [InlineData("It collects", "recorded/fetches.json", "\"method\": \"GET\"", "\"method\": \"POST\"", "is not recorded")]
    [InlineData("Its recorded run", "recorded/run.json", "\"settings\"", "\"Settings\"", "needs settings")]
    [InlineData("The same bytes", "plugin.py", "f\"finding/{row['id']}\"", "f\"finding/{row['id']}/{__import__('os').getpid()}\"", "a second run differs in")]
    [InlineData("The same bytes", "plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": row[\"finding\"] + str(__import__('os').getpid())", "a second run differs in")]
    [InlineData("With its own cursor", "plugin.py", "            outcome = host.evidence(draft)", "            draft[\"title\"] += \" again\" if params.get(\"cursor\") else \"\"\n            outcome = host.evidence(draft)", "has another content the second time")]
    [InlineData("With its own cursor", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        if params.get(\"cursor\"): raise ValueError(\"no more\")\n        fetched = host.fetch(self.settings[\"feed\"])", "-32603")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host.log(\"x\" * 1_100_000)\n        fetched = host.fetch(self.settings[\"feed\"])", "at most 1048576 are read")]
    [InlineData("It collects", "plugin.py", "            outcome = host.evidence(draft)", "            for number in range(10_001 if line == 2 else 0): host.evidence({**draft, \"key\": str(number)})\n            outcome = host.evidence(draft)", "more than 10000 drafts")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host.log(None)\n        fetched = host.fetch(self.settings[\"feed\"])", "'log' needs level and text")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host.log(\"words\", \"loud\")\n        fetched = host.fetch(self.settings[\"feed\"])", "'log.params' is not as its schema says")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host.progress(-1)\n        fetched = host.fetch(self.settings[\"feed\"])", "'progress' needs done")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host.progress(1, \"ten\")\n        fetched = host.fetch(self.settings[\"feed\"])", "'progress.params' is not as its schema says")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host._connection.ask(\"fetchPart\", {\"sha256\": 1, \"offset\": 0})\n        fetched = host.fetch(self.settings[\"feed\"])", "'fetchPart' needs sha256 and offset")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host._connection.ask(\"fetchPart\", {\"sha256\": \"ab\", \"offset\": 0})\n        fetched = host.fetch(self.settings[\"feed\"])", "'fetchPart.params' is not as its schema says")]
    [InlineData("It collects", "plugin.py", "        fetched = host.fetch(self.settings[\"feed\"])", "        host._connection.ask(\"forget\", {})\n        fetched = host.fetch(self.settings[\"feed\"])", "the protocol has no 'forget'")]
    [InlineData("It collects", "plugin.py", "        return {\"cursor\": fetched.sha256}", "        return {\"cursor\": \"x\" * 16_385}", "'collect.result' is not as its schema says")]
    [InlineData("It collects", "plugin.py", "        return {\"cursor\": fetched.sha256}", "        return {\"cursor\": \"é\" * 16_384}", "a cursor is a text of at most 16384 bytes")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": 'é' * 257", "`title` is a text of at most 512 bytes")]
    [InlineData("It collects", "plugin.py", "[fetched.source(quotation=row[\"finding\"])]", "[fetched.source(quotation=row[\"finding\"])] * 17", "`sources` is a list of 1 to 16")]
    [InlineData("It collects", "plugin.py", "fetched.source(quotation=row[\"finding\"])", "fetched.source(page='x' * 201)", "`sources[0].page` is a text of at most 200 bytes")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": \"Count\\u202e\"", "`title` has U+202E in it, which turns the direction of writing")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": \"\\u200b\"", "`title` is blank")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": \"One\\ntwo\"", "`title` is one line")]
    [InlineData("It collects", "plugin.py", "\"title\": row[\"title\"]", "\"title\": 7", "`title` is a number, where a text belongs")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": \"a\\0b\"", "`summary` has the control character U+0000 in it")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": \"Ask budi@desa.example\"", "`summary` has an e-mail address in it")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"summary\": \"Call +62 811 2345 6789\"", "`summary` has a telephone number in it")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"data\": {\"a\": {\"b\": 1}}, \"summary\": row[\"finding\"]", "`data.a` is an object, and `data` is flat")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"data\": {\"asked\": \"budi@desa.example\"}, \"summary\": row[\"finding\"]", "`data.asked` has an e-mail address in it")]
    [InlineData("It collects", "plugin.py", "\"summary\": row[\"finding\"]", "\"period\": \"2026-12-31\", \"summary\": row[\"finding\"]", "`period` belongs to a milestone that recurs")]
    [InlineData("It collects", "plugin.py", "\"on\": row[\"on\"]", "\"on\": \"2999-01-01\"", "`on` is 2999-01-01, which is still to come")]
    [InlineData("It collects", "plugin.py", "\"stance\": \"supports\"", "\"stance\": \"disputes\", \"settledBy\": \"A count.\", \"shows\": \"Complete\"", "`shows` cannot be Complete")]
    [InlineData("It collects", "plugin.py", "fetched.source(quotation=row[\"finding\"])", "{\"sha256\": fetched.sha256, \"address\": \"https://elsewhere.example.org/\"}", "cite the address that the fetch gave")]
    [InlineData("It collects", "plugin.py", "            outcome = host.evidence(draft)", "            outcome = host.evidence(draft)\n            host.evidence({**draft, \"stance\": \"disputes\", \"settledBy\": \"A count.\"})", "for the other side")]
    [InlineData("It collects", "tracker_plugin.py", "        body = json.dumps(", "        body = b'{\"jsonrpc\": \"2.0\", \"jsonrpc\": \"2.0\"}' if message.get(\"method\") == \"evidence\" else json.dumps(", "has the member `jsonrpc` twice")]
    [InlineData("Asked whether", "plugin.py", "    def collect(self", "    def check(self, host, params): return {\"verdict\": \"perhaps\"}\n\n    def collect(self", "'check.result' is not as its schema says")]
    [InlineData("Asked whether", "plugin.py", "    def collect(self", "    def check(self, host, params): return {\"verdict\": \"changed\"}\n\n    def collect(self", "it says 'changed'")]
    [InlineData("Asked the same when they are gone", "plugin.py", "    def collect(self", "    def check(self, host, params): return {\"verdict\": \"unchanged\"}\n\n    def collect(self", "it says 'unchanged'")]
    public async Task A_plugin_that_breaks_a_rule_is_told_which(string check, string file, string from, string to, string problem)
    {
        using var plugin = new PythonPlugin();
        var checks = await plugin.Change(file, from, to).Test();
        checks.Where(one => one.Name.ToString().StartsWith(check, StringComparison.Ordinal)).Should().ContainSingle().Which.ToString().Should().StartWith("FAILED").And.Contain(problem);
    }

    [SkippableTheory]
    [InlineData("Its form can be shown", "return {\"schema\": 1}", "", "'fields.result' is not as its schema says")]
    [InlineData("Its form can be shown", "return {\"schema\": {\"type\": \"object\", \"properties\": {}}}", "", "an object with properties")]
    [InlineData("Its form can be shown", "return {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"array\", \"title\": \"A\"}}}}", "", "is no text, number or boolean")]
    [InlineData("Its form can be shown", "return {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}}", "", "has no title")]
    [InlineData("Its form can be shown", "return {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"title\": \"A\"}}, \"oneOf\": []}}", "", "oneOf")]
    [InlineData("What people filled in", "", "raise ValueError(\"no\")", "it answers with the error -32603")]
    [InlineData("What people filled in", "", "return {}", "it takes what is recorded to be refused with -32602")]
    [InlineData("What was delivered", "", "", "it answers with the error -32601")]
    public async Task A_form_or_a_webhook_that_breaks_a_rule_is_told_which(string check, string fields, string submit, string problem)
    {
        using var plugin = new PythonPlugin();
        plugin.Change("plugin.py", "import SourceUnusable, run", "import SourceUnusable, Wrong, run").Change("plugin.py", "    def collect(self", $"""
                def fields(self, host, params):
                    {(fields.Length > 0 ? fields : "return {\"schema\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\", \"title\": \"A\"}}}}")}

                def submit(self, host, params):
                    {(submit.Length > 0 ? submit : "raise Wrong(\"a\", \"no\")")}

                def collect(self
            """);
        File.AppendAllText(Path.Combine(plugin.Folder, "plugin.yaml"), "\nform: {}\nwebhook: {headers: [x-signature]}\n");
        File.WriteAllText(Path.Combine(plugin.Folder, "recorded/forms.json"), """[{"values": {"a": "b"}, "plan": "contoh", "commitment": "2", "drafts": [], "error": -32602}]""");
        File.WriteAllText(Path.Combine(plugin.Folder, "recorded/deliveries.json"), """[{"headers": {}, "body": "b", "receivedAt": "2026-04-01T00:00:00Z", "drafts": []}]""");
        var checks = await plugin.Test();
        checks.Where(one => one.Name.ToString().StartsWith(check, StringComparison.Ordinal)).Should().ContainSingle().Which.ToString().Should().StartWith("FAILED").And.Contain(problem);
    }

    [SkippableFact]
    public async Task Half_a_character_is_told()
    {
        using var plugin = new PythonPlugin();
        var checks = await plugin.Change("tracker_plugin.py", "ensure_ascii=False", "ensure_ascii=True").Change("plugin.py", "        fetched = host", "        host.log(\"\\ud800\")\n        fetched = host").Test();
        checks.Last().ToString().Should().StartWith("FAILED It collects").And.Contain("half of a surrogate pair");
    }
}
