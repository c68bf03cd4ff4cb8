using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cronos;
using Tracker.PluginRunner.Fetching;
using Tracker.PluginSdk;

namespace Tracker.PluginRunner.Manifest;

/// <summary>Reads <c>plugin.yaml</c>: everything wrong with it in one go, each by its place.</summary>
/// <param name="holds">Whether its folder holds a file; null: the files were taken before, and what is only unwise is let be.</param>
/// <param name="anyProtocol">Whether another major version of the protocol is none of its mistakes.</param>
/// <param name="atWork">Whether its author is still at work: what is built last may be missing.</param>
internal sealed partial class ManifestReader(Func<string, bool>? holds, bool anyProtocol, bool atWork)
{
    private const int MostLetters = 200;
    private const int Longest = 32; // an id or version
    private static readonly string[] s_partners = ["government", "public", "academia", "business"];
    private static readonly string[] s_keys =
    [
        "id", "name", "version", "protocol", "partners", "maintainer", "licence", "command", "schedule", "settings", "fetch", "requests", "webhook", "form", "limits",
    ];

    private readonly List<Finding> _findings = [];

    public static (PluginManifest? Manifest, ImmutableArray<Finding> Findings) Read(string yaml, Func<string, bool>? holds, bool anyProtocol = false, bool atWork = false)
    {
        var reader = new ManifestReader(holds, anyProtocol, atWork);
        PluginManifest? manifest = null;
        try
        {
            if (reader.Fresh) ManifestYaml.RefuseHidden(yaml);
            if (ManifestYaml.Read(yaml) is YamlMembers root) manifest = reader.Manifest(root);
            else reader.Wrong(1, 1, "yaml", $"a manifest is a list of keys", $"write `key: value`, one a line");
        }
        catch (NotTaken broken)
        {
            reader.Unreadable(broken);
        }

        return (reader._findings.Count == 0 ? manifest : null, [.. reader._findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)]);
    }

    /// <summary>Whether nobody took these files yet: then what is only unwise is told too.</summary>
    private bool Fresh => holds is not null;

    private PluginManifest Manifest(YamlMembers root)
    {
        var members = Members(root, s_keys, ["id", "name", "version", "protocol", "partners", "maintainer", "licence", "command"]);
        var settings = Settings(members);
        return new(
            Text(members, "id", Id(), $"3 to 32 small letters, digits and hyphens", Longest) ?? "",
            Names(members),
            Text(members, "version", SemVer(), $"a version as SemVer has it, such as `1.0.0`, of at most {Longest} letters", Longest) ?? "",
            SpokenProtocol(members),
            Partners(members),
            Maintainer(members),
            Contact(members),
            Licence(members),
            Command(members),
            Schedule(members),
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

        foreach (var again in Fresh ? names.Members.GroupBy(name => name.Key.Text).SelectMany(same => same.Skip(1)) : [])
            Wrong(again.Key, "twice", $"`{again.Key.Text}` stands here twice", $"keep one of them");
        foreach (var language in new[] { "id", "en" })
        {
            if (!names.Members.Any(name => name.Key.Text == language)) Wrong(names, "name", $"the name in `{language}` is missing", $"give it in Indonesian (`id`) and English (`en`)");
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, name) in names.Members)
        {
            if (name is YamlText { Text.Length: > 0 and <= MostLetters } text) read[key.Text] = Line(text, "name").Trim();
            else Wrong(name, "name", $"the name in `{key.Text}` is no text of 1 to {MostLetters} letters", $"write one");
        }

        return read.ToImmutable();
    }

    private ImmutableArray<string> Partners(Dictionary<string, YamlValue> members)
    {
        var partners = Items(members, "partners", s_partners.Length);
        foreach (var partner in partners.Where(partner => !s_partners.Contains(partner.Text)))
            Wrong(partner, "partners", $"`{partner.Text}` is no partner", Spelling.Suggest(partner.Text, s_partners, $"write one or more of: {string.Join(", ", s_partners)}"));
        foreach (var again in Fresh ? partners.GroupBy(item => item.Text).SelectMany(same => same.Skip(1)) : [])
            Wrong(again, "partners", $"`{again.Text}` stands here twice", $"keep one of them");
        return [.. partners.Select(partner => partner.Text).Distinct()];
    }

    private string Maintainer(Dictionary<string, YamlValue> members)
    {
        if (Fresh && members.GetValueOrDefault("maintainer") is YamlMembers maintainer) Members(maintainer, ["name", "contact"], []);
        return Member(members, "maintainer", "name");
    }

    private string Contact(Dictionary<string, YamlValue> members)
    {
        var contact = Member(members, "maintainer", "contact");
        if (Fresh && contact.Length > 0 && WebAddress.Read(contact) is null && !Mail().IsMatch(contact))
        {
            Wrong(((YamlMembers)members["maintainer"]).Members.First(member => member.Key.Text == "contact").Value, // it was read from there
                "maintainer", $"`{contact}` is neither the address of a page nor of mail", $"write one where the maintainer is reached, such as `https://example.org/contact`");
        }

        return contact;
    }

    private string Licence(Dictionary<string, YamlValue> members)
    {
        var licence = Text(members, "licence", Spdx(), $"an SPDX licence expression, such as `Apache-2.0` or `MIT OR Apache-2.0`") ?? "";
        if (Fresh && licence.Length > 0 && LicenceExpression.Problem(licence) is var (message, whatToDo)) Wrong(members["licence"], "licence", message, whatToDo);
        return licence;
    }

    private ImmutableArray<string> Command(Dictionary<string, YamlValue> members)
    {
        var command = Items(members, "command", 16);
        ImmutableArray<string> words = [.. command.Select(word => word.Text)];
        if (holds is null || CommandFiles.Missing(words, holds) is not var (missing, toBuild)) return words;
        var place = command.First(word => word.Text == missing);
        if (!toBuild) Wrong(place, "command", $"there is no file `{missing}`", $"put it beside the manifest, or name one that is there");
        else if (!atWork) Wrong(place, "command", $"there is no file `{missing}` before the project is published", $"run `dotnet publish -o out`, and give the folder `out`");
        return words;
    }

    private string? Schedule(Dictionary<string, YamlValue> members)
    {
        var schedule = Text(members, "schedule", null, $"a cron expression in UTC, such as `\"0 3 * * *\"`");
        if (schedule is null) return null;
        if (!CronExpression.TryParse(schedule, out var cron))
            Wrong(members["schedule"], "schedule", $"`{schedule}` is no cron expression", $"write five fields, such as `\"0 3 * * *\"` for three at night, UTC");
        else if (Fresh && cron.GetNextOccurrence(DateTime.UnixEpoch) is null) // there is no year in it: what never came since will never come
            Wrong(members["schedule"], "schedule", $"`{schedule}` is on no day of any year", $"write a day that its month has, or leave `schedule` out");
        return schedule;
    }

    [GeneratedRegex(@"^[a-z0-9](-?[a-z0-9]){2,31}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})(-[0-9A-Za-z.-]{1,32})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex SemVer();

    [GeneratedRegex(@"^[A-Za-z0-9(][A-Za-z0-9.:+ ()-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Spdx();

    [GeneratedRegex(@"^[0-9]{1,4}\.[0-9]{1,4}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ProtocolVersion();

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(mailto:)?[^@\s]+@[^@\s]+\.[^@\s]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,40}\.[a-z0-9]{1,8}\z", RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
