using System.Diagnostics;
using System.Globalization;

namespace Tracker.Support;

/// <summary>
/// What a deed takes of the processor. How long it took says nothing in a test: others run beside it, and a busy machine
/// would fail it.
/// </summary>
public static class Processor
{
    private const string OfThisThread = "/proc/thread-self/schedstat";

    /// <summary>
    /// Time that the calling thread spent on a processor in a deed that stays on it, the least of three: the first may be
    /// compiled on the way, and one in which the thread was moved counts the move. Where the system does not tell, the
    /// time that passed.
    /// </summary>
    public static TimeSpan Least(Action deed) => Enumerable.Range(0, 3).Min(_ =>
    {
        var started = Spent();
        deed();
        return Spent() - started;
    });

    private static TimeSpan Spent() => File.Exists(OfThisThread)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(OfThisThread).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : Stopwatch.GetElapsedTime(0);
}
