using Tracker.Domain;

namespace Tracker.Host.Http;

/// <summary>
/// A request that never became a command. Thrown, because model binding throws too: one handler answers both
/// (<see cref="Problems"/>).
/// </summary>
public sealed class RejectedException(int status, Refused why) : Exception(why.Reason)
{
    public RejectedException(Refused why)
        : this(Problems.Status(why.Kind), why)
    {
    }

    public int Status { get; } = status;

    public Refused Why { get; } = why;
}
