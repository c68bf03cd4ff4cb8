using Tracker.Host.Projections.Evidence;
using Tracker.Ledger;

namespace Tracker.Host.Features.Evidence;

/// <summary>Reads what is held, for those who decide whether the world may. It goes from the ledger to their screen and nowhere else: no view has it.</summary>
public sealed class HeldTexts(LogReader reader)
{
    public async Task<EvidenceContent> Read(EvidenceContent content, CancellationToken ct) =>
        await reader.ReadWithHeldTexts(content.Log, content.Index, ct) is { } entry ? EvidenceViews.With(content, entry) : content;
}
