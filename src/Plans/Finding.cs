namespace Tracker.Plans;

/// <summary>Something in a plan file that its author should know, with where it stands and what to do about it.</summary>
/// <param name="File">The file, as the path that was given to read goes on to it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Code">Stable and kebab-case: what kind of finding.</param>
/// <param name="Severity">Only an error keeps a plan from being published.</param>
/// <param name="Message">What is so.</param>
/// <param name="WhatToDo">What to do; where a line can be corrected, the corrected line.</param>
public sealed record Finding(string File, int Line, int Column, string Code, Severity Severity, string Message, string WhatToDo)
{
    /// <summary><c>file:line:column: code: message, what to do</c>: editors and terminals jump to it.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Code}: {(Severity == Severity.Warning ? "warning: " : "")}{Message}, {WhatToDo}";
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Understood, and to be written better.</summary>
    Warning,

    /// <summary>The plan is not published until it is repaired.</summary>
    Error,
}
