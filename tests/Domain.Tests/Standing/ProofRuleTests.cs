using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Domain.Tests.Standing;

/// <summary>Runs every line of <c>proof-rule.md</c>, which is written for people who do not program.</summary>
public sealed partial class ProofRuleTests
{
    private static readonly OrganisationId _supporter = OrganisationId.Parse("pendukung");

    public static TheoryData<string, string, string> Lines
    {
        get
        {
            var lines = new TheoryData<string, string, string>();
            foreach (var line in File.ReadLines(Path()).Where(line => line.StartsWith('|')).Skip(2))
            {
                var cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
                lines.Add(cells[0], cells[1], cells[2]);
            }

            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_rule_of_proof_holds_line_by_line(string sent, string state, string level)
    {
        var promise = SomeCommitment.WithOneLeaf();
        var story = new SomeStory(promise with { Supporters = promise.Supporters.Add(_supporter.Value, Partner.Business) });
        var number = 0;
        foreach (var sentence in sent == "nothing" ? [] : sent.Split(';', StringSplitOptions.TrimEntries)) Tell(story, SomeEvidence.Number(++number), sentence);

        var proof = story.Leaf.Proof;
        (Words.Of(proof.State), proof.Level is { } shown ? Words.Of(shown) : "–").Should().Be((state, level));
    }

    private static void Tell(SomeStory story, EvidenceId id, string sentence)
    {
        var words = Sentence().Match(sentence);
        words.Success.Should().BeTrue("'{0}' is a sentence of the table", sentence);
        var sender = words.Groups["sender"].Value switch
        {
            "the office" => SomeActor.Owner(),
            "the supporter" => SomeActor.Contributor(Partner.Business, _supporter),
            var partner => SomeActor.Contributor(Enum.Parse<Partner>(partner, ignoreCase: true)),
        };
        DateOnly on = words.Groups["before"].Success ? new(2025, 12, 1) : new(2026, 4, 1);
        var claims = LevelOf(words.Groups["claims"].Value);
        story.Send(id, words.Groups["stance"].Value == "disputes" ? SomeEvidence.Disputing(claims, on) : SomeEvidence.Supporting(claims, on), sender);
        if (words.Groups["reviewer"].Success)
        {
            var partner = Enum.Parse<Partner>(words.Groups["reviewer"].Value, ignoreCase: true);
            story.Accept(id, LevelOf(words.Groups["shows"].Value), SomeActor.Reviewer(partner, OrganisationId.Parse($"reviewer-{partner}".ToLowerInvariant())));
        }

        if (words.Groups["ruling"].Success) story.Answer(id).Decide(id, Enum.Parse<DisputeOutcome>(words.Groups["ruling"].Value, ignoreCase: true));
        if (words.Groups["end"].Value == "returned") story.Return(id);
        if (words.Groups["end"].Value == "withdrawn") story.Withdraw(id, sender);
        story.Why.Should().BeNull("every sentence of the table is possible");
    }

    private static Completion LevelOf(string word) => Enum.GetValues<Completion>().Single(level => Words.Of(level) == word);

    private static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "proof-rule.md"); // a file has a folder

    [GeneratedRegex("^(?<sender>the office|the supporter|public|academia|business) (?<stance>supports|disputes) (?<claims>Not Started|Limited|Substantial|Complete)(?<before> before it began)?, ((?<end>waits|returned|withdrawn)|(?<reviewer>public|academia|business) accepts (?<shows>Not Started|Limited|Substantial|Complete)(, then (?<ruling>settled|upheld))?)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();
}
