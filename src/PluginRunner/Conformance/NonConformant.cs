namespace Tracker.PluginRunner.Conformance;

/// <summary>A plugin does not keep to the protocol: what it did, in words for its author.</summary>
internal sealed class NonConformant(Remark problem) : NotUsable(problem);
