using System.Collections.Immutable;
using Tracker.Host.Http;
using Tracker.Host.Running;
using Tracker.Host.Texts;
using Tracker.Remarks;

namespace Tracker.Host.Features.Plugins;

/// <summary>Lists the folders that were put among the plugins and are none, with what is to be repaired.</summary>
public sealed class ListBrokenFoldersEndpoint : ISlice
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plugin-folders", (HttpContext http, PluginFiles files) =>
        {
            Asked.Only(http);
            var broken = files.Broken;
            return OpenAnswer.Of(http, new BrokenFolderList([.. broken.Take(Most).Select(BrokenFolderAnswer.Of)], broken.Length));
        })
        .Answers<BrokenFolderList>("ListBrokenFolders", "Folders that were put among the plugins and are none, with what is to be repaired.", mayBeMissing: false);

    /// <summary>The most that are shown.</summary>
    public const int Most = 20;
}

/// <summary>The first of them by name, and how many there are.</summary>
public sealed record BrokenFolderList(ImmutableArray<BrokenFolderAnswer> Items, int All);

/// <summary>A folder that is no plugin.</summary>
/// <param name="Folder">Its path beneath the folder of plugins.</param>
/// <param name="Obstacle">Why it is none.</param>
/// <param name="Findings">The first things to be repaired.</param>
/// <param name="AllFindings">How many there are.</param>
public sealed record BrokenFolderAnswer(string Folder, ObstacleAnswer Obstacle, ImmutableArray<FindingAnswer> Findings, int AllFindings)
{
    public static BrokenFolderAnswer Of(BrokenFolder folder) => new(
        folder.Name, ObstacleAnswer.Of(folder.Why)!, [.. folder.Findings.Take(BrokenFolder.MostFindings).Select(FindingAnswer.Of)], folder.Findings.Length); // it has one
}

/// <summary>What is to be repaired, by its place; the words by language.</summary>
public sealed record FindingAnswer(
    string File, int Line, int Column, string Code, ImmutableSortedDictionary<string, string> Message, ImmutableSortedDictionary<string, string> WhatToDo)
{
    public static FindingAnswer Of(Finding finding) => new(
        BrokenFolder.Shown(finding.File), finding.Line, finding.Column, finding.Code, Words(finding.Message), Words(finding.WhatToDo));

    private static ImmutableSortedDictionary<string, string> Words(Remark remark) =>
        Speech.Languages.ToImmutableSortedDictionary(language => language, language => BrokenFolder.Shown(remark.In(language)), StringComparer.Ordinal);
}

/// <summary>Why something cannot be: the rule, and its words by language.</summary>
public sealed record ObstacleAnswer(string Rule, ImmutableSortedDictionary<string, string> Words)
{
    public static ObstacleAnswer? Of(Domain.Refused? why) => why is null ? null : new(
        why.Rule, Speech.Languages.ToImmutableSortedDictionary(language => language, language => Speech.In(language).Refusal(why), StringComparer.Ordinal));
}
