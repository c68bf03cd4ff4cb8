using Tracker.Domain.Evidence;
using Tracker.Host.Http;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>When the source of a piece of evidence was looked at again, and what its plugin said.</summary>
public sealed class ReadSourceCheckEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/evidence/{id}/check", async (HttpContext http, EvidenceId id, PluginStore store) =>
        {
            Asked.Only(http);
            return OpenAnswer.Of(http, await store.Check(id));
        })
        .Answers<SourceCheck>("ReadSourceCheck", "When the source of a piece of evidence was looked at again, and what its plugin said.", mayBeMissing: true);
}
