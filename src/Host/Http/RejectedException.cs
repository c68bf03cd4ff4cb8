using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>
/// A request that never became a command. Thrown, because model binding throws too: one handler answers both
/// (<see cref="Problems"/>).
/// </summary>
public sealed class RejectedException(int status, Refused why) : Exception(why.Reason)
{
    public int Status { get; } = status;

    public Refused Why { get; } = why;

    public static RejectedException Invalid(string rule, string reason, string? field = null, params (string Name, string Value)[] values) =>
        new(StatusCodes.Status400BadRequest, new(rule, RefusalKind.Invalid, reason, field, values.Length == 0
            ? null
            : System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, values.Select(v => KeyValuePair.Create(v.Name, v.Value)))));
}
