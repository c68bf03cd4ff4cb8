using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Cli;
using Xunit;

namespace Tracker.Plans.Tests.Cli;

/// <summary><c>tracker amend</c> against a tracker that answers as the API's own tests say it does.</summary>
public sealed class AmendCommandLine
{
    private const string Changed = """{"digest":"abc","applied":false,"items":[{"field":"commitments/1/title/en","atLastImport":"One","inFiles":"Two","inTracker":"One","fate":"changed","canBeApplied":true}]}""";
    private const string Conflict = """{"digest":"abc","applied":false,"items":[{"field":"commitments/1/title/en","atLastImport":"One","inFiles":"Two","inTracker":"Three","fate":"conflict","canBeApplied":true}]}""";

    [Fact]
    public async Task Applies_what_changed_and_says_its_entry()
    {
        var tracker = new AnsweringTracker(Changed, HttpStatusCode.Created, """{"log":"contoh","ledgerIndex":7}""");
        var (code, said) = await Run(tracker, null);
        code.Should().Be(0);
        said.Should().Contain("commitments/1/title/en: One | file Two | tracker One").And.Contain("entry 7 of contoh");
        tracker.Sent!["reason"]!.GetValue<string>().Should().Be("So decided.");
        tracker.Sent["digest"]!.GetValue<string>().Should().Be("abc");
        tracker.Key.Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"detail":"This account may not do this.","rule":"forbidden"}""", "Refused: This account may not do this. (forbidden)")]
    [InlineData("""{"detail":"This is required.","rule":"required","field":"reason","errors":[{"detail":"This is required.","rule":"required","field":"reason"},{"detail":"Too long.","rule":"text-too-long","field":"take"}]}""", "Refused: reason: This is required. (required)\nRefused: take: Too long. (text-too-long)")]
    public async Task Says_everything_that_was_refused_and_at_which_field(string problem, string words)
    {
        var (code, said) = await Run(new AnsweringTracker(Changed, HttpStatusCode.BadRequest, problem), null);
        code.Should().Be(1);
        said.ReplaceLineEndings("\n").Should().Contain(words);
    }

    [Fact]
    public async Task Applies_nothing_while_somebody_has_to_decide()
    {
        var tracker = new AnsweringTracker(Conflict, HttpStatusCode.Created, "{}");
        var (code, said) = await Run(tracker, null);
        code.Should().Be(1);
        said.Should().Contain("--conflicts file or --conflicts tracker");
        tracker.Sent.Should().BeNull();
    }

    [Fact]
    public async Task Takes_for_each_field_the_side_that_it_is_told()
    {
        var tracker = new AnsweringTracker(Conflicting("commitments/1/title/en", "plan/end", "commitments/2/due"), HttpStatusCode.Created, """{"log":"contoh","ledgerIndex":7}""");
        (await Run(tracker, null, "1/title/en=file", "plan/end=tracker", "commitments/2/due=file")).Code.Should().Be(0);
        tracker.Sent!["take"]!.AsArray().Select(field => (string)field!).Should().Equal("commitments/1/title/en", "commitments/2/due");
        (await Run(tracker, "file", "1/title/en=tracker")).Code.Should().Be(0);
        tracker.Sent!["take"]!.AsArray().Select(field => (string)field!).Should().Equal("plan/end", "commitments/2/due");
    }

    [Theory]
    [InlineData("1/title/en=file", "Undecided: plan/end")]
    [InlineData("1/title/en=both", "say which holds, 1/title/en=file or 1/title/en=tracker")]
    [InlineData("1/title/en", "say which holds")]
    [InlineData("1/title/id=file", "no such field is in conflict. In conflict: commitments/1/title/en, plan/end")]
    [InlineData("1/title/en=file,commitments/1/title/en=tracker", "is said twice")]
    public async Task Applies_nothing_where_a_field_is_not_decided_or_not_there(string said, string why)
    {
        var tracker = new AnsweringTracker(Conflicting("commitments/1/title/en", "plan/end"), HttpStatusCode.Created, "{}");
        var (code, answered) = await Run(tracker, null, said.Split(','));
        code.Should().Be(1);
        answered.Should().Contain(why).And.Contain("Nothing was applied");
        tracker.Sent.Should().BeNull();
    }

    [Fact]
    public async Task Names_a_token_that_is_nobodys_although_there_is_nothing_to_apply()
    {
        var (code, said) = await Run(new("""{"rule":"not-signed-in"}""", HttpStatusCode.Created, "{}") { Reading = HttpStatusCode.Unauthorized }, null);
        code.Should().Be(1);
        said.Should().Contain("--token is no token of this tracker");
    }

    [Theory]
    [InlineData("file", 1)]
    [InlineData("tracker", 0)]
    public async Task Takes_the_side_that_it_is_told(string side, int taken)
    {
        var tracker = new AnsweringTracker(Conflict, HttpStatusCode.Created, """{"log":"contoh","ledgerIndex":7}""");
        (await Run(tracker, side)).Code.Should().Be(0);
        tracker.Sent!["take"]!.AsArray().Should().HaveCount(taken);
    }

    [Fact]
    public async Task Says_why_it_was_refused_and_does_nothing_where_there_is_nothing()
    {
        var (code, said) = await Run(new(Changed, HttpStatusCode.Forbidden, """{"rule":"role-not-allowed","detail":"As owner you may not do this."}"""), null);
        code.Should().Be(1);
        said.Should().Contain("As owner you may not do this.").And.Contain("role-not-allowed");
        (await Run(new("""{"digest":"abc","applied":true,"items":[]}""", HttpStatusCode.Created, "{}"), null)).Code.Should().Be(0);
        (await Run(new(null, HttpStatusCode.Created, "{}"), null)).Code.Should().Be(1);
    }

    [Fact]
    public async Task Says_what_is_wrong_in_files_that_cannot_be_read_and_applies_nothing()
    {
        var tracker = new AnsweringTracker(
            """{"digest":"abc","applied":false,"items":[],"errors":[{"file":"contoh/05-kontrak.md","line":17,"column":34,"code":"date-unreadable","message":"this is no date","whatToDo":"write 2025-11-30"}]}""",
            HttpStatusCode.Created, "{}");
        var (code, said) = await Run(tracker, "file");
        code.Should().Be(1);
        said.Should().Contain("contoh/05-kontrak.md:17:34: date-unreadable: this is no date, write 2025-11-30").And.Contain("Nothing was applied");
        tracker.Sent.Should().BeNull();
    }

    [Fact]
    public async Task Says_all_of_it_in_the_language_asked_for()
    {
        var (_, said) = await RunIn("id", new(Changed, HttpStatusCode.Created, """{"log":"contoh","ledgerIndex":7}"""), null);
        said.Should().Be("berubah  commitments/1/title/en: One | berkas Two | pelacak One\nDiterapkan: catatan 7 dari contoh.\n");
        (await RunIn("id", new(Conflict, HttpStatusCode.Created, "{}"), null)).Said.Should().StartWith("bentrok  commitments/1/title/en").And.Contain("--conflicts file").And.EndWith("Tidak ada yang diterapkan.\n");
        (await RunIn("id", new(Conflict, HttpStatusCode.Created, "{}"), null, "1/title/en=both")).Said.Should().Contain("sebutkan mana yang berlaku");
        (await RunIn("id", new(null, HttpStatusCode.Created, "{}"), null)).Said.Should().Be("'contoh': pelacak ini belum membaca berkas rencana itu.\n");
        (await RunIn("id", new(Changed, HttpStatusCode.Forbidden, """{"rule":"role-not-allowed","detail":"Sebagai instansi Anda tidak boleh melakukan ini."}"""), null)).Said.Should().EndWith("Ditolak: Sebagai instansi Anda tidak boleh melakukan ini. (role-not-allowed)\n");
    }

    [Fact]
    public async Task Says_so_where_no_tracker_answers()
    {
        using var http = Server.At("https://tracker.example.org", "token", "id");
        http.DefaultRequestHeaders.AcceptLanguage.ToString().Should().Be("id", "the tracker says its part in the same language");
        FluentActions.Invoking(() => Server.At("tracker", null, "id")).Should().Throw<NotUsable>().Which.Why.In("id").Should().StartWith("'tracker' bukan alamat pelacak");
        await FluentActions.Awaiting(() => Run(new("<html>", HttpStatusCode.OK, "{}"), null)).Should().ThrowAsync<HttpRequestException>();
    }

    private static string Conflicting(params string[] fields) =>
        $$"""{"digest":"abc","applied":false,"items":[{{string.Join(',', fields.Select(field => $$"""{"field":"{{field}}","atLastImport":"One","inFiles":"Two","inTracker":"Three","fate":"conflict","canBeApplied":true}"""))}}]}""";

    private static Task<(int Code, string Said)> Run(AnsweringTracker tracker, string? conflicts, params string[] named) => RunIn("en", tracker, conflicts, named);

    private static async Task<(int Code, string Said)> RunIn(string language, AnsweringTracker tracker, string? conflicts, params string[] named)
    {
        using var http = new HttpClient(tracker) { BaseAddress = new("https://tracker.example.org/") };
        using var said = new StringWriter();
        var code = await AmendCommand.Run(http, "contoh", "So decided.", new(conflicts, named), language, said, default);
        return (code, said.ToString());
    }

    private sealed class AnsweringTracker(string? differences, HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public JsonObject? Sent { get; private set; }

        public string? Key { get; private set; }

        /// <summary>How it answers who asks for the differences.</summary>
        public HttpStatusCode Reading { get; init; } = HttpStatusCode.OK;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
                return differences is null ? new(HttpStatusCode.NotFound) : Json(Reading, differences);
            request.RequestUri!.AbsolutePath.Should().Be("/api/v1/plans/contoh/amendments");
            Sent = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
            Key = request.Headers.GetValues("Idempotency-Key").Single();
            return Json(status, answer);
        }

        private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
    }
}
