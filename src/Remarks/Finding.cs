using System.Text.Json.Serialization;

namespace Tracker.Remarks;

/// <summary>Something in a file that its author should know, with where it stands and what to do about it.</summary>
/// <param name="File">The file, as the path that was given to read goes on to it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Code">Stable and kebab-case: what kind of finding.</param>
/// <param name="Severity">Only an error keeps a plan from being published, or a plugin from being listed.</param>
/// <param name="Message">What is so.</param>
/// <param name="WhatToDo">What to do; where a line can be corrected, the corrected line.</param>
public sealed record Finding(string File, int Line, int Column, string Code, Severity Severity, Remark Message, Remark WhatToDo)
{
    /// <summary>What a rule refuses of a whole file names a field of the command instead of a line; null: the line says where. Empty: all of it.</summary>
    [JsonIgnore] // for whoever knows where the field was written, such as in a workbook's cell
    public string? Field { get; init; }

    /// <summary><c>file:line:column: code: message, what to do</c>: editors and terminals jump to it.</summary>
    /// <param name="language">Of the words; the form is the same in all.</param>
    public string In(string language) => Whole.In(language);

    /// <summary>In English.</summary>
    public override string ToString() => In("en");

    internal Remark Whole => $"{File}:{Line}:{Column}: {Code}: {FindingWords.Of(Severity, Message, WhatToDo)}";
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Understood, and to be written better.</summary>
    Warning,

    /// <summary>Neither published nor listed until it is repaired.</summary>
    Error,
}

/// <summary>How the two remarks of a finding become one.</summary>
public static class FindingWords
{
    /// <summary>What is so and what to do about it, as one sentence.</summary>
    public static Remark Of(Severity severity, Remark message, Remark whatToDo) => severity == Severity.Warning
        ? Remark.Of($"warning: {message}, {whatToDo}")
        : Remark.Of($"{message}, {whatToDo}");
}
