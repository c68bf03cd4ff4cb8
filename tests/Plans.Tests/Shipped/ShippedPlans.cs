using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using NJsonSchema;
using Tracker.Domain.Commitments;
using Tracker.Support;
using Xunit;
using YamlDotNet.Serialization;

namespace Tracker.Plans.Tests.Shipped;

/// <summary>The plans that come with the product.</summary>
public sealed class ShippedPlans
{
    private static readonly string[] Keywords =
    [
        "$schema", "title", "description", "type", "properties", "required", "additionalProperties", "enum", "items", "minimum", "maximum",
        "minLength", "maxLength", "minItems", "maxItems", "pattern", "$defs", "$ref",
    ];

    public static TheoryData<string> Folders { get; } = new("bojonegoro-2016", "canada-nap6", "contoh", "contoh-lama");

    [Theory]
    [MemberData(nameof(Folders))]
    public void Lint_clean(string plan)
    {
        var result = PlanFiles.Lint(Folder(plan));
        result.Findings.Where(finding => finding.Code != "due-undated").Should().BeEmpty(); // one milestone of the example is undated on purpose
    }

    [Fact]
    public void Are_all_of_the_folder()
    {
        PlanFolder.In(Folder("")).Select(folder => Path.GetFileName(folder)).Should().BeEquivalentTo("bojonegoro-2016", "canada-nap6", "contoh", "contoh-lama");
        PlanFolder.In(Folder("")).Select(folder => PlanFolder.Read(folder).Plan!.Jurisdiction.Value).Should().Equal("bojonegoro", "canada", "contoh", "contoh");
    }

    [Fact]
    public void Bojonegoros_unknown_things_are_unknown_and_its_history_is_only_sent()
    {
        var plan = Read("bojonegoro-2016");
        plan.Commitments.Should().HaveCount(5);
        plan.Plan.Content.Start.Should().BeNull();
        plan.Plan.Content.End.Should().Be(new DateOnly(2017, 12, 31));
        plan.Plan.Content.CompiledBy!["en"].Value.Should().Be("Compiled by the project from public sources, not by the regency.");
        plan.Commitments[0].Content.Lead!.Value.Value.Should().Be("dinkominfo-bojonegoro");
        foreach (var commitment in plan.Commitments.Skip(1))
        {
            commitment.Content.Lead.Should().BeNull();
            commitment.Content.Unknown!.Keys.Should().Contain("lead");
            commitment.Content.Milestones.Should().ContainSingle();
        }

        plan.Commitments.SelectMany(one => one.Content.Milestones.Values).Should().OnlyContain(leaf => leaf.Note!.ContainsKey("id") && leaf.Note.ContainsKey("en"));
        plan.Reports.Should().OnlyContain(report => report.Completion == null).And.Contain(report => report.Percent == Percent.Of(54));
        plan.Evidence.Should().OnlyContain(evidence => evidence.Shows == null);
    }

    [SkippableFact]
    public void Canadas_dates_are_those_of_the_reference()
    {
        var reference = JsonNode.Parse(File.ReadAllText(Required.File("../shared/data/canada-nap6.json", "the reference of Canada's due dates")))!;
        var plan = Read("canada-nap6");
        var compared = 0;
        foreach (var commitment in reference["commitments"]!.AsArray())
        {
            var promise = plan.Commitments.Single(one => one.Content.Commitment.Number.Value == commitment!["code"]!.GetValue<string>()).Content;
            promise.Title["fr"].Value.Should().Be(commitment!["title_fr"]!.GetValue<string>());
            foreach (var milestone in commitment["milestones"]!.AsArray())
            {
                promise.Milestones[milestone!["code"]!.GetValue<string>()].Title["en"].Value.Should().Be(milestone["title_en"]!.GetValue<string>());
                foreach (var indicator in milestone["indicators"]!.AsArray()) compared += Compare(promise.Milestones[indicator!["code"]!.GetValue<string>()], indicator);
            }
        }

        compared.Should().Be(65);
        plan.Commitments.Sum(one => one.Content.Milestones.Values.Count(row => row.Parent is null)).Should().Be(19);
    }

    [Fact]
    public async Task Validate_against_the_schema_of_their_front_matter()
    {
        var schema = await JsonSchema.FromJsonAsync(PlanFileSchema.Json);
        var files = Directory.EnumerateFiles(Folder(""), "*.md", SearchOption.AllDirectories).Where(file => File.ReadAllText(file).StartsWith("---", StringComparison.Ordinal)).ToList();
        files.Should().HaveCountGreaterThan(12);
        foreach (var file in files)
        {
            var node = FrontMatter(file);
            schema.Validate(new JsonObject { [KindOf(file, node)] = node }.ToJsonString()).Should().BeEmpty(file);
        }
    }

