using FluentAssertions;
using Xunit;

namespace Tracker.Ledger.Tests.Verification;

/// <summary>What an operator with the key could write, and what the verifier says to it.</summary>
public class ForgeryTests
{
    [Fact]
    public async Task Honest_entries_are_sound() =>
        (await Verify(new ForgedLog().Add().Add(at: "2026-01-01T00:00:00Z").Add(stream: "contoh/2", version: 1))).Should().Be("Sound: ");

    [Fact]
    public async Task Time_that_turns_back_is_found() =>
        (await Verify(new ForgedLog().Add(at: "2026-01-02T00:00:00.000Z").Add(at: "2026-01-01T23:59:59.999Z"))).Should().StartWith("Failed: entry 1: recorded at 2026-01-01T23:59:59");

    [Fact]
    public async Task A_gap_or_a_double_in_a_stream_is_found()
    {
        (await Verify(new ForgedLog().Add().Add(version: 3))).Should().Be("Failed: entry 1: version 3 of stream contoh/1, where 2 is next");
        (await Verify(new ForgedLog().Add().Add(version: 1))).Should().Be("Failed: entry 1: version 1 of stream contoh/1, where 2 is next");
        (await Verify(new ForgedLog().Add(version: 0))).Should().Be("Failed: entry 0: version 0 of stream contoh/1, where 1 is next");
    }

    [Fact]
    public async Task An_entry_out_of_its_place_is_found() =>
        (await Verify(new ForgedLog().Add().Add(index: 7))).Should().Be("Failed: entry 1: it says it is entry 7");

    [Theory]
    [InlineData(""","role":"admin" """)]
    [InlineData(",")]
    public async Task What_is_not_strict_JSON_is_no_entry(string facts) =>
        (await Verify(new ForgedLog().Add(facts: facts))).Should().StartWith("Failed: entry 0: not an entry");

    [Fact]
    public async Task Another_version_of_the_format_or_another_time_format_is_not_waved_through()
    {
        (await Verify(new ForgedLog().Add(v: "2"))).Should().Contain("neither version 1");
        (await Verify(new ForgedLog().Add(at: "yesterday"))).Should().Contain("entry 0: not an entry");
        (await Verify(new ForgedLog().Add(at: "2026-01-01T00:00:00+07:00"))).Should().Contain("entry 0: not an entry");
    }

    [Fact]
    public async Task Only_a_visitor_s_text_can_be_held_and_only_until_its_release()
    {
        var (digest, _) = ForgedLog.Text();
        ForgedLog Held(string role) => new ForgedLog().Add(role: role, sd: $"[\"{digest}\"]", disclosures: "[null]");

        (await Verify(Held("visitor"))).Should().Be("Sound: ");
        (await Verify(Held("owner"))).Should().Contain($"entry 0: the text {digest} is missing: neither held nor redacted");
        (await Verify(Held("visitor").Add(type: "text.released", facts: ",\"target\":0"))).Should().Contain("neither held nor redacted");
    }

    [Fact]
    public async Task A_redaction_explains_its_own_text_and_no_other()
    {
        var (one, two) = (ForgedLog.Text("one"), ForgedLog.Text("two"));
        ForgedLog Missing() => new ForgedLog().Add(sd: $"[\"{one.Digest}\"]", disclosures: "[null]");

        (await Verify(Missing().Add(type: "text.redacted", facts: $",\"target\":0,\"digest\":\"{one.Digest}\""))).Should().Be("Sound: ");
        (await Verify(Missing().Add(type: "text.redacted", facts: $",\"target\":0,\"digest\":\"{two.Digest}\""))).Should().Contain("neither held nor redacted");
        (await Verify(Missing().Add(type: "text.redacted", facts: $",\"target\":1,\"digest\":\"{one.Digest}\""))).Should().Contain("which is not before it");
    }

    [Fact]
    public async Task Texts_other_than_the_signed_ones_are_found()
    {
        var (one, two) = (ForgedLog.Text("one"), ForgedLog.Text("two"));
        ForgedLog Signed(string disclosures) => new ForgedLog().Add(sd: $"[\"{one.Digest}\"]", disclosures: disclosures);

        (await Verify(Signed($"[\"{one.Disclosure}\"]"))).Should().Be("Sound: ");
        (await Verify(Signed($"[\"{two.Disclosure}\"]"))).Should().Be("Failed: entry 0: disclosure 0 is not the one it was signed with");
        (await Verify(Signed("[]"))).Should().Be("Failed: entry 0: 1 digests, and 0 disclosures");
        (await Verify(Signed($"[ \"{one.Disclosure}\"]"))).Should().Contain("line 1 is not an array of disclosures");
        (await Verify(Signed("{}"))).Should().Contain("line 1 is not an array of disclosures");
    }

    private static async Task<string> Verify(ForgedLog log)
    {
        using var temp = new TempFolder();
        return await log.Verify(temp);
    }
}
