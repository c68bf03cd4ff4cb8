using System.Collections.Immutable;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;
using Tracker.Plans.Source;
using Tracker.Plans.Words;

namespace Tracker.Plans.Plans;

/// <summary>The organisations that a plan names, each with its partner.</summary>
internal static class PlanOrganisations
{
    public static ImmutableArray<RegisterOrganisation> Read(SourceFile source, Fields fields, ImmutableArray<Language> languages, bool invented)
    {
        var read = ImmutableArray.CreateBuilder<RegisterOrganisation>();
        if (fields.Node("organisations") is not YamlMap map)
        {
            if (fields.Has("organisations"))
                source.Error(fields.PlaceOf("organisations"), "value-shape", $"`organisations` holds one line for each organisation", $"write `dinas-kesehatan: {{partner: government, name: …}}` beneath it");
            return [];
        }

        foreach (var entry in map.Entries)
        {
            var one = Fields.Read(source, entry.Value, Keys.Organisation, entry.Key.Place);
            if (source.Named<OrganisationId>(entry.Key, $"an organisation's name") is not { } id) continue;
            if (read.Any(other => other.Organisation == id))
                source.Error(entry.Key.Place, "key-twice", $"`{id}` stands here twice", $"keep one of them");
            else
                // What is wrong with it is said; whoever names it names all the same an organisation that stands here.
                read.Add(new(id, PartnerOf(source, one), one.Texts("name", languages) ?? Pieces.InFirst("", languages), one.Texts("note", languages), invented));
        }

        return read.ToImmutable();
    }

    private static Partner PartnerOf(SourceFile source, Fields one) =>
        one.Piece("partner") is { } word && source.Word(word, ValueWords.Partner, $"one of the four partners", out var partner) ? partner : Partner.Public;
}
