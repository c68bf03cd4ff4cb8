using System.Collections.Immutable;
using Tracker.Host.Projections.Evidence;
using Tracker.Ledger;

namespace Tracker.Host.Features.Evidence;

/// <summary>Reads what is held, for those who decide whether the world may. It goes from the ledger to their screen and nowhere else: no view has it.</summary>
public sealed class HeldTexts(LogReader reader)
{
    public async Task<EvidenceContent> Read(EvidenceContent content, CancellationToken ct) =>
        await reader.ReadWithHeldTexts(content.Log, content.Index, ct) is { } entry ? EvidenceViews.With(content, entry) : content;

    /// <summary>The files of a piece about which somebody has to decide whether they are shown.</summary>
    public async Task<ImmutableArray<FileView>> Read(EvidenceView view, CancellationToken ct)
    {
        var files = ImmutableArray.CreateBuilder<FileView>();
        foreach (var file in view.Files.Where(file => file.Waits))
            files.Add(await reader.ReadWithHeldTexts(view.Contents[0].Log, file.Index, ct) is { } entry ? EvidenceViews.With(file, entry) : file);
        return files.ToImmutable();
    }
}
