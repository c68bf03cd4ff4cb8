using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Host.Http;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>
/// Why something cannot stand in a field of a plugin's form, for whoever fills it in: they know neither settings nor plugins. The
/// page names the field beside these words.
/// </summary>
internal static class FieldWords
{
    /// <summary>The same refusal, in words about a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="why">Why a setting of its kind would be refused.</param>
    public static Refused Of(SettingField field, Refused why)
    {
        var values = (why.Values ?? ImmutableSortedDictionary<string, string>.Empty).Select(value => (value.Key, value.Value)).ToArray();
        return why.Rule switch
        {
            _ when Is(DoorRules.SettingRequired) => DoorRules.Required.Refuse(),
            _ when field.Choices.Length > 0 => Rules.ValueUnknown.Refuse(),
            _ when Is(DoorRules.SettingBetween) => DoorRules.FieldBetween.Refuse(null, values),
            _ when Is(DoorRules.SettingLeast) => DoorRules.FieldLeast.Refuse(null, values),
            _ when Is(DoorRules.SettingMost) => DoorRules.FieldMost.Refuse(null, values),
            _ when Is(DoorRules.SettingLength) => DoorRules.FieldLength.Refuse(null, values),
            _ when Is(DoorRules.SettingForm) => DoorRules.FieldShape.Refuse(null, ("description", field.Description ?? "")),
            _ when Is(DoorRules.SettingNumber) => DoorRules.FieldNumber.Refuse(null, values),
            _ when Is(DoorRules.SettingInvalid) => DoorRules.FieldKind.Refuse(null, values),
            _ => why,
        };

        bool Is(Rule rule) => why.Rule == rule.Name;
    }
}
