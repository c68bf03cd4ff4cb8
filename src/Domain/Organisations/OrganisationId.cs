using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Organisations;

/// <summary>An organisation's name in the public register: <c>dinkominfo-bojonegoro</c>.</summary>
[JsonConverter(typeof(TextValueConverter<OrganisationId>))]
public readonly record struct OrganisationId : ITextValue<OrganisationId>
{
    private OrganisationId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out OrganisationId value)
    {
        value = TextValue.IsSlug(text) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static OrganisationId Parse(string text) => TextValue.Parse<OrganisationId>(text);

    public override string ToString() => Value;
}
