using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Grains.Plugins;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;

namespace Tracker.Host.Running;

/// <summary>
/// The forms that plugins offer to people. A plugin is asked once for each language, build and settings; whoever opens a page a hundred
/// times starts no hundred processes, also of one that does not say. What may not be run is not asked either: an answer, too, is given by a partner's program.
/// </summary>
internal sealed class PluginForms(
    IPluginProcesses processes, IPluginRuns runs, PluginFiles files, PluginSettings settings, IOptions<TrackerOptions> options, TimeProvider clock,
    ILogger<PluginForms> log) : IPluginForms
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(PluginDigest, string, string), Lazy<Task<ImmutableArray<SettingField>?>>> _asked = [];
    private readonly ConcurrentDictionary<(PluginDigest, string, string), long> _silent = [];

    public Refused? Bar(PluginId plugin, PluginApprovalView approval) =>
        approval.QuarantinedAt is not null ? DoorRules.FormPluginQuarantined.Refuse() : runs.Obstacle(plugin, approval.Digest);

    public async Task<ImmutableArray<SettingField>?> Fields(KnownPlugin plugin, PluginApproval speaks, string language)
    {
        if (!plugin.Form) return null;
        var key = (plugin.Digest, speaks.Organisation.Value, language);
        if (_silent.TryGetValue(key, out var since) && clock.GetElapsedTime(since) < s_rest) return null;
        var asked = _asked.GetOrAdd(key, _ => new(() => Ask(plugin, speaks, language)));
        if (await asked.Value is { } fields) return fields;
        // Where it was forgotten meanwhile, that was said with the settings before.
        if (_asked.TryRemove(KeyValuePair.Create(key, asked))) _silent[key] = clock.GetTimestamp();
        return null;
    }

    public void Forget(PluginDigest digest, OrganisationId organisation)
    {
        foreach (var key in _asked.Keys.Where(key => key.Item1 == digest && key.Item2 == organisation.Value)) _asked.TryRemove(key, out _);
        foreach (var key in _silent.Keys.Where(key => key.Item1 == digest && key.Item2 == organisation.Value)) _silent.TryRemove(key, out _);
    }

    private async Task<ImmutableArray<SettingField>?> Ask(KnownPlugin plugin, PluginApproval speaks, string language)
    {
        // As before a run: somebody may have written into the copy since it was approved.
        if (files.Verified(plugin.Digest) is not { } sound || runs.Obstacle(plugin.Id, plugin.Digest) is not null) return null;
        using var late = new CancellationTokenSource(s_patience, clock);
        try
        {
            var (values, _) = await settings.For(sound, speaks.Organisation);
            await using var process = await processes.Start(sound, new(values, speaks.MemberOf, language.Length > 0 ? language : options.Value.Language), new NoCalls(), last: false, late.Token);
            return PluginSettings.Fields(await process.Fields(language, late.Token));
        }
        catch (Exception failed) when (failed is PluginFailed or OperationCanceledException or CryptographicException)
        {
            log.LogWarning("{Plugin} did not say what its form asks: {Failure}", plugin.Id, failed switch
            {
                PluginFailed said => said.Failure,
                CryptographicException => "the key of a secret among its settings is lost",
                _ => "timeout",
            });
            return null;
        }
        catch (Exception unexpected)
        {
            log.LogError(unexpected, "The host failed at asking {Plugin} for its form", plugin.Id);
            return null;
        }
    }

    /// <summary>Whoever is only asked for a form has nothing to fetch and nothing to say.</summary>
    private sealed class NoCalls : IRunCalls
    {
        public Task<SourceAnswer> Fetch(string method, string address, ImmutableArray<(string Name, string Value)> headers, CancellationToken ct, ReadOnlyMemory<byte> body = default) =>
            Task.FromResult<SourceAnswer>(new SourceAnswer.Refused("not-now", "only the fields of the form were asked for"));

        public Task<DraftOutcome> Evidence(ReceivedDraft draft, CancellationToken ct) =>
            throw new PluginFailed("malformed-message", "It sent evidence when it was asked for the fields of its form.");

        public Task<DraftOutcome> Refused(DraftOutcome.Refused refused, string key) => Task.FromResult<DraftOutcome>(refused);

        public void Log(string level, string text)
        {
        }

        public void Progress(long? done, long? of, string? text)
        {
        }
    }
}

/// <summary>The forms that plugins offer to people.</summary>
public interface IPluginForms
{
    /// <summary>Why a plugin is not asked and nothing is handed to it: it is in quarantine, or cannot run here; null: it is.</summary>
    Refused? Bar(PluginId plugin, PluginApprovalView approval);

    /// <summary>The fields of a plugin's form; null: it has none, or did not say.</summary>
    Task<ImmutableArray<SettingField>?> Fields(KnownPlugin plugin, PluginApproval speaks, string language);

    /// <summary>What files said is asked anew: their settings for an organisation are others now.</summary>
    void Forget(PluginDigest digest, OrganisationId organisation);
}
