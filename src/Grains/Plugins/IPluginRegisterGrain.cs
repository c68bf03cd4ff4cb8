using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;

namespace Tracker.Grains.Plugins;

/// <summary>What was decided about a plugin: its files, for whom they may speak. Key: <c>plugin/&lt;id&gt;</c>.</summary>
public interface IPluginRegisterGrain : IGrainWithStringKey
{
    Task<WriteResult> List(Write<ListPlugin> write);

    Task<WriteResult> Approve(Write<ApprovePlugin> write);

    Task<WriteResult> Refuse(Write<RefusePlugin> write);

    Task<WriteResult> Revoke(Write<RevokePlugin> write);

    Task<WriteResult> Quarantine(Write<QuarantinePlugin> write);

    Task<WriteResult> Reinstate(Write<ReinstatePlugin> write);

    /// <summary>What speaks for an organisation now; null: nothing does.</summary>
    Task<PluginApproval?> Approval(OrganisationId organisation);
}
