using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Support;
using Tracker.Support.Domain;
using Xunit;
using Xunit.Abstractions;

namespace Tracker.Plans.Tests.Commitments;

/// <summary>Whatever amendment is accepted, the plan that is written out afterwards is one that could be published: it has no errors.</summary>
public sealed class AmendedPlans(ITestOutputHelper output)
{
    private static readonly string?[] s_values =
    [
        null, "Kata lain", "nobody", "contoh-setda", "contoh-kampus", "government", "kesehatan", "unassigned", "unknown", "tidak diketahui",
        "-5", "0", "2", "1.23456", "1000000000000000000", "1.5", "2031-01-01", "1999-01-01", "2026-11-30", "2028-12-31", "true", "false",
        "[]", "[\"a\\nb\"]", "[\" \"]", "[\"Access To Information\"]", "[\"contoh-setda\"]", "[\"nobody\"]", "[17]", "[18]", "annual",
        "# x", "Dua\n## Target\nbaris", "Dua\nbaris", "a\n===", "a\n\n---\n\nb", "```", "```\n# x\n```", "~~~\n```", "- Lead: nobody", "- butir\n- lagi", "| a | b |\n|---|---|\n| c | d |", "1. x", "2) x",
        "<!-- x", "<script>", "> kutipan", "[a]: http://a", "a | b", "| a", "a\\", "kata #", "#", "'", "\"", "{a: b}", "[a, b]", "a: b", "a, b", "yes", "null", "~", "&x", "*x", "%", "@x", "`x`", "!x",
        "Akhir 2031", "Fall 2026", "Ongoing", "setiap semester", "https://contoh.example/a?b=1", "    empat", "\ttab\n\n    kode", "😀", "1.1 x", "-", "=", "...", "---",
    ];

    private static readonly string[] s_texts = ["title", "shortTitle", "theme", "brief", "problem", "description", "analysis", "budgetSource", "links", "officer"];
    private static readonly string[] s_facts = ["ogpId", "lead", "field", "carriedForwardFrom", "start", "end", "budget", "continued", "values", "policyAreas", "sdgs", "source", "officerName"];
    private static readonly string[] s_milestoneTexts = ["title", "output", "dueWords", "unknownBecause", "note"];
    private static readonly string[] s_milestoneFacts = ["lead", "field", "parent", "recurs", "start", "due", "weight", "budget", "order", "unknown", "supporters", "occurrences"];

    [Theory]
    [InlineData("contoh", "2", false)] // indicators beneath milestones
    [InlineData("contoh", "3", false)] // recurring
    [InlineData("contoh", "4", true)] // nobody known to lead, no date
    [InlineData("bojonegoro-2016", "2", false)] // a plan whose start is unknown
    public void Whatever_amendment_of_a_field_is_accepted_the_exported_plan_has_no_errors(string plan, string number, bool adding)
    {
        var files = PlanFolder.Read(Path.Combine(Required.Root, "commitments", plan)).Plan!; // lints clean: another test
        var promise = files.Commitments.Single(one => one.Content.Commitment.Number.Value == number).Content;
        var broken = new List<string>();
        var accepted = 0;
        foreach (var field in Fields(promise))
        {
            foreach (var value in s_values)
                Try([new(field, value)]);
        }

        var milestone = $"milestones/{promise.Commitment.Number}.77";
        var (title, due) = (new FieldChange($"{milestone}/title/id", "Yang baru"), new FieldChange($"{milestone}/due", Day(promise.PlanEnd)));
        var (unknown, because) = (new FieldChange($"{milestone}/unknown", "true"), new FieldChange($"{milestone}/unknownBecause/id", "Belum ditentukan"));
        ImmutableArray<FieldChange[]> begun = [[title], [title, due], [title, unknown], [title, unknown, because]];
        foreach (var changes in begun) Try([.. changes]);
        foreach (var changes in adding ? begun : [])
        {
            foreach (var field in MilestoneFields(milestone).Where(field => changes.All(change => change.Field != field)))
            {
                foreach (var value in s_values)
                    Try([.. changes, new(field, value)]);
            }
        }

        output.WriteLine($"{accepted} accepted");
        foreach (var one in broken.Take(150)) output.WriteLine(one);
        broken.Should().BeEmpty();
        accepted.Should().BeGreaterThan(100, "most of what is tried is good in some field");

        void Try(ImmutableArray<FieldChange> changes)
        {
            if (Amended(files, promise, changes) is not { } after) return;
            accepted++;
            var said = string.Join(" + ", changes.Select(change => $"{change.Field}={change.Value?.ReplaceLineEndings("⏎")}"));
            try
            {
                var written = PlanWriter.Write(files with
                {
                    Plan = new(files.Plan.Content with { Commitments = [after.Commitment.Number] }),
                    Commitments = [new(after)],
                    Reports = [],
                    Evidence = [],
                    Reviews = [],
                });
                var reading = PlanFolder.Read(files.Id.Value, written.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)));
                var errors = reading.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
                if (errors.Count > 0) broken.Add($"{said}: {string.Join("; ", errors.Select(error => $"{error.File}:{error.Line} {error.Code}"))}");
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                broken.Add($"{said}: {thrown.Message}");
            }
        }
    }

    private static CommitmentPublished? Amended(PlanInFiles files, CommitmentPublished promise, ImmutableArray<FieldChange> changes)
    {
        var plan = files.Plan.Content;
        var state = CommitmentState.None.Evolve(new(promise, new("contoh", 0, promise.Commitment.Value, 1, SomeRecord.At("2016-01-01"), Actor.Import)));
        var outcome = CommitmentRules.AmendCommitment(
            state, new(changes, "Forum memutuskan."), new(plan.Organisations, plan.Fields, plan.Languages, []), SomeActor.Coordinator(), plan.End.AddDays(-200));
        if (outcome is not Outcome<CommitmentEvent>.Accepted accepted) return null;
        foreach (var happened in accepted.Events) state = state.Evolve(new(happened, new("contoh", 1, promise.Commitment.Value, 2, SomeRecord.At("2016-01-02"), SomeActor.Coordinator())));
        return state.Terms!.Holding; // published
    }

    /// <summary>Every field of the commitment, and those of a parent, of a leaf, of one that recurs and of one without a date.</summary>
    private static IEnumerable<string> Fields(CommitmentPublished promise)
    {
        var tree = new MilestoneTree(promise);
        var milestones = tree.Numbers.GroupBy(number => (tree.IsLeaf(number), tree[number].Recurs is null, tree[number].Due is null, tree[number].Unknown, tree[number].Lead is null)).Select(alike => alike.First());
        return s_facts
            .Concat(s_texts.SelectMany(InLanguages))
            .Concat(s_facts.Concat(["title"]).SelectMany(name => new[] { $"unknown/{name}/id", $"unknown/{name}/en" }))
            .Concat(["supporters/nobody", "supporters/contoh-setda", "supporters/contoh-pemasok"])
            .Concat(milestones.SelectMany(number => MilestoneFields($"milestones/{number}")))
            .Concat(MilestoneFields($"milestones/{promise.Commitment.Number}.77"));
    }

    private static IEnumerable<string> MilestoneFields(string milestone) =>
        s_milestoneFacts.Concat(s_milestoneTexts.SelectMany(InLanguages)).Select(name => $"{milestone}/{name}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string[] InLanguages(string name) => [$"{name}/id", $"{name}/en", $"{name}/fr"];
}
