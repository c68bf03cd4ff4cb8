using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>What a document names exists.</summary>
public sealed partial class Documents
{
    public static TheoryData<string> All
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var file in Checkout.Files(".md").Where(file => !file.StartsWith("commitments/", StringComparison.Ordinal)))
                data.Add(file);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Link_only_to_files_that_exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
        var missing = Links().Matches(WithoutCode(Checkout.Read(document)))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')
                && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(folder, target)))
            .ToList();
        missing.Should().BeEmpty("every relative link in {0} leads somewhere", document);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Name_only_files_that_exist(string document)
    {
        var missing = Paths().Matches(Checkout.Read(document))
            .Select(path => path.Groups[1].Value)
            .Where(path => !path.Contains('<', StringComparison.Ordinal) && !path.Contains('*', StringComparison.Ordinal)
                && !path.Contains('{', StringComparison.Ordinal) && !path.Contains('…', StringComparison.Ordinal))
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path)))
            .ToList();
        missing.Should().BeEmpty("every file that {0} names is there", document);
    }

    private static string WithoutCode(string text) => Fences().Replace(text, "");

    [GeneratedRegex("```.*?```", RegexOptions.Singleline, 1000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Links();

    [GeneratedRegex(@"`((?:src|tests|docs|bench|commitments)/[^`\s]*)`", RegexOptions.None, 1000)]
    private static partial Regex Paths();
}
