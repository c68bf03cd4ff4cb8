using System.Text.RegularExpressions;
using FluentAssertions;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Evidence;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Domain.Reviews;
using Tracker.Domain.Standing;
using Tracker.Host.Features.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.History;
using Tracker.Host.Projections.Search;
using Tracker.Host.Running;
using Tracker.Host.Texts;
using Xunit;

namespace Tracker.Host.Tests.Pages;

public sealed partial class TextsTests
{
    private static readonly Speech s_english = Speech.In("en");

    public static TheoryData<string> Languages => [.. Speech.Languages];

    [Fact]
    public void Pages_speak_Indonesian_and_English() => Speech.Languages.Should().Contain(["en", "id"]);

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text_with_the_same_places(string language)
    {
        var speech = Speech.In(language);
        speech.Keys.Should().BeEquivalentTo(s_english.Keys);
        foreach (var key in s_english.Keys)
        {
            speech[key].Should().NotBeNullOrWhiteSpace("of {0}", key);
            Places(speech[key]).Should().BeEquivalentTo(Places(s_english[key]), "of {0}", key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_rule_that_refuses_has_its_words(string language)
    {
        foreach (var rule in Rules.All.Keys) Speech.In(language).Has("refusals." + rule).Should().BeTrue("{0} refuses", rule);
    }

    [Theory]
    [InlineData("id", "milestones/1.1/weight", "2.3333", "2,3333")]
    [InlineData("id", "commitments/1/budget", "1500000000.5", "1.500.000.000,5")]
    [InlineData("en", "budget", "1500000000.5", "1,500,000,000.5")]
    [InlineData("id", "milestones/1.1/due", "2026-06-30", "30 Juni 2026")]
    [InlineData("id", "weight", "much", "much")]
    public void A_fact_that_is_a_number_is_written_as_its_reader_writes_it(string language, string field, string value, string shown) =>
        FieldNames.Value(Speech.In(language), field, value).Should().Be(shown);

    [Theory]
    [InlineData("en", "milestones/1.1/lead", "This cannot be the value of “Responsible office”.")]
    [InlineData("id", "milestones/1.1/lead", "Ini tidak bisa menjadi nilai “Instansi penanggung jawab”.")]
    [InlineData("id", "values", "Ini tidak bisa menjadi nilai “Nilai OGP”.")]
    [InlineData("en", "something/else", "This cannot be the value of “something/else”.")]
    public void A_refusal_names_a_field_as_its_form_does(string language, string field, string words) =>
        Speech.In(language).Refusal(Rules.FieldValueInvalid.Refuse(field, ("field", field))).Should().Be(words);

    [Theory]
    [InlineData("1", "The plan’s files have 1 error and cannot be read", "1 field was changed both")]
    [InlineData("2", "The plan’s files have 2 errors and cannot be read", "2 fields were changed both")]
    public void A_refusal_says_one_as_one_and_more_as_many(string count, string broken, string conflicts)
    {
        s_english.Refusal(DoorRules.PlanFilesBroken.Refuse("digest", ("count", count))).Should().StartWith(broken);
        s_english.Refusal(DoorRules.PlanConflicts.Refuse("take", ("count", count))).Should().StartWith(conflicts);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_value_of_every_list_has_its_word(string language)
    {
        var speech = Speech.In(language);
        Has<Completion>(speech);
        Has<ProofState>(speech);
        Has<Lateness>(speech);
        Has<Partner>(speech);
        Has<Stance>(speech);
        Has<Challenge>(speech);
        Has<OgpValue>(speech);
        Has<Recurrence>(speech);
        Has<Role>(speech);
        Has<EvidenceStage>(speech);
        Has<EvidenceStep>(speech);
        Has<EvidenceNeed>(speech);
        Has<Ground>(speech);
        Has<Tracker.Domain.Hidings.HidingOutcome>(speech);
        Has<Tracker.Host.Projections.Hidings.HidingStep>(speech);
        Has<ChallengeOutcome>(speech);
        Has<EvidenceKind>(speech);
        Has<PluginStatus>(speech);
        Has<RunState>(speech);
        Has<FoundKind>(speech);
        Has<HistoryKind>(speech);
        Has<SourceVerdict>(speech);
        Has<Tracker.PluginRunner.Archive.CopyRefusal>(speech);
        Has<BatchSort>(speech);
        Has<CompletionCoding>(speech);
        Has<Specificity>(speech);
        Has<Verifiable>(speech);
        Has<OpenGovernmentLens>(speech);
        Has<PotentialImpact>(speech);
        Has<PotentialForResults>(speech);
        Has<DidItOpenGovernment>(speech);
        Has<EarlyResults>(speech);
        Has<Participation>(speech);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_reason_why_programs_cannot_be_isolated_has_its_words(string language) =>
        PluginIsolation.Reasons.Should().HaveCountGreaterThan(6).And.OnlyContain(why => Speech.In(language).Has("words." + why));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_way_in_which_a_run_can_fail_has_its_words(string language)
    {
        var ofThePlugin = Enum.GetValues<Tracker.PluginRunner.Running.PluginFailure>().Select(reason => new Tracker.PluginRunner.Running.PluginFailed(reason, "").Name).ToList();
        var ofTheSource = Enum.GetValues<Tracker.PluginRunner.Fetching.FetchRefusal>().Select(reason => Tracker.Host.Running.Sources.Kebab(reason.ToString())).Concat(["too-many-fetches", "too-many-bytes"])
            .Select(reason => SourceTrouble.Of(new SourceAnswer.Refused(reason, ""))).OfType<string>()
            .Append(SourceTrouble.Of(new SourceAnswer.Came(503, [], "", "", "", default, default))!).ToList(); // it is one

        foreach (var failure in ofThePlugin.Concat(ofTheSource).Concat(Grains.Plugins.RunFailures.All))
            PluginMarks.Failure(Speech.In(language), failure).Should().NotBe(failure, "nobody reads names").And.NotContain("{").And.EndWith(".", "of {0}", failure);
        ofThePlugin.Should().HaveCountGreaterThan(10);
        ofTheSource.Should().HaveCountGreaterThan(16);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_reason_why_a_zip_file_is_not_unpacked_has_its_words(string language) =>
        PluginArchive.Reasons.Should().HaveCountGreaterThan(6).And.OnlyContain(why => Speech.In(language).Has("words." + why));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_field_of_a_plan_and_of_a_promise_has_its_name(string language)
    {
        var speech = Speech.In(language);
        var fields = new[] { typeof(PlanPublished), typeof(CommitmentPublished), typeof(Milestone), typeof(ProofPolicy) }
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite)).Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).Distinct().ToList();
        fields.Should().Contain(["milestones", "policyAreas", "dueWords", "checkpoints"]);
        fields.Where(field => FieldNames.Of(speech, field) == field).Should().BeEmpty();
    }

    [Theory]
    [InlineData("plan", "Rencana")]
    [InlineData("plan/end", "Rencana: Berakhir")]
    [InlineData("plan/fieldNames/health/id", "Rencana: Nama bidang prioritas (health, bahasa Indonesia)")]
    [InlineData("organisations/warga-pemantau", "Organisasi warga-pemantau")]
    [InlineData("commitments/3", "Komitmen 3")]
    [InlineData("commitments/1/title/en", "Komitmen 1: Judul (bahasa Inggris)")]
    [InlineData("commitments/1/milestones/1.1/due", "Komitmen 1, target 1.1: Batas waktu")]
    [InlineData("history/reports.csv: 2016-05-31, contoh/1, 1.1", "history/reports.csv: 2016-05-31, contoh/1, 1.1")]
    public void A_path_is_said_in_words(string path, string words) => FieldNames.Whole(Speech.In("id"), path).Should().Be(words);

    [Theory]
    [InlineData("plan/end", "2028-12-31", "31 Desember 2028")]
    [InlineData("commitments/1/values", """["Access To Information","Technology"]""", "Akses informasi, Teknologi")]
    [InlineData("commitments/1/supporters/warga-pemantau", "public", "Publik")]
    [InlineData("commitments/1/continued", "true", "ya")]
    [InlineData("milestones/1.1/weight", "2", "2")]
    [InlineData("commitments/1/title/id", "2028-12-31, public", "2028-12-31, public")]
    [InlineData("commitments/1/brief/id", "[belum]", "[belum]")]
    [InlineData("plan/end", null, null)]
    public void A_fact_is_said_in_words_and_a_text_as_it_was_written(string path, string? value, string? words) =>
        FieldNames.Value(Speech.In("id"), path, value).Should().Be(words);

    [Fact]
    public void Every_text_that_the_pages_ask_for_exists()
    {
        var asked = Sources().SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value)).Distinct();
        asked.Should().NotBeEmpty();
        asked.Where(key => !s_english.Has(key)).Should().BeEmpty();
    }

    [Fact]
    public void A_refusal_is_told_in_the_readers_language_with_its_values()
    {
        var why = new Refused(
            "level-above-shown", RefusalKind.Invalid, "At most {shows}.", "level",
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("shows", "Substantial"));
        Speech.In("id").Refusal(why).Should().Contain("(Sebagian besar)");
        Speech.In("id").Refusal(why with { Rule = "not-translated" }).Should().Be("At most Sebagian besar.");
    }

    [Fact]
    public void One_and_many_are_told_apart()
    {
        s_english.Fill("{n} {n?piece|pieces}", [("n", 1)]).Should().Be("1 piece");
        s_english.Fill("{n} {n?piece|pieces}", [("n", 2)]).Should().Be("2 pieces");
    }

    [Theory]
    [InlineData("/id/plans/contoh?field=health&overdue=yes", "/en/plans/contoh?field=health&overdue=yes")]
    [InlineData("/id", "/en")]
    public void The_switch_changes_the_language_and_keeps_the_page(string from, string to)
    {
        var parts = from.Split('?', 2);
        Addresses.Switch(parts[0], parts.Length > 1 ? "?" + parts[1] : "", "en").Should().Be(to);
    }

    [Theory]
    [InlineData("/id/mine", true)]
    [InlineData("//example.org", false)]
    [InlineData("/\\example.org", false)]
    [InlineData("https://example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/x\r\nSet-Cookie: a=b", false)]
    [InlineData(null, false)]
    public void Only_an_own_page_is_gone_back_to(string? address, bool own) => Addresses.IsOwn(address).Should().Be(own);

    private static void Has<TValue>(Speech speech)
        where TValue : struct, Enum
    {
        foreach (var value in Enum.GetValues<TValue>()) speech.Of(value).Should().NotBeEmpty();
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tracker.sln"))) folder = folder.Parent;
        var host = Path.Combine(folder!.FullName, "src", "Host"); // the tests run inside the repository
        return new[] { "*.cshtml", "*.cs" }.SelectMany(pattern => Directory.EnumerateFiles(host, pattern, SearchOption.AllDirectories));
    }

    [GeneratedRegex(@"\bT(?:\[|\.Say\(|\.Rich\()""(?<key>[^""$]+[^"".])""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{(\w+)[?}]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();
}
