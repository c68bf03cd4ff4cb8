namespace Tracker.PluginRunner.Manifest;

/// <summary>A JSON Schema as it stands in a manifest, with places.</summary>
internal static class SchemaTree
{
    /// <summary>What stands under a name; the last, where it stands twice, as in its JSON; null: nothing.</summary>
    public static YamlValue? Find(this YamlMembers members, string name) => members.Members.LastOrDefault(member => member.Key.Text == name).Value;

    /// <summary>The schema and every one inside of it, however deep; a setting that is called as a keyword is none.</summary>
    public static IEnumerable<YamlMembers> Schemas(this YamlMembers schema) => schema.Members.SelectMany(member => member.Key.Text switch
    {
        "properties" or "$defs" when member.Value is YamlMembers named => named.Members.Select(one => one.Value),
        "items" or "additionalProperties" => [member.Value],
        _ => [],
    }).OfType<YamlMembers>().SelectMany(Schemas).Prepend(schema);
}
