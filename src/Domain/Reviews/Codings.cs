using Tracker.Domain.Commitments;

namespace Tracker.Domain.Reviews;

/// <summary>
/// What an independent review codes, each by OGP's own value list; null: the review does not speak of it. That is another thing
/// than <c>ND</c>, <c>NR</c> and <c>NA</c>, which OGP's data set writes and which are kept as they were.
/// </summary>
/// <param name="Completion">How far it is; one of the four levels is a finding.</param>
/// <param name="Specificity">To 2019.</param>
/// <param name="Verifiable">2021 on.</param>
/// <param name="OpenGovernmentLens">2021 on.</param>
/// <param name="PotentialImpact">To 2020.</param>
/// <param name="PotentialForResults">Ambition, 2020 on.</param>
/// <param name="DidItOpenGovernment">2015 to 2020.</param>
/// <param name="EarlyResults">2020 on.</param>
/// <param name="Participation">IAP2's spectrum.</param>
public sealed record Codings(
    CompletionCoding? Completion = null,
    Specificity? Specificity = null,
    Verifiable? Verifiable = null,
    OpenGovernmentLens? OpenGovernmentLens = null,
    PotentialImpact? PotentialImpact = null,
    PotentialForResults? PotentialForResults = null,
    DidItOpenGovernment? DidItOpenGovernment = null,
    EarlyResults? EarlyResults = null,
    Participation? Participation = null)
{
    /// <summary>The level it found; null: it states none, so it shows none.</summary>
    public Completion? Level() => Completion switch
    {
        CompletionCoding.NotStarted => Commitments.Completion.NotStarted,
        CompletionCoding.Limited => Commitments.Completion.Limited,
        CompletionCoding.Substantial => Commitments.Completion.Substantial,
        CompletionCoding.Complete => Commitments.Completion.Complete,
        _ => null,
    };

    /// <summary>Refuses what is in none of the lists, and a review that codes nothing.</summary>
    internal Refused? Refusal() =>
        this == new Codings()
            ? Rules.CodingsRequired.Refuse("codings")
            : Words.Check("codings/completion", Completion)
                ?? Words.Check("codings/specificity", Specificity)
                ?? Words.Check("codings/verifiable", Verifiable)
                ?? Words.Check("codings/openGovernmentLens", OpenGovernmentLens)
                ?? Words.Check("codings/potentialImpact", PotentialImpact)
                ?? Words.Check("codings/potentialForResults", PotentialForResults)
                ?? Words.Check("codings/didItOpenGovernment", DidItOpenGovernment)
                ?? Words.Check("codings/earlyResults", EarlyResults)
                ?? Words.Check("codings/participation", Participation);
}
