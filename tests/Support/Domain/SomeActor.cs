using Tracker.Domain.Organisations;

namespace Tracker.Support.Domain;

/// <summary>Somebody who acts. Public ids are random in the product; here they say the role, so that a failure reads well.</summary>
public static class SomeActor
{
    /// <summary>The office that leads every milestone of <see cref="SomeCommitment"/> unless a test says otherwise.</summary>
    public static readonly OrganisationId Office = OrganisationId.Parse("dinas-kominfo");

    public static readonly OrganisationId OtherOffice = OrganisationId.Parse("bappeda");
    public static readonly OrganisationId Community = OrganisationId.Parse("warga-pemantau");
    public static readonly OrganisationId OtherCommunity = OrganisationId.Parse("forum-desa");
    public static readonly OrganisationId University = OrganisationId.Parse("universitas");
    public static readonly OrganisationId StudyCentre = OrganisationId.Parse("pusat-studi");
    public static readonly OrganisationId Company = OrganisationId.Parse("perusahaan-data");

    public static Actor Owner(OrganisationId? office = null) => new(Role.Owner, "p-owner", office ?? Office, Partner.Government);

    public static Actor Contributor(Partner partner, OrganisationId? organisation = null) =>
        new(Role.Partner, $"p-{partner}".ToLowerInvariant(), organisation ?? Of(partner), partner);

    public static Actor Reviewer(Partner partner = Partner.Public, OrganisationId? organisation = null) =>
        new(Role.Reviewer, "p-reviewer", organisation ?? (partner == Partner.Public ? OtherCommunity : Of(partner)), partner);

    /// <summary>A reviewer of an organisation that has neither sent nor judged anything.</summary>
    public static Actor Third() => Reviewer(Partner.Academia, StudyCentre);

    public static Actor Coordinator() => new(Role.Coordinator, "p-coordinator", OtherOffice, Partner.Government);

    public static Actor Admin() => new(Role.Admin, "p-admin", OtherOffice, Partner.Government);

    public static Actor Visitor() => new(Role.Visitor, "v-1", null, null);

    /// <summary>A plan file entering what an organisation said.</summary>
    public static Actor Import(OrganisationId said, Partner partner) => Actor.Import with { Organisation = said, Partner = partner };

    /// <summary>One organisation of each partner.</summary>
    public static OrganisationId Of(Partner partner) => partner switch
    {
        Partner.Government => Office,
        Partner.Public => Community,
        Partner.Academia => University,
        _ => Company,
    };
}
