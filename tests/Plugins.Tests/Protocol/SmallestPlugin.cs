using Tracker.PluginSdk;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>The smallest plugin: the document shows it, and a test counts its lines.</summary>
public sealed class SmallestPlugin : EvidencePlugin
{
    public override string Name => "Smallest";

    public override string Version => "1.0.0";

    public override async Task<string?> Collect(CollectParams request, PluginHost host, CancellationToken ct)
    {
        var page = await host.Fetch(host.Setting("page")!, ct); // the manifest requires it
        foreach (var commitment in request.Commitments)
        {
            await host.Submit(
                new EvidenceDraft(
                    $"page/{commitment.Number}", commitment.Plan, commitment.Number, EvidenceKind.Document, "A page", "It is there.",
                    new DateOnly(2026, 1, 31), Level.Limited, Stance.Supports, [page.Source()]),
                ct);
        }

        return page.Answer.Sha256;
    }
}
