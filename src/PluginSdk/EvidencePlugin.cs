namespace Tracker.PluginSdk;

/// <summary>
/// A plugin: one class. It has no network, no clock of its own to rely on and no place to keep anything but its cursor; given
/// the same commitments, settings and fetched bytes it must send the same drafts.
/// </summary>
/// <remarks>An <see cref="RpcError"/> that it throws is its answer, in words; anything else it throws ends the run as failed.</remarks>
public abstract class EvidencePlugin
{
    /// <summary>Its name, for logs.</summary>
    public abstract string Name { get; }

    /// <summary>Its version (SemVer), the same as in its manifest.</summary>
    public abstract string Version { get; }

    /// <summary>Sends everything that is new.</summary>
    /// <param name="request">What it may speak about, and where it ended last time.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    /// <returns>The next cursor; null: from the beginning again.</returns>
    public abstract Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct);

    /// <summary>Takes what was delivered to its webhook. Only a plugin whose manifest has one needs it.</summary>
    /// <param name="request">What was delivered.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    public virtual Task Receive(ReceiveParams request, PluginHost host, CancellationToken ct) => throw NotOffered(Methods.Receive);

    /// <summary>The fields of the form it offers to people. Only a plugin that offers one needs it.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    public virtual Task<FieldsResult> Fields(FieldsParams request, PluginHost host, CancellationToken ct) => throw NotOffered(Methods.Fields);

    /// <summary>Makes evidence of what somebody filled in. Only a plugin that offers a form needs it.</summary>
    /// <param name="request">What was filled in.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    /// <exception cref="RpcError">
    /// What is wrong, in words for whoever filled it in: <see cref="RpcError.OfField"/>, or <see cref="ErrorCodes.CannotNow"/> where it
    /// may be tried again as it is. With another code, as with any other exception, the plugin failed, and the person is told that alone.
    /// </exception>
    public virtual Task Submit(SubmitParams request, PluginHost host, CancellationToken ct) => throw NotOffered(Methods.Submit);

    /// <summary>Looks whether the sources of something it sent still say so.</summary>
    /// <param name="request">What it sent.</param>
    /// <param name="host">The host.</param>
    /// <param name="ct">Ends when the host is gone.</param>
    public virtual Task<CheckResult> Check(CheckParams request, PluginHost host, CancellationToken ct) => throw NotOffered(Methods.Check);

    private static RpcError NotOffered(string method) => new(ErrorCodes.MethodNotFound, $"This plugin has no '{method}'.");
}