    [Theory]
    [InlineData("plan", """{"plan":"x"}""")]
    [InlineData("plan", """{"titel":"x"}""")]
    [InlineData("translation", """{"lead":"x"}""")]
    [InlineData("commitment", """{"number":"1","start":"2025-01-01","end":"2025-12-31","lead":"x","values":["Secrecy"]}""")]
    public async Task The_schema_refuses_what_the_parser_refuses(string kind, string json)
    {
        var schema = await JsonSchema.FromJsonAsync(PlanFileSchema.Json);
        schema.Validate($$"""{"{{kind}}":{{json}}}""").Should().NotBeEmpty();
    }

    [Fact]
    public void The_schema_in_the_docs_is_made_from_the_parsers_table()
    {
        var path = Path.Combine(Required.Root, "docs/plan-file.schema.json");
        if (Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1") File.WriteAllText(path, PlanFileSchema.Json);
        File.ReadAllText(path).Should().Be(PlanFileSchema.Json);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("rencana")]
    [InlineData("commitment")]
    [InlineData("komitmen")]
    public void The_guide_names_every_key(string kind)
    {
        var guide = File.ReadAllText(Path.Combine(Required.Root, "docs/writing-a-plan.md"));
        var keys = JsonNode.Parse(PlanFileSchema.Json)!["$defs"]![kind]!["properties"]!.AsObject().Select(pair => pair.Key);
        keys.Where(key => !guide.Contains($"`{key}`", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_schema_uses_only_what_validators_agree_on() => Unknown(JsonNode.Parse(PlanFileSchema.Json)!, schema: true).Should().BeEmpty();

    private static IEnumerable<string> Unknown(JsonNode node, bool schema)
    {
        if (node is not JsonObject map) return [];
        var own = schema ? map.Select(pair => pair.Key).Where(key => !Keywords.Contains(key)) : [];
        var beside = schema && map.ContainsKey("$ref") && map.Count > 1 ? ["beside $ref"] : Array.Empty<string>();
        return own.Concat(beside).Concat(map.SelectMany(pair => pair.Value is null ? [] : Unknown(pair.Value, !(schema && pair.Key is "properties" or "$defs"))));
    }

    private static int Compare(Milestone leaf, JsonNode indicator)
    {
        var because = $"{indicator["code"]} says {indicator["due_text_en"]}";
        leaf.Title["en"].Value.Should().Be(indicator["output_en"]!.GetValue<string>());
        leaf.Title["fr"].Value.Should().Be(indicator["output_fr"]!.GetValue<string>());
        leaf.DueWords!["en"].Value.Should().Be(indicator["due_text_en"]!.GetValue<string>());
        leaf.Lead!.Value.Value.Should().Be(indicator["lead"]![0]!.GetValue<string>());
        var due = indicator["due"] is { } day ? DateOnly.ParseExact(day.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
        if (due is null)
        {
            leaf.Occurrences.Should().NotBeNull("a rhythm without an end recurs: {0}", because);
            leaf.Due.Should().Be(new DateOnly(2029, 12, 31), "it goes on to the plan's end: {0}", because);
        }
        else
        {
            leaf.Due.Should().Be(due, because);
        }

        var recurs = indicator["recurs"]?.GetValue<string>() ?? (due is null ? "biannual" : null);
        (leaf.Recurs is { } rhythm ? JsonSerializer.Serialize(rhythm, Domain.DomainJson.Options).Trim('"') : null).Should().Be(recurs, because);
        return 1;
    }

    private static string KindOf(string file, JsonNode? front) =>
        front!.AsObject().ContainsKey("nomor") && !file.Contains("plan.", StringComparison.Ordinal) ? "komitmen"
        : Path.GetFileName(file) == "plan.md" ? "plan"
        : Path.GetFileName(file).Split('.').Length == 3 ? "translation"
        : "commitment";

    private static JsonNode? FrontMatter(string file)
    {
        var yaml = File.ReadAllText(file).Split("---\n", 3)[1];
        var value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(value));
    }

    private static PlanInFiles Read(string plan) => PlanFolder.Read(Folder(plan)).Plan!; // lints clean: another test

    private static string Folder(string plan) => Path.Combine(Required.Root, "commitments", plan);
}
