using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cronos;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginSdk;
using YamlDotNet.Core;

namespace Tracker.PluginRunner.Manifest;

/// <summary>Reads <c>plugin.yaml</c>: everything wrong with it in one go, each by its place.</summary>
/// <param name="holds">Whether its folder holds a file; null: the files were taken before, and what is only unwise is let be.</param>
/// <param name="anyProtocol">Whether another major version of the protocol is none of its mistakes.</param>
internal sealed partial class ManifestReader(Func<string, bool>? holds, bool anyProtocol)
{
    private const int MostLetters = 200;
    private const int Longest = 32; // an id or version
    private static readonly string[] s_partners = ["government", "public", "academia", "business"];
    private static readonly string[] s_keys =
    [
        "id", "name", "version", "protocol", "partners", "maintainer", "licence", "command", "schedule", "settings", "fetch", "requests", "webhook", "form", "limits",
    ];

    private readonly List<Finding> _findings = [];

    public static (PluginManifest? Manifest, ImmutableArray<Finding> Findings) Read(string yaml, Func<string, bool>? holds, bool anyProtocol = false)
    {
        var reader = new ManifestReader(holds, anyProtocol);
        PluginManifest? manifest = null;
        try
        {
            if (ManifestYaml.Read(yaml) is YamlMembers root) manifest = reader.Manifest(root);
            else reader.Wrong(1, 1, "yaml", $"a manifest is a list of keys", $"write `key: value`, one a line");
        }
        catch (NotTaken broken)
        {
            reader.Unreadable(broken.At, broken.Why);
        }
        catch (YamlException broken) // in the words of the YAML reader, which knows English only
        {
            reader.Unreadable(broken.Start, $"the YAML reader says “{broken.Message.Split('\n')[0]}”");
        }

        return (reader._findings.Count == 0 ? manifest : null, [.. reader._findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)]);
    }

    private PluginManifest Manifest(YamlMembers root)
    {
        var members = Members(root, s_keys, ["id", "name", "version", "protocol", "partners", "maintainer", "licence", "command"]);
        var schedule = Text(members, "schedule", null, $"a cron expression in UTC, such as `\"0 3 * * *\"`");
        if (schedule is not null && !CronExpression.TryParse(schedule, out _))
            Wrong(members["schedule"], "schedule", $"`{schedule}` is no cron expression", $"write five fields, such as `\"0 3 * * *\"` for three at night, UTC");
        var settings = Settings(members);
        return new(
            Text(members, "id", Id(), $"3 to 32 small letters, digits and hyphens", Longest) ?? "",
            Names(members),
            Text(members, "version", SemVer(), $"a version as SemVer has it, such as `1.0.0`, of at most {Longest} letters", Longest) ?? "",
            SpokenProtocol(members),
            Partners(members),
            Member(members, "maintainer", "name"),
            Contact(members),
            Licence(members),
            Command(members),
            schedule,
            settings,
            Fetch(members, settings),
            Webhook(members),
            Limits(members),
            Form(members),
            Requests(members));
    }

    private string SpokenProtocol(Dictionary<string, YamlValue> members)
    {
        var protocol = Text(members, "protocol", null, $"the version of the protocol, such as `\"{Protocol.Version}\"`") ?? "";
        if (protocol.Length > 0 && !Protocol.Speaks(protocol) && !(anyProtocol && ProtocolVersion().IsMatch(protocol)))
            Wrong(members["protocol"], "protocol", $"this host speaks {Protocol.Version}, not `{protocol}`", $"write `\"{Protocol.Version}\"`, or ask for a newer host");
        return protocol;
    }

    private ImmutableSortedDictionary<string, string> Names(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("name", out var value)) return ImmutableSortedDictionary<string, string>.Empty;
        if (value is not YamlMembers names)
        {
            Wrong(value, "name", $"a name is given by language", $"write `{{id: …, en: …}}`");
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        foreach (var language in new[] { "id", "en" })
        {
            if (!names.Members.Any(name => name.Key.Text == language)) Wrong(names, "name", $"the name in `{language}` is missing", $"give it in Indonesian (`id`) and English (`en`)");
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, name) in names.Members)
        {
            if (name is YamlText { Text.Length: > 0 and <= MostLetters } text) read[key.Text] = text.Text.Trim();
            else Wrong(name, "name", $"the name in `{key.Text}` is no text of 1 to {MostLetters} letters", $"write one");
        }

        return read.ToImmutable();
    }

    private ImmutableArray<string> Partners(Dictionary<string, YamlValue> members)
    {
        var partners = Words(members, "partners", s_partners.Length);
        foreach (var partner in partners.Where(partner => !s_partners.Contains(partner)))
            Wrong(members["partners"], "partners", $"`{partner}` is no partner", Spelling.Suggest(partner, s_partners, $"write one or more of: {string.Join(", ", s_partners)}"));
        if (holds is not null && members.GetValueOrDefault("partners") is YamlItems { Items: var items })
        {
            foreach (var again in items.OfType<YamlText>().GroupBy(item => item.Text).SelectMany(same => same.Skip(1)))
                Wrong(again, "partners", $"`{again.Text}` stands here twice", $"keep one of them");
        }

        return [.. partners.Distinct()];
    }

    private string Contact(Dictionary<string, YamlValue> members)
    {
        var contact = Member(members, "maintainer", "contact");
        if (holds is not null && contact.Length > 0 && WebAddress.Read(contact) is null && !Mail().IsMatch(contact))
        {
            Wrong(((YamlMembers)members["maintainer"]).Members.First(member => member.Key.Text == "contact").Value, // it was read from there
                "maintainer", $"`{contact}` is neither the address of a page nor of mail", $"write one where the maintainer is reached, such as `https://example.org/contact`");
        }

        return contact;
    }

    private string Licence(Dictionary<string, YamlValue> members)
    {
        var licence = Text(members, "licence", Spdx(), $"an SPDX licence expression, such as `Apache-2.0` or `MIT OR Apache-2.0`") ?? "";
        if (holds is not null && licence.Length > 0 && LicenceExpression.Problem(licence) is var (message, whatToDo)) Wrong(members["licence"], "licence", message, whatToDo);
        return licence;
    }

    private ImmutableArray<string> Command(Dictionary<string, YamlValue> members)
    {
        var command = Words(members, "command", 16);
        if (holds is null || CommandFiles.Missing(command, holds) is not { } missing) return command;
        var place = ((YamlItems)members["command"]).Items.First(item => item is YamlText text && text.Text == missing); // read from there
        Wrong(place, "command", $"there is no file `{missing}`", $"put it beside the manifest, or name one that is there");
        return command;
    }

    private JsonObject? Settings(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("settings", out var value)) return null;
        if (ManifestYaml.Json(value) is not JsonObject schema || schema["type"]?.ToString() != "object")
        {
            Wrong(value, "settings", $"settings are a JSON Schema of an object", $"begin with `type: object` and `properties:`");
            return null;
        }

        foreach (var key in ManifestYaml.Twice(value)) Wrong(key, "twice", $"`{key.Text}` stands here twice", $"keep one of them");
        foreach (var problem in SchemaWords.Problems(schema)) Wrong(value, "settings", problem, $"use only: {SchemaWords.Known}");
        foreach (var (at, message, advice) in holds is null ? [] : SchemaMistakes.In(value)) Wrong(at, "settings", message, advice);
        return schema;
    }

    private ImmutableArray<string> Fetch(Dictionary<string, YamlValue> members, JsonObject? settings)
    {
        var addresses = Words(members, "fetch", 64);
        foreach (var address in addresses)
        {
            if (PluginFolder.SettingOf(address) is { } name)
            {
                if (settings?["properties"]?[name] is null) Wrong(members["fetch"], "fetch", $"there is no setting `{name}`", $"name one of `settings`");
            }
            else if (!AllowedAddress.TryParse(address, out _, out var problem))
            {
                Wrong(members["fetch"], "fetch", $"`{address}` is no address", problem);
            }
        }

        return addresses;
    }

    private AllowedRequests? Requests(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("requests", out var value)) return null;
        if (value is not YamlMembers requests)
        {
            Wrong(value, "requests", $"`requests` says how it may ask", $"write `{{post: true, headers: [x-api-key]}}`, or leave it out");
            return null;
        }

        var asked = Members(requests, ["post", "headers"], []);
        var post = false;
        if (asked.TryGetValue("post", out var may) && (may is not YamlText { Plain: true } word || !bool.TryParse(word.Text, out post)))
            Wrong(may, "requests", $"`post` is neither true nor false", $"write `post: true`, or leave it out");
        var headers = Words(asked, "headers", 16);
        foreach (var header in headers.Where(header => !Header().IsMatch(header)))
            Wrong(asked["headers"], "requests", $"`{header}` is no header's name in small letters", $"write it as `{"x-api-key"}`");
        foreach (var header in headers.Where(FetchHeaders.IsTheHosts))
            Wrong(asked["headers"], "requests", $"`{header}` is the host's own", $"leave it out");
        return new(post, headers);
    }

    private ImmutableArray<string>? Webhook(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("webhook", out var value)) return null;
        if (value is not YamlMembers webhook)
        {
            Wrong(value, "webhook", $"a webhook names the headers it needs", $"write `{{headers: [x-signature]}}`");
            return null;
        }

        var headers = Words(Members(webhook, ["headers"], []), "headers", 16);
        foreach (var header in headers.Where(header => !Header().IsMatch(header)))
            Wrong(webhook, "webhook", $"`{header}` is no header's name in small letters", $"write it as `{"x-signature"}`");
        foreach (var header in headers.Where(header => header is "cookie" or "authorization" or "host"))
            Wrong(webhook, "webhook", $"`{header}` is not let through", $"sign the body instead, in a header of your own");
        return headers;
    }

    private OfferedForm? Form(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("form", out var value)) return null;
        if (value is YamlMembers form) return new(Text(Members(form, ["template"], []), "template", FileName(), $"the name of a file beside the manifest, such as `template.xlsx`"));
        Wrong(value, "form", $"a form may name a template", $"write `{{}}` where there is none, else `{{template: template.xlsx}}`");
        return null;
    }

    private string Member(Dictionary<string, YamlValue> members, string key, string inner)
    {
        if (!members.TryGetValue(key, out var value)) return "";
        if (value is YamlMembers map)
        {
            var found = map.Members.FirstOrDefault(member => member.Key.Text == inner).Value;
            if (found is YamlText { Text.Length: > 0 and <= MostLetters } text) return text.Text;
        }

        Wrong(value, key, $"`{inner}` is missing, or is no text of 1 to {MostLetters} letters", $"write `{{name: …, contact: …}}`");
        return "";
    }

    private ImmutableArray<string> Words(Dictionary<string, YamlValue> members, string key, int most)
    {
        if (!members.TryGetValue(key, out var value)) return [];
        if (value is YamlItems { Items: { Length: > 0 } items } && items.Length <= most && items.All(item => item is YamlText { Text.Length: > 0 and <= 2048 }))
            return [.. items.Cast<YamlText>().Select(item => item.Text)];
        if (value is YamlItems { Items: [] } && key is "fetch") Wrong(value, key, $"`{key}` has nothing in it", $"leave it out, or name an address");
        else Wrong(value, key, $"`{key}` is a list of 1 to {most} texts", $"write `[one, two]`");
        return [];
    }

    private string? Text(Dictionary<string, YamlValue> members, string key, Regex? shape, Remark wanted, int most = MostLetters)
    {
        if (!members.TryGetValue(key, out var value)) return null;
        if (value is YamlText { Text.Length: > 0 } text && text.Text.Length <= most && shape?.IsMatch(text.Text) != false) return text.Text;
        Wrong(value, key, $"`{key}` is not {wanted}", $"write {wanted}");
        return null;
    }

    private Dictionary<string, YamlValue> Members(YamlMembers map, string[] known, string[] required)
    {
        var members = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Members)
        {
            if (!known.Contains(key.Text)) Wrong(key, "unknown-key", $"`{key.Text}` is not a key here", Spelling.Suggest(key.Text, known, $"the keys are {string.Join(", ", known)}"));
            else if (!members.TryAdd(key.Text, value)) Wrong(key, "twice", $"`{key.Text}` stands here twice", $"keep one of them");
        }

        foreach (var key in required.Where(key => !members.ContainsKey(key))) Wrong(map, "missing", $"`{key}` is missing", $"add it");
        return members;
    }

    private void Unreadable(Mark at, Remark why) =>
        Wrong(Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), "yaml", $"the manifest cannot be read: {why}", $"write `key: value`, one a line");

    private void Wrong(YamlValue at, string code, Remark message, Remark advice) => Wrong(at.Line, at.Column, code, message, advice);

    private void Wrong(int line, int column, string code, Remark message, Remark advice) =>
        _findings.Add(new(PluginFolder.ManifestName, line, column, code, Severity.Error, message, advice));

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9]){2,31}$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[0-9A-Za-z.-]{1,32})?$", RegexOptions.NonBacktracking)]
    private static partial Regex SemVer();

    [GeneratedRegex(@"^[A-Za-z0-9(][A-Za-z0-9.:+ ()-]{0,127}$", RegexOptions.NonBacktracking)]
    private static partial Regex Spdx();

    [GeneratedRegex(@"^\d{1,4}\.\d{1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex ProtocolVersion();

    [GeneratedRegex("^[a-z0-9-]{1,64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,40}\\.[a-z0-9]{1,8}$", RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
