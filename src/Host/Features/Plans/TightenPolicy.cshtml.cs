using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Plans;

/// <summary>The form by which a coordinator makes the plan's own rule of proof stricter.</summary>
public sealed class TightenPolicyPage(IMediator mediator, PlanViews plans, PolicyTightening tightening, PlanClock clock, Reader reader) : FormPage(mediator)
{
    public override string Form => "tighten-policy";

    public PlanView View { get; private set; } = null!; // the page is shown only after Find has found it

    protected override Target Target => View.Plan.Id;

    protected override IEnumerable<Type> Commands => [typeof(TightenPolicy)];

    /// <summary>From what holds to the most there can be.</summary>
    public static IEnumerable<Fields.Option> Numbers(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(number => number.ToString(CultureInfo.InvariantCulture)).Select(text => new Fields.Option(text, text));

    protected override bool Find()
    {
        if (!PlanId.TryParse(RouteData.Values["plan"] as string, out var id) || plans.Plan(id, clock.Today(id)) is not { } view) return false;
        View = view;
        return true;
    }

    protected override void Prefill()
    {
        Typed["partnersForComplete"] = View.Policy.PartnersForComplete.ToString(CultureInfo.InvariantCulture);
        Typed["organisationsForCommitment"] = View.Policy.OrganisationsForCommitment.ToString(CultureInfo.InvariantCulture);
    }

    protected override async Task<WriteOutcome?> Send()
    {
        var (partners, organisations, reason) = (Number("partnersForComplete"), Number("organisationsForCommitment"), Typed.Prose("reason", required: true));
        if (Typed.Wrong.Count > 0 || reason is null) return null;
        return await tightening.Apply(new(new(partners, organisations, reason), Target, Writer.For<TightenPolicy>(), Typed[Typed.Key]));
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Plan(View.Plan.Id), done);

    private int Number(string name)
    {
        if (int.TryParse(Typed[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Typed.Refuse(name, Rules.ValueUnknown.Refuse(name));
        return 0;
    }
}
