using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>Whatever is wrong is named where it stands, so that an editor leads to it.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly SomeManifest _some = new();

    [Theory]
    [InlineData("  type: object", "\ttype: object", 11, "indent with spaces instead of tabs")]
    [InlineData("    feed: {type", "\tfeed: {type", 13, "indent with spaces instead of tabs")]
    [InlineData("  properties:", "\tproperties:", 12, "indent with spaces instead of tabs")]
    [InlineData("licence: Apache-2.0", "licence: 'Apache-2.0", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence: Apache: 2.0", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence Apache-2.0", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence: @Apache", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence: %Apache", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence: `Apache`", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "licence: \"\\q\"", 7, "the YAML reader says")]
    [InlineData("licence: Apache-2.0", "  licence: Apache-2.0", 7, "the YAML reader says")]
    [InlineData("[academia, business]", "[academia, business", 6, "it is not YAML")]
    [InlineData("[academia, business]", "academia, business]", 5, "yaml")]
    [InlineData("form: {}", "form: {", 20, "it is not YAML")]
    [InlineData("form: {}", "form: }", 19, "yaml")]
    [InlineData("form: {}", "form: &", 19, "the YAML reader says")]
    [InlineData("form: {}", "form: |9x", 19, "the YAML reader says")]
    [InlineData("form: {}", "form: {}\n---\na: b", 20, "there is a second document")]
    [InlineData("form: {}", "form: {}\u0000", 19, "the character U+0000 cannot be seen")]
    [InlineData("form: {}", "form: {} # \u001B[31m", 19, "the character U+001B cannot be seen")]
    public void What_is_no_YAML_is_named_by_its_line(string well, string wrong, int line, string words) =>
        _some.Finding(well, wrong).Should().StartWith($"plugin.yaml:{line}:").And.Contain(words);

    [Theory]
    [InlineData("feed: {type: string}", "feed:\n      type: string\n      patern: a", "15:7: settings: the keyword `patern` would be ignored, did you mean `pattern`?")]
    [InlineData("feed: {type: string}", "feed:\n      type: array\n      items:\n        const: a", "16:9: settings: the keyword `const` would be ignored, use only: ")]
    [InlineData("feed: {type: string}", "feed: {$ref: x}\n    more:\n      type: string\n      $ref: x", "16:7: settings: beside `$ref` everything else would be ignored")]
    [InlineData("[\"https://data.example.org/api/\", \"{feed}\"]", "\n  - https://data.example.org/api/\n  - \"{feed}\"\n  - ftp://a", "19:5: fetch: `ftp://a` is no address")]
    [InlineData("[\"https://data.example.org/api/\", \"{feed}\"]", "\n  - \"{feed}\"\n  - {a: b}", "18:5: fetch: `fetch` is a list of 1 to 64 texts")]
    [InlineData("[academia, business]", "\n  - academia\n  - bussiness", "7:5: partners: `bussiness` is no partner, did you mean `business`?")]
    [InlineData("[x-api-key, authorization]", "[x-api-key,\n    Authorization]", "21:5: requests: `Authorization` is no header's name")]
    [InlineData("[x-api-key, authorization]", "[x-api-key,\n    cookie]", "21:5: requests: `cookie` is the host's own")]
    [InlineData("[x-signature]", "[x-signature,\n    X-More]", "18:5: webhook: `X-More` is no header's name")]
    [InlineData("[x-signature]", "[x-signature,\n    cookie]", "18:5: webhook: `cookie` is not let through")]
    [InlineData("form: {}", "form:\n  template: none.xlsx", "20:13: form: there is no file `none.xlsx`")]
    public void What_stands_on_a_line_of_its_own_is_named_there(string well, string wrong, string told) =>
        _some.Finding(well, wrong).Should().StartWith($"plugin.yaml:{told}");

    [Theory]
    [InlineData("en: Open data}", "en: \"Open\\u202Edata\"}", "2:30: name: the character U+202E changes the direction of what is read, delete it")]
    [InlineData("en: Open data}", "en: \"Open\\0data\"}", "2:30: name: the character U+0000 cannot be seen")]
    [InlineData("en: Open data}", "en: \"Open\\ndata\"}", "2:30: name: it does not stand on one line")]
    [InlineData("en: Open data}", "en: Open data, fr: \"\u2066\"}", "2:45: name: the character U+2066")]
    [InlineData("The example university", "\"The\\u202E\"", "6:20: maintainer: the character U+202E")]
    [InlineData("The example university", "\"The\\nuniversity\"", "6:20: maintainer: it does not stand on one line")]
    [InlineData("https://example.org/contact", "\"https://example.org/\u2069\"", "6:53: maintainer: the character U+2069")]
    [InlineData("feed: {type: string}", "feed: {type: string, title: \"a\u202E\"}", "13:33: settings: the character U+202E")]
    [InlineData("feed: {type: string}", "feed: {type: string, descriptions: {en: \"a\\a\"}}", "13:45: settings: the character U+0007")]
    public void What_people_are_shown_reads_as_it_is_written(string well, string wrong, string told) =>
        _some.Finding(well, wrong).Should().StartWith($"plugin.yaml:{told}");

    [Theory]
    [InlineData("contact: https://example.org/contact}", "contact: https://example.org/contact, phone: none}", "6:82: unknown-key: `phone` is not a key here, the keys are name, contact")]
    [InlineData("\"0 3 * * *\"", "\"0 0 31 2 *\"", "9:11: schedule: `0 0 31 2 *` is on no day of any year")]
    [InlineData("https://data.example.org/api/", "http://10.0.0.1/", "16:9: fetch: `http://10.0.0.1/` is not on the public internet")]
    [InlineData("https://data.example.org/api/", "http://192.168.1.1/a", "16:9: fetch: `http://192.168.1.1/a` is not on the public internet")]
    [InlineData("https://data.example.org/api/", "http://169.254.169.254/latest/", "16:9: fetch: `http://169.254.169.254/latest/` is not on the public internet")]
    [InlineData("https://data.example.org/api/", "http://[::1]/", "16:9: fetch: `http://[::1]/` is not on the public internet")]
    [InlineData("https://data.example.org/api/", "http://localhost:5999/", "16:9: fetch: `http://localhost:5999/` is not on the public internet")]
    [InlineData("feed: {type: string}", "feed: {type: integer}", "16:42: fetch: the setting `feed` is neither a text nor a list of texts")]
    [InlineData("feed: {type: string}", "feed: {type: array, items: {type: integer}}", "16:42: fetch: the setting `feed` is neither a text nor a list of texts")]
    [InlineData("feed: {type: string}", "feed: {type: string, enum: []}", "13:32: settings: `enum` is no list of values, or has none in it")]
    [InlineData("feed: {type: string}", "feed: {type: string, title: 5}", "13:33: settings: `title` is no text, put it in quotation marks")]
    [InlineData("feed: {type: string}", "feed: {type: string, description: 5}", "13:39: settings: `description` is no text")]
    [InlineData("feed: {type: string}", "feed: {type: string, titles: Tabel}", "13:34: settings: `titles` is no list of texts by language")]
    [InlineData("id: open-data", "id: \"open-data\\n\"", "1:5: id: `id` is not 3 to 32 small letters")]
    [InlineData("version: 1.2.0", "version: \"1.2.0\\n\"", "3:10: version: ")]
    [InlineData("version: 1.2.0", "version: 1\u0661.2.0", "3:10: version: ")]
    public void What_could_never_be_used_is_told(string well, string wrong, string told) =>
        _some.Finding(well, wrong).Should().StartWith($"plugin.yaml:{told}");

    [Theory]
    [InlineData("\"0 3 * * *\"", "\"0 0 29 2 *\"")]
    [InlineData("feed: {type: string}", "feed: {type: array, items: {type: string}}")]
    [InlineData("feed: {type: string}", "feed: {type: array}")]
    [InlineData("feed: {type: string}", "feed: {}")]
    [InlineData("feed: {type: string}", "feed: {type: string, title: \"5\", titles: {id: Tabel}, description: \"Two\\nlines\"}")]
    [InlineData("en: Open data}", "en: \"Open data \U0001F4C8\"}")]
    [InlineData("id: open-data", "id: 2026-data")]
    public void What_is_well_is_let_be(string well, string other) => _some.Finding(well, other).Should().BeEmpty();

    [Theory]
    [InlineData("en: Open data}", "en: \"Open\\ndata\"}")]
    [InlineData("contact: https://example.org/contact}", "contact: https://example.org/contact, phone: none}")]
    [InlineData("\"0 3 * * *\"", "\"0 0 31 2 *\"")]
    [InlineData("https://data.example.org/api/", "http://10.0.0.1/")]
    [InlineData("feed: {type: string}", "feed: {type: integer, title: 5, enum: []}")]
    public void What_was_taken_before_goes_on(string well, string wrong)
    {
        _some.Finding(well, wrong).Should().NotBeEmpty();

        PluginFolder.Read(_some.Folder, taken: true).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Settings_whose_properties_are_none_break_nothing() =>
        _some.Finding("    feed: {type: string}\n    key: {type: string, secret: true}\n", "    - feed\n").Should().Contain("there is no setting `feed`");

    public void Dispose() => _some.Dispose();
}
