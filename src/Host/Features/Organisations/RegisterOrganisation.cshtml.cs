using System.Collections.Immutable;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Organisations;

/// <summary>The form by which an admin enters an organisation in the public register.</summary>
public sealed class RegisterOrganisationPage(IMediator mediator, Reader reader) : FormPage<RegisterOrganisation>(mediator)
{
    private OrganisationId _organisation;

    public override string Form => "register-organisation";

    protected override Target Target => _organisation;

    protected override bool Find() => true;

    protected override RegisterOrganisation? Read()
    {
        var partner = Typed.Choice<Partner>("memberOf", required: true);
        if (!OrganisationId.TryParse(Typed["organisation"], out _organisation))
            Typed.Refuse("organisation", DoorRules.MalformedValue.Refuse("organisation", ("wanted", "a-z, 0-9, -")));
        var names = ImmutableSortedDictionary<string, PublicText>.Empty;
        foreach (var language in Speech.Languages)
        {
            if (Typed.Text("name-" + language) is { } name) names = names.Add(language, new(name));
        }

        if (names.Count == 0) Typed.Refuse("name-" + reader.Language, Rules.TextRequired.Refuse("name"));
        var note = Typed.Text("note") is { } words ? ImmutableSortedDictionary<string, PublicText>.Empty.Add(reader.Language, new(words)) : null;
        return partner is { } of && Typed.Wrong.Count == 0 ? new(_organisation, of, names, note) : null;
    }

    protected override string Shown(WriteOutcome.Done done) => Recorded(reader.To.Organisation(_organisation), done);
}
