using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Plans.Ogp;

/// <summary>The institutions of a plan, each name once.</summary>
internal sealed class OgpOrganisations
{
    private readonly Dictionary<string, RegisterOrganisation> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ImmutableArray<RegisterOrganisation> All => [.. _byName.Values];

    public ImmutableSortedDictionary<string, Partner> Partners => _byName.Values.ToImmutableSortedDictionary(one => one.Organisation.Value, one => one.MemberOf, StringComparer.Ordinal);

    /// <summary>The organisation of a name; a new one where nobody was called so before.</summary>
    public OrganisationId Named(string name, Partner partner = Partner.Government)
    {
        if (_byName.TryGetValue(name, out var known)) return known.Organisation;
        var id = OrganisationId.Parse(OgpTexts.Slug(name, "institution", _byName.Values.Select(one => one.Organisation.Value)));
        _byName.Add(name, new(id, partner, ImmutableSortedDictionary.Create<string, PublicText>(StringComparer.Ordinal).Add("en", new(name)))); // not empty
        return id;
    }
}
