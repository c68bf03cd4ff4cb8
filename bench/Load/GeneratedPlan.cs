using System.Globalization;
using System.Text;

namespace Tracker.Load;

/// <summary>A plan of any size in plan files, as a government would write them.</summary>
internal static class GeneratedPlan
{
    private const int Offices = 20;

    /// <returns>The folder of plans.</returns>
    public static string Write(string folder, int commitments)
    {
        var plan = Path.Combine(folder, "generated");
        Directory.CreateDirectory(plan);
        var head = new StringBuilder("""
            ---
            plan: generated
            jurisdiction: generated
            jurisdiction-name:
              en: Generated
            start: 2026-01-01
            end: 2029-12-31
            time-zone: Asia/Jakarta
            languages: [en]
            invented: yes
            organisations:

            """);
        for (var office = 0; office < Offices; office++)
            head.Append(CultureInfo.InvariantCulture, $"  office-{office}:\n    partner: government\n    name:\n      en: Office {office}\n");
        head.Append("---\n\n# A generated plan\n\nMade by the load harness.\n");
        File.WriteAllText(Path.Combine(plan, "plan.md"), head.ToString());
        for (var number = 1; number <= commitments; number++)
        {
            File.WriteAllText(Path.Combine(plan, $"{number:D4}-commitment.md"), $"""
                ---
                number: {number}
                start: 2026-01-01
                end: 2029-12-31
                lead: office-{number % Offices}
                ---

                # Commitment {number}

                ## Brief description

                What was promised, in a sentence.

                ## Problem definition

                What is wrong today.

                ## Commitment description

                What will be done.

                ## Analysis

                Why that opens government.

                ## Milestones

                | # | Deliverable | Due |
                |---|---|---|
                | {number}.1 | The first thing, published | 2026-06-30 |
                | {number}.2 | The second thing, published | 2027-06-30 |
                | {number}.3 | The third thing, published | 2028-12-31 |
                """);
        }

        return folder;
    }
}
