using System.Collections.Immutable;
using FluentAssertions;
using Tracker.Domain.Plans;
using Tracker.Domain.Text;
using Xunit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>Files at the last import, files now, and what holds here.</summary>
public sealed class ThreeWayDifferences
{
    [Fact]
    public void Who_changed_a_field_decides_what_becomes_of_it()
    {
        using var before = new SomePlanFolder();
        using var after = new SomePlanFolder();
        var published = before.Plan();
        var changed = after.Change("01-first.md", "2026-12-31 |", "2027-01-31 |").Change("01-first.md", "Satu", "Pertama").Change("plan.md", "# Rencana", "# Rencana baru").Plan();
        var then = new PlanSaid(published.Plan.Content, [.. published.Commitments.Select(one => one.Content)]);
        var promise = then.Commitments[0];
        var amended = promise with
        {
            Milestones = promise.Milestones.SetItem("1.1", promise.Milestones["1.1"] with
            {
                Title = promise.Milestones["1.1"].Title.SetItem("id", new PublicText("Kesatu")),
                Weight = 3,
            }),
        };

        var differences = ThreeWay.Between(then, changed, then with { Commitments = then.Commitments.SetItem(0, amended) });

        differences.Select(one => (one.Field, one.AtLastImport, one.InFiles, one.InTracker, one.Fate, one.CanBeApplied)).Should().Equal(
            ("commitments/1/milestones/1.1/due", "2026-12-31", "2027-01-31", "2026-12-31", FieldFate.Changed, true),
            ("commitments/1/milestones/1.1/title/id", "Satu", "Pertama", "Kesatu", FieldFate.Conflict, true),
            ("commitments/1/milestones/1.1/weight", "1", "1", "3", FieldFate.Kept, true),
            ("plan/title/id", "Rencana", "Rencana baru", "Rencana", FieldFate.Changed, true));
        differences[0].Amended.Should().Be("milestones/1.1/due");
    }

    [Fact]
    public void What_was_decided_for_the_tracker_is_kept_until_the_files_say_something_else_of_it()
    {
        using var before = new SomePlanFolder();
        using var after = new SomePlanFolder();
        var published = before.Plan();
        var then = new PlanSaid(published.Plan.Content, [.. published.Commitments.Select(one => one.Content)]);
        var promise = then.Commitments[0];
        var now = then with
        {
            Commitments = then.Commitments.SetItem(0, promise with
            {
                Milestones = promise.Milestones.SetItem("1.1", promise.Milestones["1.1"] with { Title = promise.Milestones["1.1"].Title.SetItem("id", new PublicText("Kesatu")) }),
            }),
        };
        const string title = "commitments/1/milestones/1.1/title/id";
        var kept = KeptFields.Of([(title, "Pertama"), ("commitments/1/milestones/1.1/due", "2027-01-31")]);

        var same = ThreeWay.Between(then, after.Change("01-first.md", "Satu", "Pertama").Change("01-first.md", "2026-12-31 |", "2027-01-31 |").Plan(), now, kept);

        same.Select(one => (one.Field, one.AtLastImport, one.Fate)).Should().Equal(
            ("commitments/1/milestones/1.1/due", "2026-12-31", FieldFate.Changed), // only the files say so: there was nothing to decide
            (title, "Pertama", FieldFate.Kept));
        ThreeWay.Between(then, after.Change("01-first.md", "Pertama", "Paling pertama").Plan(), now, kept).Single(one => one.Field == title).Fate.Should().Be(FieldFate.Conflict);
    }

    [Fact]
    public void A_rule_of_proof_is_the_plans_and_differs_once_or_not_at_all()
    {
        using var folder = new SomePlanFolder();
        var files = folder.Plan();
        var (plan, commitments) = (files.Plan.Content, files.Commitments.Select(one => one.Content).ToImmutableArray());
        var stricter = new ProofPolicy(3);

        Differences.Between(plan with { Policy = stricter }, commitments, files).Should().Equal(new Difference("plan/policy/partnersForComplete", "3", "2"));
        ThreeWay.Between(new(plan, commitments), files, new(plan with { Policy = stricter }, commitments)).Should().ContainSingle()
            .Which.Should().Match<FieldDifference>(one => one.Field == "plan/policy/partnersForComplete" && one.Fate == FieldFate.Kept);
        var asHere = files with { Plan = files.Plan with { Content = plan with { Policy = stricter } }, Commitments = [.. files.Commitments.Select(one => one with { Content = one.Content with { Policy = stricter } })] };
        Differences.Between(plan with { Policy = stricter }, commitments, asHere).Should().BeEmpty("the plan was made stricter here, its commitments with it");
    }

    [Fact]
    public void Files_that_say_what_holds_differ_in_nothing_whoever_said_it_first()
    {
        using var before = new SomePlanFolder();
        using var after = new SomePlanFolder();
        var published = before.Plan();
        var changed = after.Change("01-first.md", "Satu", "Pertama").Plan();

        ThreeWay.Between(
            new(published.Plan.Content, [.. published.Commitments.Select(one => one.Content)]), changed,
            new(published.Plan.Content, [.. changed.Commitments.Select(one => one.Content)])).Should().BeEmpty();
    }
}
