using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

public sealed class ManifestTests : IDisposable
{
    private const string Well = SomeManifest.Well;
    private readonly SomeManifest _some = new();

    [Fact]
    public void A_manifest_is_read_whole()
    {
        var read = Read(Well);
        read.Findings.Should().BeEmpty();
        var manifest = read.Manifest!;
        (manifest.Id, manifest.Version, manifest.Schedule, manifest.Maintainer).Should().Be(("open-data", "1.2.0", "0 3 * * *", "The example university"));
        manifest.Partners.Should().Equal("academia", "business");
        manifest.Name["en"].Should().Be("Open data");
        manifest.Command.Should().Equal("python3", "plugin.py");
        manifest.Fetch.Should().Equal("https://data.example.org/api/", "{feed}");
        manifest.Webhook!.Value.Should().Equal("x-signature");
        manifest.Form.Should().Be(new OfferedForm());
        manifest.Requests!.Post.Should().BeTrue();
        manifest.Requests.Headers.Should().Equal("x-api-key", "authorization");
        manifest.Limits.Should().Be(new PluginLimits(60, 128, 8, 4));
        ((bool)manifest.Settings!["properties"]!["key"]!["secret"]!).Should().BeTrue();
        read.Digest.Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Theory]
    [InlineData("id: open-data", "id: Open Data", 1, "id", "small letters")]
    [InlineData("version: 1.2.0", "version: 1.2", 3, "version", "SemVer")]
    [InlineData("protocol: \"1.0\"", "protocol: \"2.0\"", 4, "protocol", "speaks 1.0")]
    [InlineData("[academia, business]", "[academia, bussiness]", 5, "partners", "did you mean `business`?")]
    [InlineData("licence: Apache-2.0", "license: Apache-2.0", 7, "unknown-key", "did you mean `licence`?")]
    [InlineData("Apache-2.0", "Foo", 7, "licence", "`Foo` is no licence of the SPDX list, write an id of https://spdx.org/licenses/")]
    [InlineData("Apache-2.0", "Apache", 7, "licence", "did you mean `Apache-2.0`?")]
    [InlineData("Apache-2.0", "Apache 2.0", 7, "licence", "did you mean `Apache-2.0`?")]
    [InlineData("Apache-2.0", "Apahce-2.0", 7, "licence", "did you mean `Apache-2.0`?")]
    [InlineData("Apache-2.0", "GPL-2.0", 7, "licence", "`GPL-2.0` is deprecated in the SPDX list, write `GPL-2.0-only`")]
    [InlineData("Apache-2.0", "MIT OR GPL-3.0+", 7, "licence", "`GPL-3.0+` is deprecated in the SPDX list, write `GPL-3.0-or-later`")]
    [InlineData("Apache-2.0", "GPL-2.0-with-classpath-exception", 7, "licence", "write `GPL-2.0-only WITH Classpath-exception-2.0`")]
    [InlineData("Apache-2.0", "Net-SNMP", 7, "licence", "deprecated in the SPDX list, write an id of")]
    [InlineData("Apache-2.0", "GPL-2.0-only WITH Classpath-exception", 7, "licence", "`Classpath-exception` is no exception of the SPDX list")]
    [InlineData("Apache-2.0", "GPL-2.0-only WITH LVM-exception", 7, "licence", "did you mean `LLVM-exception`?")]
    [InlineData("Apache-2.0", "GPL-2.0-only WITH", 7, "licence", "the exception after `WITH` is missing")]
    [InlineData("Apache-2.0", "MIT OR", 7, "licence", "a licence is missing")]
    [InlineData("Apache-2.0", "MIT Apache-2.0", 7, "licence", "`Apache-2.0` is not expected there")]
    [InlineData("Apache-2.0", "(MIT OR Apache-2.0", 7, "licence", "a bracket is not closed")]
    [InlineData("Apache-2.0", "((((((((((((((((((MIT))))))))))))))))))", 7, "licence", "nested more than 16 deep")]
    [InlineData("Apache-2.0", "LicenseRef-", 7, "licence", "no licence of the SPDX list")]
    [InlineData("Apache-2.0", "NOASSERTION", 7, "licence", "no licence of the SPDX list")]
    [InlineData("command: [python3, plugin.py]", "command: python3 plugin.py", 8, "command", "a list")]
    [InlineData("\"0 3 * * *\"", "\"every night\"", 9, "schedule", "no cron expression")]
    [InlineData("type: object\n", "type: array\n", 11, "settings", "of an object")]
    [InlineData("feed: {type: string}", "feed: {const: x}", 13, "settings", "`const` would be ignored")]
    [InlineData("\"{feed}\"", "\"{fed}\"", 16, "fetch", "no setting `fed`")]
    [InlineData("form: {}", "form: true", 19, "form", "may name a template")]
    [InlineData("form: {}", "form: {template: ../x.xlsx}", 19, "template", "beside the manifest")]
    [InlineData("form: {}", "form: {template: none.xlsx}", 19, "form", "there is no file `none.xlsx`")]
    [InlineData("[\"https://data.example.org/api/\", \"{feed}\"]", "[]", 16, "fetch", "leave it out, or name an address")]
    [InlineData("https://data.example.org/api/", "ftp://data.example.org/", 16, "fetch", "no address")]
    [InlineData("https://data.example.org/api/", "https://ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé.example/", 16, "fetch", "no address")]
    [InlineData("post: true", "post: often", 20, "requests", "neither true nor false")]
    [InlineData("x-api-key", "X-Api-Key", 20, "requests", "small letters")]
    [InlineData("x-api-key", "cookie", 20, "requests", "the host's own")]
    [InlineData("x-api-key", "x-forwarded-for", 20, "requests", "the host's own")]
    [InlineData("{post: true, headers: [x-api-key, authorization]}", "true", 20, "requests", "how it may ask")]
    [InlineData("[x-signature]", "[authorization]", 17, "webhook", "not let through")]
    [InlineData("memory: 128", "memory: 99999", 18, "limits", "from 32 to 1024")]
    [InlineData("{id: Data terbuka, en: Open data}", "{id: Data terbuka}", 2, "name", "`en` is missing")]
    [InlineData("feed: {type: string}", "feed: {type: wat}", 13, "settings", "`wat` is no type, write one of: string, number")]
    [InlineData("feed: {type: string}", "feed: {type: [string]}", 13, "settings", "is no type")]
    [InlineData("feed: {type: string}", "feed: {type: string, pattern: \"(\"}", 13, "settings", "`(` is no regular expression")]
    [InlineData("feed: {type: string}", "feed: {type: integer, minimum: 9, maximum: 1}", 13, "settings", "`minimum` is above `maximum`")]
    [InlineData("feed: {type: string}", "feed: {type: string, minLength: 9, maxLength: 1}", 13, "settings", "`minLength` is above `maxLength`")]
    [InlineData("feed: {type: string}", "feed: {type: integer, minimum: few}", 13, "settings", "`minimum` is no number")]
    [InlineData("feed: {type: string}", "feed: {type: integer, default: abc}", 13, "settings", "`default` is not as its own schema wants it")]
    [InlineData("feed: {type: string}", "feed: {type: string, enum: [a, b], default: c}", 13, "settings", "`default` is not as its own schema wants it")]
    [InlineData("feed: {type: string}", "feed: {type: string, pattern: \"^[a-z]$\", default: A}", 13, "settings", "`default` is not as its own schema wants it")]
    [InlineData("feed: {type: string}", "feed: {type: array, items: {type: wat}}", 13, "settings", "`wat` is no type")]
    [InlineData("required: [feed]", "required: [nope]", 15, "settings", "`nope` is required and not among `properties`")]
    [InlineData("required: [feed]", "required: feed", 15, "settings", "no list of names")]
    [InlineData("[python3, plugin.py]", "[python3, nothere.py]", 8, "command", "there is no file `nothere.py`")]
    [InlineData("[python3, plugin.py]", "[./run]", 8, "command", "there is no file `./run`")]
    [InlineData("[python3, plugin.py]", "[python3, ../plugin.py]", 8, "command", "there is no file `../plugin.py`")]
    [InlineData("[python3, plugin.py]", "[dotnet, Counts.dll]", 8, "command", "there is no file `Counts.dll`")]
    [InlineData("[academia, business]", "[academia, academia]", 5, "partners", "`academia` stands here twice")]
    [InlineData("https://example.org/contact", "not-a-url", 6, "maintainer", "`not-a-url` is neither the address of a page nor of mail")]
    [InlineData("id: open-data", "id: &a open-data", 1, "yaml", "anchors")]
    [InlineData("id: open-data", "id: open-data\nid: open-data", 2, "twice", "keep one")]
    [InlineData("en: Open data}", "en: Open data, en: Data}", 2, "twice", "keep one")]
    public void Each_mistake_is_named_by_its_line(string well, string wrong, int line, string code, string words)
    {
        var read = Read(Well.Replace(well, wrong, StringComparison.Ordinal));
        read.Manifest.Should().BeNull();
        var finding = read.Findings.First(finding => finding.Code == code);
        finding.Line.Should().Be(line);
        finding.ToString().Should().StartWith($"plugin.yaml:{line}:").And.Contain(words);
    }

