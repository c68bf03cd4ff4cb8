using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Plans.Commitments;
using Tracker.Plans.History;
using Tracker.Plans.Plans;
using Tracker.Plans.Source;

namespace Tracker.Plans;

/// <summary>Reads a plan's folder: <c>plan.md</c>, one <c>NN-slug.md</c> a commitment, translations, <c>history/</c>.</summary>
public static partial class PlanFolder
{
    /// <summary>Reads a folder whole: every error in one go. Anything in its files is answered by findings.</summary>
    /// <exception cref="IOException">The disk failed; what the files say never throws.</exception>
    public static PlanReading Read(string folder) => new FolderReader(folder).Read();

    /// <summary>As above, and warns of what a history says to have happened after today.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="today">Today, where it is latest.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public static PlanReading Read(string folder, DateOnly today) => new FolderReader(folder, today: today).Read();

    /// <summary>Reads files that are not, or not yet, on a disk.</summary>
    /// <param name="folder">The folder's name: the plan's id.</param>
    /// <param name="files">By path within the folder, with <c>/</c>.</param>
    public static PlanReading Read(string folder, IReadOnlyDictionary<string, byte[]> files) => new FolderReader(folder, files).Read();

    /// <summary>As above, of files that were made of a workbook's cells.</summary>
    internal static PlanReading ReadCells(string folder, IReadOnlyDictionary<string, byte[]> files, Func<string, ByLanguage> called) => new FolderReader(folder, files, called).Read();

    /// <summary>The digest of a folder's files as they are now, whatever they say; null: there are none.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static string? Digest(string folder) => new FolderReader(folder).Digest();

    /// <summary>What is said of a folder that the disk does not give.</summary>
    public static Finding Unreadable(string folder) => new(folder, 1, 1, "folder-unreadable", Severity.Error, $"the folder cannot be read", $"see that the host may read it");

    /// <summary>The plan folders in a folder of plans, by name.</summary>
    public static ImmutableArray<string> In(string plans) =>
        [.. Directory.EnumerateDirectories(plans).Where(folder => Path.GetFileName(folder)[0] != '.').Order(StringComparer.Ordinal)];

