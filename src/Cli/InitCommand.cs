using System.CommandLine;
using Tracker.Domain.Plans;
using Tracker.Plans;

namespace Tracker.Cli;

/// <summary><c>tracker init</c>: 0 written, 2 usage or I/O, also where the folder is there already.</summary>
public static class InitCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="clock">The plan begins with the next year.</param>
    /// <param name="lang">What LANG says.</param>
    public static Command Create(TimeProvider clock, string? lang)
    {
        var plan = new Argument<string>("plan-id") { Description = "The plan's id: 1 to 32 small letters, digits and hyphens." };
        var to = new Option<string>("--to") { Description = "The folder of plans it goes into.", DefaultValueFactory = _ => "." };
        var language = new Option<string>("--language") { Description = "Of the explanations and of the plan's texts: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong([.. PlanSkeleton.Languages]);
        var command = new Command("init", "Write the files of a new plan: valid, and explaining themselves. Exit code 0: written, 2: usage or I/O.") { plan, to, language };
        command.SetAction(parsed =>
        {
            if (!PlanId.TryParse(parsed.GetRequiredValue(plan), out var id))
                throw new NotUsable($"'{parsed.GetRequiredValue(plan)}' cannot be a plan's id: write 1 to 32 small letters, digits and hyphens.");
            var folder = Given.FolderOf(id.Value, parsed.GetRequiredValue(to));
            var first = new DateOnly(clock.GetUtcNow().Year + 1, 1, 1);
            foreach (var (name, text) in PlanSkeleton.Write(id, parsed.GetRequiredValue(language), first))
            {
                WholeFile.Write(Path.Combine(folder, name), text);
                Console.Out.WriteLine(Path.Combine(folder, name));
            }

            Console.Out.Say(Spoken.In(parsed, lang), $"Next: tracker lint {folder}");
            return 0;
        });
        return command;
    }
}
