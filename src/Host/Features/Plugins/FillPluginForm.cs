using System.Globalization;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// Somebody of the organisation fills in a plugin's form. From a page only: the form is the plugin's, in a person's language.
/// What the plugin makes of it is waited for as long as a person waits for a page; then the run's page says it.
/// </summary>
internal sealed class FillPluginFormHandler(PluginViews plugins, PluginStore store, IPluginForms offered, FormAnswers forms, IGrainFactory grains, TimeProvider clock)
    : IRequestHandler<Write<FillPluginForm>, WriteOutcome>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<WriteOutcome> Handle(Write<FillPluginForm> request, CancellationToken cancellationToken)
    {
        var (id, organisation) = (((Target.OfPlugin)request.Target).Id, request.Command.Organisation);
        if (plugins.Plugin(id)?.Speaking.FirstOrDefault(approval => approval.Organisation.Id == organisation) is not { } approval)
            return new WriteOutcome.Declined(DoorRules.FormPluginStopped.Refuse());
        if (request.Actor.Organisation != organisation) return new WriteOutcome.Declined(Rules.NotOwnOrganisation.Refuse());
        if (offered.Bar(id, approval) is { } bar) return new WriteOutcome.Declined(bar);
        var values = FilledForm.Bytes(request.Command.Commitment, request.Command.Leaf, request.Command.Values, request.Command.Language);
        if (await store.Deliver(id, organisation, clock.GetUtcNow(), null, values) is not { } item) return new WriteOutcome.Declined(DoorRules.TooManyRequests.Refuse());
        RunStart? began = null;
        var answer = await forms.Wait(item, async () => began = await Wake(id, organisation), s_patience);
        if (answer is { Taken: 0 } && Why(answer, Speech.In(request.Command.Language)) is { } why) return new WriteOutcome.Declined(why);
        return new WriteOutcome.Noted(began is RunStart.Started started ? started.Run.ToString(CultureInfo.InvariantCulture) : "");
    }

    private Task<RunStart> Wake(PluginId plugin, OrganisationId organisation) => grains.GetGrain<IPluginGrain>($"{plugin.Value}/{organisation.Value}").Wake();

    /// <summary>The plugin's own words first: it knows which field is meant.</summary>
    private static Refused? Why(FormAnswer answer, Speech speech) => answer switch
    {
        { Said: var (field, words) } => DoorRules.FormNotTaken.Refuse(field is null ? null : SetPluginPage.Name(field), ("why", Short(words))),
        { Refused: [var first, ..] } => first with { Field = null }, // a draft's member is no field of the form
        { Failure: { } failure } => DoorRules.FormFailed.Refuse(null, ("failure", PluginMarks.Failure(speech, failure))),
        _ => null,
    };

    private static string Short(string words) => words.Length <= 2_000 ? words : words[..2_000];
}