    [Fact]
    public void A_folder_is_the_same_with_a_slash_at_its_end()
    {
        var read = Read(Well);
        var same = PluginFolder.Read(read.Path + "/");
        same.Findings.Should().BeEmpty();
        (same.Path, same.Digest).Should().Be((read.Path, read.Digest));
    }

    [Theory]
    [InlineData("en", "the YAML reader says “")]
    [InlineData("id", "kata pembaca YAML, dalam bahasa Inggris: “")]
    public void What_the_yaml_reader_says_stands_in_quotation_marks_in_a_sentence_of_the_readers_language(string language, string words)
    {
        var finding = Read(Well.Replace("Apache-2.0", "'[", StringComparison.Ordinal)).Findings.Should().ContainSingle(one => one.Code == "yaml").Subject;
        finding.Message.In(language).Should().Contain(words);
    }

    [Theory]
    [InlineData("key: {type: string, secret: true}", "key: {type: integer, minimum: 1, maximum: 9, default: 9}")]
    [InlineData("key: {type: string, secret: true}", "key: {type: number, maximum: 1, default: 0.5}")]
    [InlineData("key: {type: string, secret: true}", "key: {type: boolean, default: true}")]
    [InlineData("feed: {type: string}", "feed: {type: array, items: {type: string}, default: [a, b]}")]
    [InlineData("feed: {type: string}", "feed: {type: string, minLength: 1, maxLength: 1, pattern: \"^[a-z]$\", enum: [a], default: a}")]
    [InlineData("https://example.org/contact", "data@example.org")]
    [InlineData("[python3, plugin.py]", "[python3, -c, print()]")]
    [InlineData("[python3, plugin.py]", "[/opt/tool/run.sh, data, --config=x.py]")]
    [InlineData("[python3, plugin.py]", "[./plugin.py]")]
    [InlineData("Apache-2.0", "EUPL-1.2")]
    [InlineData("Apache-2.0", "CC-BY-4.0")]
    [InlineData("Apache-2.0", "MPL-2.0")]
    [InlineData("Apache-2.0", "0BSD")]
    [InlineData("Apache-2.0", "apache-2.0")]
    [InlineData("Apache-2.0", "MPL-1.1+")]
    [InlineData("Apache-2.0", "LicenseRef-Universitas-Contoh")]
    [InlineData("Apache-2.0", "MIT OR Apache-2.0")]
    [InlineData("Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("Apache-2.0", "(MIT OR Apache-2.0) AND (GPL-2.0-or-later WITH Bison-exception-2.2 and 0BSD)")]
    public void What_is_well_is_let_be(string well, string other) => Read(Well.Replace(well, other, StringComparison.Ordinal)).Findings.Should().BeEmpty();

    [Fact]
    public void What_a_project_is_yet_to_build_is_missed_by_everybody_but_its_author_at_work()
    {
        File.WriteAllText(Path.Combine(_some.Folder, "Counts.csproj"), "<Project />");

        Read(Well.Replace("[python3, plugin.py]", "[dotnet, Counts.dll]", StringComparison.Ordinal)).Findings.Should().ContainSingle()
            .Which.ToString().Should().StartWith("plugin.yaml:8:").And.Contain("there is no file `Counts.dll` before the project is published").And.Contain("dotnet publish");
        PluginFolder.Read(_some.Folder, atWork: true).Findings.Should().BeEmpty();
        Read(Well.Replace("[python3, plugin.py]", "[python3, nothere.py]", StringComparison.Ordinal)).Findings.Should().ContainSingle();
        PluginFolder.Read(_some.Folder, atWork: true).Findings.Should().ContainSingle("no project builds it");
    }

    [Fact]
    public void What_was_taken_before_lint_knew_of_it_goes_on()
    {
        Read(Well.Replace("key: {type: string, secret: true}", "key: {type: wat, default: 1}", StringComparison.Ordinal).Replace("plugin.py", "nothere.py", StringComparison.Ordinal).Replace("Apache-2.0", "Ours", StringComparison.Ordinal))
            .Findings.Should().HaveCount(3);

        PluginFolder.Read(_some.Folder, taken: true).Manifest!.Command.Should().Equal("python3", "nothere.py");
    }

    [Fact]
    public void All_mistakes_are_named_in_one_run() =>
        Read("id: X\npartners: [x]\nfoo: 1").Findings.Select(finding => finding.Code).Should().Contain(["id", "partners", "unknown-key", "missing"]);

    [Fact]
    public void A_folder_without_a_manifest_says_so() =>
        PluginFolder.Read(_some.Folder).Findings.Should().ContainSingle().Which.Code.Should().Be("no-manifest");

    [Fact]
    public void The_digest_changes_with_every_byte_and_name_and_with_nothing_else()
    {
        var first = Read(Well).Digest;
        Read(Well).Digest.Should().Be(first);
        File.WriteAllText(Path.Combine(_some.Folder, "more.py"), "print(1)");
        var second = PluginFolder.Read(_some.Folder).Digest;
        second.Should().NotBe(first);
        File.SetLastWriteTimeUtc(Path.Combine(_some.Folder, "more.py"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        PluginFolder.Read(_some.Folder).Digest.Should().Be(second);
        File.Move(Path.Combine(_some.Folder, "more.py"), Path.Combine(_some.Folder, "more2.py"));
        PluginFolder.Read(_some.Folder).Digest.Should().NotBe(second);
    }

    [Fact]
    public void The_digest_is_the_documented_one()
    {
        // sha256 of, for each file: its path NUL sha256(its bytes) LF
        var read = Read(Well);
        read.Digest.Should().Be(Sha256($"plugin.py\0{Sha256("")}\nplugin.yaml\0{Sha256(Well)}\n"));

        static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [SkippableFact]
    public void A_link_is_not_taken()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        Read(Well);
        File.CreateSymbolicLink(Path.Combine(_some.Folder, "passwords"), "/etc/passwd");
        PluginFolder.Read(_some.Folder).Findings.Should().ContainSingle().Which.Code.Should().Be("link");
    }

    public void Dispose() => _some.Dispose();

    private PluginFolder Read(string yaml) => _some.Read(yaml);
}
