using System.Collections.Immutable;
using System.Globalization;
using Tracker.Domain.Plugins;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What a plugin's evidence says beyond what anybody's does. Only a plugin's has it.</summary>
/// <param name="Key">The plugin's own key of it, the same in every run; decides the id.</param>
/// <param name="Kind">What sort of thing it is.</param>
/// <param name="Digest">The files of the plugin that said it.</param>
/// <param name="Sources">What it rests on, in the plugin's order: at least one, each archived by the host itself.</param>
/// <param name="Data">Structured data as one flat JSON object; null: none.</param>
public sealed record Contribution(
    string Key, EvidenceKind Kind, PluginDigest Digest, ImmutableArray<ContributedSource> Sources, string? Data = null)
{
    /// <summary>How many sources one piece of evidence may rest on.</summary>
    public const int MostSources = 16;

    internal Refused? Refusal() =>
        Words.Check<EvidenceKind>("kind", Kind)
        ?? (Digest.Value is null ? Rules.ContributionRequired.Refuse("digest") : null)
        ?? Wording.Required("key", Key, 800)
        ?? (Sources.IsDefaultOrEmpty || Sources.Length > MostSources
            ? Rules.SourcesRequired.Refuse("sources", ("most", MostSources.ToString(CultureInfo.InvariantCulture)))
            : null)
        ?? Sources.Select(source => source.Refusal()).FirstOrDefault(wrong => wrong is not null)
        ?? EvidenceData.Refusal("data", Data);

    /// <summary>The sources as they stand on the ledger.</summary>
    public ImmutableSortedDictionary<string, ArchivedSource> Archived() => Sources.Index().ToImmutableSortedDictionary(
        one => (one.Index + 1).ToString("00", CultureInfo.InvariantCulture), one => one.Item.Archived(), StringComparer.Ordinal);
}

/// <summary>A source as a plugin names it.</summary>
/// <param name="Sha256">Digest of the archived bytes, in lower-case hexadecimal.</param>
/// <param name="Address">Where the host fetched them, or how it got them.</param>
/// <param name="Page">The page or place in it.</param>
/// <param name="Quotation">The decisive words.</param>
public sealed record ContributedSource(string Sha256, string Address, string? Page = null, string? Quotation = null)
{
    internal Refused? Refusal() =>
        (Sha256 is { Length: 64 } && Sha256.All(char.IsAsciiHexDigitLower)
            ? null
            : Rules.SourceNotArchived.Refuse("sources", ("sha256", Sha256 is { Length: <= 64 } ? Sha256 : "")))
        ?? Wording.Source("sources", Address)
        ?? Wording.Optional("sources", Page, 200)
        ?? Wording.Optional("sources", Quotation, 2048);

    internal ArchivedSource Archived() =>
        new(Wording.Personal(Sha256), Wording.Personal(Address), Wording.Personal(Page), Wording.Personal(Quotation));
}

/// <summary>A source on the ledger. All of it may have to be erased: an address and a digest lead back to the words themselves.</summary>
/// <param name="Sha256">Digest of the bytes that the host archived.</param>
/// <param name="Address">Where they came from.</param>
/// <param name="Page">The page or place in it.</param>
/// <param name="Quotation">The decisive words.</param>
public sealed record ArchivedSource(PersonalText? Sha256, PersonalText? Address, PersonalText? Page = null, PersonalText? Quotation = null);
