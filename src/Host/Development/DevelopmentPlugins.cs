using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MediatR;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Accounts;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Development;

/// <summary>
/// Approves the plugins that came with the product, at the first start in development, each for the development account's
/// organisation of a partner that it is made for, and sets them up to read their own samples. Marked as a development host's
/// on the ledger; the clock then runs them like any.
/// </summary>
public sealed class DevelopmentPlugins(
    PluginFiles files, PluginViews views, PluginSettings settings, FeedServer feed, AccountDirectory accounts, IMediator mediator, ILogger<DevelopmentPlugins> log)
{
    private static readonly Actor s_actor = new(Role.System, "system:development", null, null);

    public async Task Approve(CancellationToken ct)
    {
        await files.Look(ct);
        foreach (var plugin in files.CameWithTheProduct())
        {
            var partner = plugin.MadeFor[0];
            if (await accounts.ByName($"partner-{Words.Of(partner)}", ct) is not { } caller) continue;
            if (views.Plugin(plugin.Id)?.Speaking.Any(approval => approval.Digest == plugin.Digest) == true)
            {
                await Follow(plugin, caller.Organisation);
                continue;
            }

            // Settings first: nothing is approved that lacks any.
            await Keep(plugin, caller.Organisation, Samples(plugin));
            var outcome = await mediator.Send(
                new Write<ApprovePlugin>(
                    new(plugin.Digest, caller.Organisation, partner, Development: true), plugin.Id, s_actor, $"development:approve:{plugin.Id}:{plugin.Digest}"),
                ct);
            if (outcome is not WriteOutcome.Done) log.LogError("{Plugin} could not be approved: {Outcome}", plugin.Id, outcome);
        }
    }

    /// <summary>The feed server stands elsewhere after every start; what was set to an earlier place of it follows.</summary>
    private async Task Follow(KnownPlugin plugin, OrganisationId organisation)
    {
        var kept = await settings.Shown(plugin, organisation);
        var earlier = new Regex($"^http://127[.]0[.]0[.]1:[0-9]{{1,5}}/{Regex.Escape(plugin.Id.Value)}(?=/|$)", RegexOptions.None, TimeSpan.FromSeconds(1));
        var now = kept.ToImmutableSortedDictionary(one => one.Key, one => earlier.Replace(one.Value, feed.AddressOf(plugin.Id)), StringComparer.Ordinal);
        if (!now.SequenceEqual(kept)) await Keep(plugin, organisation, now);
    }

    private async Task Keep(KnownPlugin plugin, OrganisationId organisation, ImmutableSortedDictionary<string, string> values)
    {
        if (await settings.Keep(plugin, organisation, values.ToImmutableSortedDictionary(one => one.Key, one => new TypedSetting(one.Value), StringComparer.Ordinal)) is { } refused)
            log.LogError("The sample settings of {Plugin} were refused: {Reason}", plugin.Id, refused.Reason);
    }

    /// <summary><c>samples/settings.json</c>, one flat object, in which <c>{feed}</c> stands for the address of the samples.</summary>
    private ImmutableSortedDictionary<string, string> Samples(KnownPlugin plugin)
    {
        var file = Path.Combine(plugin.Folder, "samples", "settings.json");
        var sample = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [] : [];
        return sample.Where(one => one.Value is not null).ToImmutableSortedDictionary(
            one => one.Key, one => one.Value!.ToString().Replace("{feed}", feed.AddressOf(plugin.Id), StringComparison.Ordinal), StringComparer.Ordinal); // filtered
    }
}
