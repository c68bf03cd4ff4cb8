using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tracker.Domain.Organisations;
using Tracker.Domain.Text;

namespace Tracker.Domain.Plugins;

/// <summary>A plugin's name in addresses, as its manifest says: <c>open-contracting</c>.</summary>
[JsonConverter(typeof(TextValueConverter<PluginId>))]
public readonly record struct PluginId : ITextValue<PluginId>
{
    private PluginId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The stream of its register and the key of the grain.</summary>
    public string Stream => $"plugin/{Value}";

    public static bool TryParse([NotNullWhen(true)] string? text, out PluginId value)
    {
        value = TextValue.IsSlug(text) ? new(text!) : default; // the check refuses null
        return value.Value is not null;
    }

    /// <exception cref="FormatException">The text is not one.</exception>
    public static PluginId Parse(string text) => TextValue.Parse<PluginId>(text);

    /// <summary>Reads the id back from the stream of its register.</summary>
    public static bool TryFromStream([NotNullWhen(true)] string? stream, out PluginId value)
    {
        value = default;
        return stream?.StartsWith("plugin/", StringComparison.Ordinal) == true && TryParse(stream["plugin/".Length..], out value);
    }

    /// <summary>Who acts when it speaks for an organisation.</summary>
    public Actor SpeaksFor(OrganisationId organisation, Partner partner, PluginVersion version) =>
        new(Role.Plugin, $"plugin:{Value}@{version.Value}", organisation, partner);

    /// <summary>The plugin that an actor is.</summary>
    public static bool TryFromActor(Actor actor, out PluginId value, out PluginVersion version)
    {
        (value, version) = (default, default);
        return actor.Role == Role.Plugin
            && actor.By.StartsWith("plugin:", StringComparison.Ordinal)
            && actor.By["plugin:".Length..].Split('@') is [var id, var spoken]
            && TryParse(id, out value)
            && PluginVersion.TryParse(spoken, out version);
    }

    public override string ToString() => Value;
}
