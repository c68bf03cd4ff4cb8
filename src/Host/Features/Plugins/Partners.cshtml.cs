using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Host.Features.Shared;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The four partners, and the plugins by which each contributes. All of it is public.</summary>
public sealed class PartnersPage(PluginStandings standings, PluginFiles files, IPluginIsolation isolation, OfferedCommands commands, TimeProvider clock) : PublicPage
{
    public ImmutableArray<PluginStanding> All { get; private set; } = [];

    /// <summary>Folders that were put there and are no plugins.</summary>
    public ImmutableArray<BrokenFolder> Broken { get; } = files.Broken;

    /// <summary>The command for each system, as far as this site offers it.</summary>
    public ImmutableArray<OfferedCommand> Commands { get; } = commands.All;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Why only plugins that came with the product run here; null: every approved one does.</summary>
    public string? OnlyShipped => isolation.WhyNot;

    /// <summary>A plugin stands with every partner that it is made for.</summary>
    public IEnumerable<PluginStanding> Of(Partner partner) =>
        All.Where(one => one.IsOf(partner));

    /// <summary>Only this one; null: all four.</summary>
    public Partner? Partner { get; private set; }

    /// <summary>Only what is so; null: however it is.</summary>
    public PluginStatus? Status { get; private set; }

    public async Task<IActionResult> OnGet(string? partner, string? status)
    {
        if (!string.IsNullOrEmpty(partner) && (Partner = Known<Partner>(partner)) is null) return NotFound();
        if (!string.IsNullOrEmpty(status) && (Status = Known<PluginStatus>(status)) is null) return NotFound();
        All = [.. (await standings.All()).Where(one => Status is not { } wanted || one.Is(wanted))];
        return Page();
    }

    private static T? Known<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(known => Fields.Word(known!.Value) == word); // cast from values
}
