using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Tracker.Domain;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>The marks of plugins and their runs: an icon and words, never colour alone.</summary>
public static partial class PluginMarks
{
    public static IHtmlContent Status(Speech T, PluginStatus status) => status switch
    {
        PluginStatus.Healthy => Chips.Chip("good", Chips.Icon("check"), T.Of(status)),
        PluginStatus.Failing => Chips.Chip("wait", Chips.Icon("late"), T.Of(status)),
        PluginStatus.AwaitingApproval => Chips.Chip("wait", Chips.Icon("hourglass"), T.Of(status)),
        PluginStatus.Revoked => Chips.Chip("none", Chips.Icon("cross"), T.Of(status)),
        _ => Chips.Chip("bad", Chips.Icon("cross"), T.Of(status)),
    };

    public static IHtmlContent State(Speech T, RunState state) => state switch
    {
        RunState.Well => Chips.Chip("good", Chips.Icon("check"), T.Of(state)),
        RunState.Running => Chips.Chip("wait", Chips.Icon("hourglass"), T.Of(state)),
        RunState.Failed => Chips.Chip("bad", Chips.Icon("cross"), T.Of(state)),
        _ => Chips.Chip("none", Chips.Icon("back"), T.Of(state)),
    };

    /// <summary>The failure in the reader's words; its name where nobody wrote any.</summary>
    public static string Failure(Speech T, string failure) =>
        T.Has("failure." + failure) ? T["failure." + failure]
        : SourceTrouble.In(failure) is var (trouble, status) && T.Has("source-trouble." + trouble)
            ? T.Say("failure.source", ("why", T.Say("source-trouble." + trouble, ("status", status?.ToString(CultureInfo.InvariantCulture)))))
        : failure;

    /// <summary>Why drafts were refused, in the reader's words, with the values of one of them; of older runs nobody kept any.</summary>
    public static string Rule(Speech T, RunRefusal refusal) =>
        !T.Has("refusals." + refusal.Rule) ? refusal.Rule
        : Value().Replace(RefusalWords.ForPrograms(T, new(refusal.Rule, RefusalKind.Invalid, refusal.Rule, refusal.Field, refusal.Values)), "…");

    [GeneratedRegex(@"\{[A-Za-z0-9]+\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Value();
}
