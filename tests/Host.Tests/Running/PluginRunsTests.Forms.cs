using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Tests.Doors;
using Tracker.Ledger;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>A plugin's form as people meet it.</summary>
public sealed partial class PluginRunsTests
{
    private const string Asked = """
        {"type":"object","properties":{
            "count":{"type":"integer","title":"Count","minimum":1,"maximum":9},
            "day":{"type":"string","title":"When","description":"The day, such as 2026-03-31.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "seen":{"type":"string","title":"What you saw","minLength":5,"maxLength":20},
            "side":{"type":"string","title":"Side","enum":["for","against"]},
            "open":{"type":"boolean","title":"Open"},
            "sheet":{"type":"string","title":"Workbook","contentEncoding":"base64"}},"required":["seen"]}
        """;

    [Theory]
    [InlineData("contoh/2#9.9")]
    [InlineData("contoh/1#77.7")]
    [InlineData("contoh/99")]
    [InlineData("contoh/1#1.1#1.2")]
    [InlineData("x")]
    [InlineData("")]
    public async Task What_is_not_offered_cannot_be_chosen_and_nothing_is_recorded(string about)
    {
        await Installed($"counts-a{about.Length}");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        _process.Submits = (_, _) => throw new InvalidOperationException("It was handed on.");
        await Ran();
        var size = await _site.Services.GetRequiredService<LogReader>().Size("contoh", default);
        var visitor = await SignedIn("partner");

        var answer = await visitor.Send(await visitor.Open($"/en/plugins/{_plugin}/form"), ("about", about), ("s-seen", "The board hangs"));

        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.BadRequest);
        (await Pages.Visitor.Read(answer)).QuerySelector("div.errors")!.TextContent.Should().Contain("What is it about? — Choose one of the values offered.");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
        (await _site.Services.GetRequiredService<LogReader>().Size("contoh", default)).Should().Be(size);
    }

    [Theory]
    [InlineData("en", "Count — Give a whole number from 1 to 9.", "When — This is not written as it is wanted here. The day, such as 2026-03-31.", "What you saw — This is required.", "Side — Choose one of the values offered.", "Open — Give")]
    [InlineData("id", "Count — Isilah dengan bilangan bulat dari 1 sampai 9.", "When — Cara menulisnya tidak seperti yang diminta. The day, such as 2026-03-31.", "What you saw — Bagian ini wajib.", "Side — Pilih salah satu nilai yang tersedia.", "Open — Isilah dengan")]
    public async Task A_field_is_refused_in_words_for_whoever_fills_it_in(string language, params string[] words)
    {
        await Installed($"counts-w-{language}");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await Ran();
        var visitor = await SignedIn("partner");

        var answer = await visitor.Send(
            await visitor.Open($"/{language}/plugins/{_plugin}/form"),
            ("about", "contoh/1"), ("s-count", "10"), ("s-day", "31/03/2026"), ("s-seen", ""), ("s-side", "neither"), ("s-open", "maybe"));

        var page = await Pages.Visitor.Read(answer);
        page.QuerySelectorAll("div.errors li").Select(item => item.TextContent).Should().HaveCount(words.Length).And.Satisfy(words.Select(
            word => (System.Linq.Expressions.Expression<Func<string, bool>>)(text => text.StartsWith(word))).ToArray());
        page.QuerySelector("div.errors")!.TextContent.Should().NotContainAny("setting", "Setelan", "plugin", "[0-9]");
        page.QuerySelectorAll("span.hint").Select(hint => hint.TextContent.Trim()).Should().Equal("The day, such as 2026-03-31.");
        page.QuerySelector("#f-s-count")!.GetAttribute("aria-describedby").Should().Be("e-s-count", "there is no hint to name");
    }

    [Theory]
    [InlineData("who saw it", "s-who~20~saw~20~it")]
    [InlineData("desa\"><b>", "s-desa~22~~3e~~3c~b~3e~")]
    [InlineData("village_code", "s-village_code")]
    public async Task Whatever_a_field_is_called_its_label_and_its_error_lead_to_it_and_its_value_to_the_plugin(string name, string control)
    {
        await Installed($"counts-n{name.Length}");
        _process.Asks = new() { ["type"] = "object", ["properties"] = new JsonObject { [name] = new JsonObject { ["type"] = "string", ["title"] = "Who", ["minLength"] = 3 } } };
        JsonObject? given = null;
        _process.Submits = (_, filled) =>
        {
            given = (JsonObject?)filled["values"];
            return Task.FromResult<FormRefusal?>(null);
        };
        await Ran();
        var visitor = await SignedIn("partner");
        var form = await visitor.Open($"/en/plugins/{_plugin}/form");
        form.QuerySelectorAll("label").Should().Contain(label => label.GetAttribute("for") == "f-" + control && form.GetElementById("f-" + control) != null);

        var refused = await Pages.Visitor.Read(await visitor.Send(form, ("about", "contoh/1"), (control, "x")));
        refused.QuerySelector("div.errors a")!.GetAttribute("href").Should().Be("#f-" + control);
        refused.GetElementById("f-" + control)!.GetAttribute("aria-describedby").Should().Be("e-" + control);
        refused.GetElementById("e-" + control).Should().NotBeNull();
        await visitor.Send(refused, ("about", "contoh/1"), (control, "A neighbour"));
        await Grain.Ended();

        ((string?)given?[name]).Should().Be("A neighbour");
    }

    [Theory]
    [InlineData("id", "12,5", "12.5", "Bagian — Isilah dengan bilangan tanpa tanda pemisah ribuan, misalnya 1200 atau 12,5.")]
    [InlineData("en", "12.5", "12.5", "Bagian — Give a number with nothing between thousands, such as 1200 or 12.5.")]
    public async Task A_number_in_a_form_is_what_the_language_of_the_page_makes_of_it(string language, string typed, string given, string words)
    {
        await Installed($"counts-number-{language}");
        _process.Asks = (JsonObject)JsonNode.Parse("""{"type":"object","properties":{"share":{"type":"number","title":"Bagian"}}}""")!;
        JsonNode? share = null;
        _process.Submits = (_, filled) =>
        {
            share = filled["values"]!["share"];
            return Task.FromResult<FormRefusal?>(null);
        };
        await Ran();
        var visitor = await SignedIn("partner");
        var form = await visitor.Open($"/{language}/plugins/{_plugin}/form");

        foreach (var unclear in new[] { language == "id" ? "50.000" : "50,000", "1.234,5", "1,234.5" })
        {
            var refused = await Pages.Visitor.Read(await visitor.Send(form, ("about", "contoh/1"), ("s-share", unclear)));
            refused.QuerySelector("div.errors")!.TextContent.Should().Contain(words);
        }

        await visitor.Send(form, ("about", "contoh/1"), ("s-share", typed));
        await Grain.Ended();
        share!.ToJsonString().Should().Be(given);
    }

    [Theory]
    [InlineData("plugin")]
    [InlineData("host")]
    public async Task A_plugin_that_does_not_say_what_its_form_asks_is_asked_once_a_minute(string whoseFailure)
    {
        await Installed($"counts-silent-{whoseFailure}");
        _process.AsksBy = _ => (JsonObject)JsonNode.Parse(Asked)!;
        await Ran();
        var visitor = await SignedIn("partner");
        var page = await visitor.Open($"/en/plugins/{_plugin}/form");
        _site.Services.GetRequiredService<IPluginForms>().Forget(_digest, SomeActor.Community); // as by another start
        _process.AsksBy = _ => throw (whoseFailure == "plugin" ? new PluginFailed("crashed", "It fell over.") : new IOException("Its pipe broke."));
        var before = _process.Starts;
        foreach (var _ in new[] { 1, 2, 3 }) (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("main form").Should().BeNull();
        _process.Starts.Should().Be(before + 1);
        var sent = await visitor.Send(page, ("about", "contoh/1#1.1"), ("s-seen", "The board hangs."));
        sent.StatusCode.Should().Be(System.Net.HttpStatusCode.BadRequest);
        (await Pages.Visitor.Read(sent)).QuerySelector("main")!.TextContent.Should().Contain("does not say now what its form asks").And.Contain("The board hangs.");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse("nothing was sent");
        _process.AsksBy = _ => (JsonObject)JsonNode.Parse(Asked)!;

        _site.Clock.Advance(TimeSpan.FromMinutes(1));

        (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("#f-s-count").Should().NotBeNull();
    }

    [Fact]
    public async Task A_plugin_that_did_not_say_while_its_settings_became_others_is_asked_again_at_once()
    {
        await Installed("counts-meanwhile");
        _process.AsksBy = _ =>
        {
            _site.Services.GetRequiredService<IPluginForms>().Forget(_digest, SomeActor.Community);
            throw new PluginFailed("crashed", "It knows no such place.");
        };
        await Ran();
        var visitor = await SignedIn("partner");
        (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("main form").Should().BeNull();

        _process.AsksBy = _ => (JsonObject)JsonNode.Parse(Asked)!;

        (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("#f-s-count").Should().NotBeNull();
    }

    [Fact]
    public async Task A_form_is_asked_for_once_until_its_settings_are_others()
    {
        _reader.Settings = (JsonObject)JsonNode.Parse("""{"properties":{"place":{"type":"string"}}}""")!;
        await Installed("counts-settings", new() { ["place"] = "Selat" });
        var asked = 0;
        _process.AsksBy = settings =>
        {
            asked++;
            return new() { ["properties"] = new JsonObject { ["seen"] = new JsonObject { ["type"] = "string", ["title"] = $"Seen in {settings["place"]}" } } };
        };
        await Ran();
        var visitor = await SignedIn("partner");
        foreach (var _ in new[] { 1, 2 }) (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("label[for=f-s-seen]")!.TextContent.Should().Contain("Seen in Selat");
        asked.Should().Be(1);

        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/settings", new() { ["organisation"] = SomeActor.Community.Value, ["values"] = new JsonObject { ["place"] = "Hulu" } }))
            .StatusCode.Should().Be(System.Net.HttpStatusCode.Accepted);

        (await visitor.Open($"/en/plugins/{_plugin}/form")).QuerySelector("label[for=f-s-seen]")!.TextContent.Should().Contain("Seen in Hulu");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_called_that_with_how_large_it_may_be()
    {
        await Installed("counts-large");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await Ran();
        var visitor = await SignedIn("partner");
        foreach (var (language, words) in new[] { ("en", "This file is too large: it has 700 KB, and may have at most 640 KB."), ("id", "Berkas ini terlalu besar: 700 KB, padahal paling besar 640 KB.") })
        {
            var page = await visitor.Open($"/{language}/plugins/{_plugin}/form");
            using var form = new MultipartFormDataContent();
            foreach (var hidden in page.QuerySelectorAll("main input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!); // it has one
            form.Add(new StringContent("contoh/1"), "about");
            form.Add(new StringContent("The board hangs"), "s-seen");
            form.Add(new ByteArrayContent(new byte[700 * 1024]), "s-sheet", "book.xlsx");

            var answer = await visitor.Http.PostAsync($"/{language}/plugins/{_plugin}/form", form);

            (await Pages.Visitor.Read(answer)).QuerySelector("div.errors")!.TextContent.Should().Contain(words);
        }
    }

    [Fact]
    public async Task A_form_of_a_plugin_that_was_stopped_meanwhile_is_refused_in_words_and_what_was_typed_is_still_there()
    {
        await Installed("counts-stopped");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await Ran();
        var (visitor, other) = (await SignedIn("partner"), await SignedIn("other-partner"));
        var page = await visitor.Open($"/en/plugins/{_plugin}/form");
        (await _site.As("admin").Post($"/api/v1/plugins/{_plugin}/revocation", new() { ["reason"] = "Enough." })).EnsureSuccessStatusCode();
        await CaughtUp();

        var answer = await visitor.Send(page, ("about", "contoh/1"), ("s-seen", "The board hangs <b>"));

        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.Conflict);
        var again = await Pages.Visitor.Read(answer);
        again.QuerySelector("div.errors")!.TextContent.Should().Contain("does not speak for your organisation any more. Nothing was sent.");
        again.QuerySelectorAll("blockquote").Select(text => text.TextContent).Should().Equal("The board hangs <b>");
        (await visitor.Http.GetAsync($"/en/plugins/{_plugin}/form")).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound, "nobody begins it any more");
        (await other.Send(page, ("about", "contoh/1"), ("s-seen", "The board hangs"))).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound, "it never spoke for them");
        (await Store.Load(_plugin, SomeActor.Community)).Waiting.Should().BeFalse();
    }

    [Fact]
    public async Task What_it_may_be_about_is_grouped_by_plan_in_the_readers_language_and_a_commitments_page_leads_there()
    {
        await Installed("counts-about");
        _process.Asks = (JsonObject)JsonNode.Parse(Asked)!;
        await Ran();
        var visitor = await SignedIn("partner");

        var commitment = await visitor.Open("/en/plans/contoh/commitments/1");

        var link = commitment.QuerySelector($"a[href^='/en/plugins/{_plugin}/form']")!;
        link.TextContent.Should().Be("Send something by a form: Counts");
        var group = (await visitor.Open(link.GetAttribute("href")!)).QuerySelectorAll("#f-about optgroup").Should().ContainSingle().Subject;
        var title = commitment.QuerySelector("h1")!;
        group.QuerySelectorAll("option").Select(option => option.GetAttribute("value")).Should().Equal("contoh/1", "contoh/1#1.1", "contoh/1#1.2.1");
        group.QuerySelector("option[value='contoh/1']")!.TextContent.Should().Be($"1 {title.TextContent.Trim()}", "it is said as its own page says it");
        group.QuerySelector("option[value='contoh/1']")!.HasAttribute("selected").Should().BeTrue();
        foreach (var language in new[] { "en", "id" })
        {
            var page = await visitor.Open($"/{language}/plugins/{_plugin}/form");
            var plan = (await visitor.Open($"/{language}/plans/contoh")).QuerySelector("h1")!;
            page.QuerySelector("#f-about optgroup")!.GetAttribute("label").Should().Be(plan.TextContent.Trim());
            page.QuerySelector("#f-about option[value='contoh/1']")!.TextContent.Should().Be("1 " + (await visitor.Open($"/{language}/plans/contoh/commitments/1")).QuerySelector("h1")!.TextContent.Trim());
            page.QuerySelectorAll("#f-about [lang]").Select(item => item.GetAttribute("lang")).Should().NotContain(language, "that is the page's own");
        }

        (await new Pages.Visitor(_site.Visitor()).Open("/en/plans/contoh/commitments/1")).QuerySelectorAll("a[href*='/form']").Should().BeEmpty();
        (await (await SignedIn("other-partner")).Open("/en/plans/contoh/commitments/1")).QuerySelectorAll("a[href*='/form']").Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_sent_to_this_site_is_called_that_and_is_no_link()
    {
        await Installed("counts-sent");
        _process.Receives = async (calls, delivery) =>
        {
            var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(delivery.Body.Span));
            (await calls.Evidence(Some("delivered", sha256), default)).Should().BeOfType<DraftOutcome.Accepted>();
        };
        await Ran();
        await Deliver("{}", ("X-Signature", "abc"));
        await Grain.Ended();
        await CaughtUp();
        var piece = _site.Services.GetRequiredService<PluginViews>().Contributed(_plugin, null, 10).Single();
        _process.Collects = async (calls, _, _, ct) =>
        {
            var came = (SourceAnswer.Came)await calls.Fetch("GET", Feed, [], ct);
            await calls.Evidence(Some("read", came.Sha256), ct);
            return null;
        };
        var read = (await Store.Pieces((await Ran()).Row.Number, null, 2)).Single();

        var said = JsonNode.Parse(await _site.Visitor().GetStringAsync($"/api/v1/evidence/{piece}"))!;
        var now = said["contents"]![0]!;
        var source = now["plugin"]!["sources"]![0]!;
        foreach (var (part, address) in new[] { (said, "source"), (now, "source"), (source, "address") })
        {
            part[address].Should().BeNull("nobody could open it");
            part["sentHere"]!.GetValue<bool>().Should().BeTrue();
        }

        source["noCopy"]!.GetValue<string>().Should().Be("delivered");
        source["copy"].Should().BeNull();
        source["status"].Should().BeNull("there was no answer");
        ((string)(await (await _site.As("reviewer").Post($"/api/v1/evidence/{piece}/check", [])).Json())["rule"]!).Should().Be("no-plugin-to-ask", "it is read nowhere again");
        var elsewhere = JsonNode.Parse(await _site.Visitor().GetStringAsync($"/api/v1/evidence/{read}"))!;
        elsewhere["source"]!.GetValue<string>().Should().Be(Feed);
        elsewhere["sentHere"]!.GetValue<bool>().Should().BeFalse();

        var visitor = new Pages.Visitor(_site.Visitor());
        foreach (var (language, words) in new[] { ("en", "sent to this site"), ("id", "dikirim ke situs ini") })
        {
            var main = (await visitor.Open($"/{language}/evidence/{piece}")).QuerySelector("main")!;
            main.TextContent.Should().Contain(words);
            main.QuerySelectorAll("a[href*='/hooks/']").Should().BeEmpty();
            (await visitor.Open($"/{language}/evidence/{read}")).QuerySelectorAll($"main a[href='{Feed}']").Should().NotBeEmpty("what was read elsewhere can be read there");
        }
    }
}
