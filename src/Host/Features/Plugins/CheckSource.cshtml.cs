using MediatR;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;

namespace Tracker.Host.Features.Plugins;

/// <summary>Somebody asks whether the source of a piece of evidence still says so.</summary>
public sealed class CheckSourcePage(IMediator mediator, EvidenceViews evidence, Reader reader) : FormPage<CheckSource>(mediator)
{
    public override string Form => "check-source";

    public EvidenceRow Piece { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => Piece.Id;

    protected override bool Find()
    {
        if (!EvidenceId.TryParse(RouteData.Values["id"] as string, out var id) || evidence.Rows([id]) is not [{ Plugin: not null } piece]) return false;
        Piece = piece;
        return true;
    }

    protected override CheckSource Read() => new();

    protected override string Shown(WriteOutcome.Done done) => reader.To.Evidence(Piece.Id);

    protected override string Shown(WriteOutcome.Noted noted) => $"{reader.To.Evidence(Piece.Id)}?asked=1";
}
