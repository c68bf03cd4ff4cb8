using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Domain.Record;
using Tracker.Ledger;

namespace Tracker.Grains.Plugins;

/// <inheritdoc cref="IPluginRegisterGrain"/>
public sealed class PluginRegisterGrain(LogReader reader) : StreamGrain<PluginState, PluginEvent>(reader), IPluginRegisterGrain
{
    /// <summary>Plugins belong to no jurisdiction: the reserved log.</summary>
    private const string Site = "site";

    protected override PluginState None => PluginState.None;

    public Task<WriteResult> List(Write<ListPlugin> write) =>
        Write(write, Site, state => PluginRules.List(state, write.Command, write.Actor));

    public Task<WriteResult> Approve(Write<ApprovePlugin> write) =>
        Write(write, Site, state => PluginRules.Approve(state, write.Command, write.Actor));

    public Task<WriteResult> Refuse(Write<RefusePlugin> write) =>
        Write(write, Site, state => PluginRules.Refuse(state, write.Command, write.Actor));

    public Task<WriteResult> Revoke(Write<RevokePlugin> write) =>
        Write(write, Site, state => PluginRules.Revoke(state, write.Command, write.Actor));

    public Task<WriteResult> Quarantine(Write<QuarantinePlugin> write) =>
        Write(write, Site, state => PluginRules.Quarantine(state, write.Command, write.Actor));

    public Task<WriteResult> Reinstate(Write<ReinstatePlugin> write) =>
        Write(write, Site, state => PluginRules.Reinstate(state, write.Command, write.Actor));

    public async Task<PluginApproval?> Approval(OrganisationId organisation) => (await Newest()).Approvals.GetValueOrDefault(organisation);

    protected override PluginState Evolve(PluginState state, Recorded<PluginEvent> recorded) => state.Evolve(recorded);
}