    /// <summary>Whether a folder holds a plan's files rather than plans.</summary>
    public static bool IsOne(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Select(file => Path.GetFileName(file)!).Any(name => PlanName().IsMatch(name) || CommitmentName().IsMatch(name)); // a file has a name

    [GeneratedRegex(@"^plan(?:\.(?<lang>[a-z]{2,3}))?\.md$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    internal static partial Regex PlanName();

    [GeneratedRegex(@"^(?<slug>\d{2,4}-[a-z0-9][a-z0-9-]*)(?:\.(?<lang>[a-z]{2,3}))?\.md$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    internal static partial Regex CommitmentName();
}

/// <summary>One reading of one folder.</summary>
/// <param name="folder">Where it is, or only its name.</param>
/// <param name="given">Its files where they are not on a disk; null: they are.</param>
/// <param name="cells">Where they were made of a workbook's cells, how it calls what belongs to a key.</param>
/// <param name="today">Today, where it is latest; null: nobody asks what is still to come.</param>
internal sealed class FolderReader(
    string folder, IReadOnlyDictionary<string, byte[]>? given = null, Func<string, ByLanguage>? cells = null, DateOnly? today = null)
{
    private const int MostFiles = 6000;
    private readonly List<Finding> findings = [];
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>What was read, by path within the folder.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>Takes the files in, and says which they are.</summary>
    public string? Digest()
    {
        if (given is null) Gather();
        else foreach (var (path, bytes) in given.Where(file => IsRead(file.Key))) files.Add(path, bytes);
        return files.Count > 0 ? PlanDigest.Of(files.Select(file => (file.Key, file.Value))) : null;
    }

    public PlanReading Read()
    {
        var digest = Digest();
        var plan = files.Count > MostFiles ? null : files.ContainsKey("plan.md") ? Plan(digest!) : Missing(); // there are files, so there is a digest
        return new(folder, digest, findings.Any(finding => finding.Severity == Severity.Error) ? null : plan, Sorted());
    }

    private PlanInFiles? Missing()
    {
        Error("plan.md", "plan-missing", $"the folder has no plan.md", $"write one: docs/writing-a-plan.md shows how");
        return null;
    }

    private void Gather()
    {
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (PlanFolder.PlanName().IsMatch(name) || PlanFolder.CommitmentName().IsMatch(name)) Take(name);
            else if (name[0] != '.' && name is not ("README.md" or "script.yaml"))
                findings.Add(new(Path.Combine(folder, name), 1, 1, "file-unexpected", Severity.Warning, $"this file is not read", $"name a commitment's file like 01-short-name.md, or take it away"));
        }

        foreach (var (name, _) in HistoryFiles.All)
        {
            if (File.Exists(Path.Combine(folder, name))) Take(name);
        }
    }

    private static bool IsRead(string path) =>
        HistoryFiles.All.Any(file => file.Path == path) || PlanFolder.PlanName().IsMatch(path) || PlanFolder.CommitmentName().IsMatch(path);

    private void Take(string name)
    {
        if (files.Count > MostFiles) return;
        if (files.Count == MostFiles) Error(name, "files-many", $"the folder has more than {MostFiles} files", $"keep a plan to what people can read");
        using var file = File.OpenRead(Path.Combine(folder, name));
        var bytes = new byte[Math.Min(file.Length, SourceFile.MostBytes + 1)];
        file.ReadExactly(bytes);
        files.Add(name, bytes);
    }

    private PlanInFiles? Plan(string digest)
    {
        var translations = Sources(files.Keys.Where(path => PlanFolder.PlanName().Match(path).Groups["lang"].Success));
        var plan = Source("plan.md") is { } source ? PlanFile.Read(source, FolderName(), translations) : null;
        if (plan is null) return null;
        var commitments = Commitments(plan.Facts);
        var history = new HistoryFiles(plan.Facts, commitments.ToDictionary(one => one.Commitment.Number.Value, StringComparer.Ordinal), today);
        var reports = Source(HistoryFiles.Reports) is { } csv ? history.ReadReports(csv) : [];
        var evidence = Source(HistoryFiles.Evidence) is { } other ? history.ReadEvidence(other) : [];
        var read = new PlanInFiles(
            plan.Facts.Id, plan.Facts.Jurisdiction, digest, plan.Organisations,
            new PublishPlan(plan.Content with { Digest = digest, Commitments = [.. commitments.Select(one => one.Commitment.Number)] }),
            [.. commitments.Select(one => new PublishCommitment(one))], reports, evidence)
        {
            Reviews = Source(HistoryFiles.Reviews) is { } coded ? new ReviewRows(history, plan.Facts).Read(coded) : [],
        };
        AskTheRules(read);
        return read;
    }

    /// <summary>
    /// What these files publish must not be refused afterwards: the rules have the last word here too. They are asked of every file that
    /// could be read whole, whatever is wrong in another.
    /// </summary>
    private void AskTheRules(PlanInFiles plan)
    {
        var broken = findings.Where(finding => finding.Severity == Severity.Error).Select(finding => Path.GetFileName(finding.File)).ToHashSet(StringComparer.Ordinal);
        var whole = !broken.Any(name => PlanFolder.PlanName().IsMatch(name));
        if (whole && plan.Commitments.Length > 0 && PlanRules.Publish(PlanState.None, plan.Plan) is Outcome<PlanEvent>.Declined { Why: var why }) Refused("plan.md", why);
        foreach (var organisation in whole ? plan.Organisations : [])
        {
            if (OrganisationRules.Register(OrganisationState.None, organisation, Actor.Import) is Outcome<OrganisationEvent>.Declined { Why: var not })
                Refused("plan.md", not with { Field = $"organisations/{organisation.Organisation}/{not.Field}" });
        }

        foreach (var commitment in plan.Commitments.Where(one => !broken.Any(name => name == $"{one.Content.File}.md" || name.StartsWith($"{one.Content.File}.", StringComparison.Ordinal))))
        {
            if (CommitmentRules.Publish(CommitmentState.None, commitment) is Outcome<CommitmentEvent>.Declined { Why: var refused })
                Refused($"{commitment.Content.File}.md", refused);
        }
    }

    private void Refused(string name, Refused why) =>
        findings.Add(new(Path.Combine(folder, name), 1, 1, why.Rule, Severity.Error, Remark.Of(why), cells is null ? Remark.Of($"correct `{why.Field}`") : Remark.Of($"correct it")) { Field = why.Field ?? "" });

    private ImmutableArray<CommitmentPublished> Commitments(PlanFacts plan)
    {
        var read = ImmutableArray.CreateBuilder<CommitmentPublished>();
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        var bySlug = files.Keys.Select(path => (Path: path, Match: PlanFolder.CommitmentName().Match(path))).Where(file => file.Match.Success)
            .ToLookup(file => file.Match.Groups["slug"].Value, file => file.Path, StringComparer.Ordinal);
        foreach (var slug in bySlug.Select(group => group.Key).OrderBy(slug => int.Parse(slug.Split('-')[0], CultureInfo.InvariantCulture)).ThenBy(slug => slug, StringComparer.Ordinal))
        {
            var path = slug + ".md";
            var others = bySlug[slug].Where(file => file != path);
            if (!files.ContainsKey(path))
            {
                foreach (var lonely in others) Error(lonely, "translation-alone", $"it translates {path}, which is not here", $"write that file first, or correct the name");
                continue;
            }

            var translations = Sources(others);
            if (Source(path) is not { } source || CommitmentFile.Read(source, plan, translations) is not { } commitment) continue;
            foreach (var language in plan.Languages.Except(commitment.Languages))
            {
                if (!translations.Any(translation => translation.Language == language.Value))
                    source.Warn(Place.First, "translation-missing", $"there is no {slug}.{language}.md", $"translate it: until then it is shown in the plan's own language");
            }

            if (numbers.TryAdd(commitment.Commitment.Number.Value, path)) read.Add(commitment);
            else source.Error(Place.First, "number-twice", $"commitment {commitment.Commitment.Number} stands in {numbers[commitment.Commitment.Number.Value]} already", $"give every commitment a number of its own");
        }

        if (bySlug.Count == 0) Error("plan.md", "commitments-missing", $"the folder has no commitment", $"write one file for each, such as 01-short-name.md");
        return read.ToImmutable();
    }

    private List<(string Language, SourceFile Source)> Sources(IEnumerable<string> translations) =>
    [
        .. from path in translations.Order(StringComparer.Ordinal).ToList()
           let source = Source(path)
           where source is not null
           select (path.Split('.')[^2], source),
    ];

    private SourceFile? Source(string path) =>
        files.TryGetValue(path, out var bytes) ? SourceFile.Read(Path.Combine(folder, path), bytes, findings, cells: cells) : null;

    private string FolderName() => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private void Error(string name, string code, Remark message, Remark whatToDo) =>
        findings.Add(new(Path.Combine(folder, name), 1, 1, code, Severity.Error, message, whatToDo));

    /// <summary>The same finding twice says nothing more.</summary>
    private ImmutableArray<Finding> Sorted() =>
        [.. findings.Distinct().OrderBy(one => one.File, StringComparer.Ordinal).ThenBy(one => one.Line).ThenBy(one => one.Column)];
}
