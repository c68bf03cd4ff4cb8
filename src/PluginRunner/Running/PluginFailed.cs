using System.Text;

namespace Tracker.PluginRunner.Running;

/// <summary>A plugin failed. The run is over, its processes are gone, and the host goes on.</summary>
/// <param name="reason">How.</param>
/// <param name="detail">The same in words, for the plugin's author and the page of its runs.</param>
public sealed class PluginFailed(PluginFailure reason, string detail) : Exception(detail)
{
    /// <summary>How.</summary>
    public PluginFailure Reason { get; } = reason;

    /// <summary>The reason's name, kebab-case and stable: <c>too-much-output</c>.</summary>
    public string Name
    {
        get
        {
            var name = new StringBuilder();
            foreach (var c in Reason.ToString())
            {
                if (char.IsUpper(c) && name.Length > 0) name.Append('-');
                name.Append(char.ToLowerInvariant(c));
            }

            return name.ToString();
        }
    }
}

/// <summary>How a plugin can fail. Closed: everything it does is one of these, or went well.</summary>
public enum PluginFailure
{
    /// <summary>Its program could not be started.</summary>
    NotStarted,

    /// <summary>It speaks another major version of the protocol.</summary>
    WrongProtocol,

    /// <summary>It was not done in time.</summary>
    Timeout,

    /// <summary>It said more than it may.</summary>
    TooMuchOutput,

    /// <summary>It started more processes than it may.</summary>
    TooManyProcesses,

    /// <summary>It used more memory than it may.</summary>
    TooMuchMemory,

    /// <summary>What it said is no message.</summary>
    MalformedMessage,

    /// <summary>It answered what was not asked.</summary>
    ForeignAnswer,

    /// <summary>It ended before it had answered.</summary>
    Crashed,

    /// <summary>A source came, and it is not what the plugin reads.</summary>
    SourceUnusable,

    /// <summary>It answered with an error.</summary>
    ErrorAnswer,
}
