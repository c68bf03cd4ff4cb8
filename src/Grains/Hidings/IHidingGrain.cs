using Tracker.Domain.Hidings;

namespace Tracker.Grains.Hidings;

/// <summary>The one writer of what is decided about showing one entry's words. Key: the stream of a <see cref="HidingId"/>.</summary>
public interface IHidingGrain : IGrainWithStringKey
{
    Task<WriteResult> Hide(Write<HideText> write);

    Task<WriteResult> Decide(Write<DecideHiding> write);

    Task<WriteResult> Appeal(Write<AppealHiding> write);
}
