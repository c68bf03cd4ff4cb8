using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tracker.Domain;
using Tracker.Host.Hosting;
using Tracker.PluginRunner.Manifest;
using Tracker.PluginRunner.Running;
using Tracker.PluginRunner.Sandbox;
using Tracker.PluginSdk;

namespace Tracker.Host.Running;

/// <summary>Plugins as processes of their own: sandboxed wherever the sandbox works.</summary>
internal sealed class PluginProcesses(
    IPluginIsolation isolation, PluginFiles files, OpenPromises promises, RunPace pace, IOptions<TrackerOptions> options, TimeProvider clock) : IPluginProcesses
{
    public async Task<IPluginProcess> Start(KnownPlugin plugin, Greeting greeting, IRunCalls calls, bool last, CancellationToken ct)
    {
        // Whoever starts one has asked before; that no way leads past it is seen to here.
        if (isolation.WhyNot is { } why && !files.CameWithTheProduct(plugin.Digest)) throw new InvalidOperationException($"{plugin.Id} did not come with the product: {why}.");
        var launch = new PluginLaunch(
            plugin.Folder, plugin.Command, plugin.Limits ?? new PluginLimits(), isolation.Works ? Isolation.Sandboxed : Isolation.Unsandboxed,
            greeting.Settings, Words.Of(greeting.Partner), greeting.Locale, last);
        await pace.Start(last, ct);
        try
        {
            var requests = new PluginRequests(calls, greeting.Locale);
            return new Running(await PluginSession.Start(launch, requests, clock, ct), requests, promises, PluginHooks.Address(options.Value, plugin.Id));
        }
        catch (PluginRunner.Running.PluginFailed failed)
        {
            // What starts in a sandbox is the sandbox; whatever the plugin names is looked for inside of it.
            throw new PluginFailed(failed.Name, failed.Message, ours: isolation.Works && failed.Reason == PluginFailure.NotStarted);
        }
    }

    private sealed class Running(PluginSession session, PluginRequests requests, OpenPromises promises, string hook) : IPluginProcess
    {
        public Task<string?> Collect(string? cursor, JsonArray commitments, CancellationToken ct) =>
            Ask(async () => (await session.Collect(new(Briefs(commitments), cursor), ct)).Cursor);

        public Task Receive(Delivery delivery, CancellationToken ct) => Ask(async () =>
        {
            await session.Receive(
                new(
                    delivery.Headers ?? ImmutableSortedDictionary<string, string>.Empty, delivery.Body.ToArray(), delivery.At, Digest(delivery), hook,
                    Briefs(promises.Open())),
                ct);
            return true;
        });

        public Task<JsonObject?> Fields(string locale, CancellationToken ct) => Ask<JsonObject?>(async () => (await session.Fields(new(locale), ct)).Schema);

        public Task<FormRefusal?> Submit(Delivery filled, CancellationToken ct) => Ask(async () =>
        {
            var form = FilledForm.Of(filled);
            requests.ReadBy(form.Language);
            return await session.Submit(new(form.Values, Digest(filled), hook, Briefs(form.Of(promises.Open())), form.Language), ct) is var (field, words)
                ? new FormRefusal(field, words)
                : null;
        });

        public Task<LookedAgain> Check(SaidOnce said, CancellationToken ct) => Ask(async () =>
        {
            var sources = said.Sources.Select(source => new SourceReference(source.Sha256, source.Address, source.Page, source.Quotation));
            var answer = await session.Check(new(said.Key, [.. sources], said.Data), ct);
            return answer is null ? new LookedAgain(Offers: false) : new(true, answer.Verdict switch
            {
                Verdict.Unchanged => SourceVerdict.Unchanged,
                Verdict.Changed => SourceVerdict.Changed,
                Verdict.Gone => SourceVerdict.Gone,
                _ => null,
            }, answer.Note);
        });

        public async ValueTask DisposeAsync()
        {
            await session.Shutdown();
            await session.DisposeAsync();
        }

        private static ImmutableArray<CommitmentBrief> Briefs(JsonArray commitments) =>
            [.. commitments.Select(one => one.Deserialize<CommitmentBrief>(PluginJson.Options)!)]; // made of objects

        private static string Digest(Delivery delivery) => Convert.ToHexStringLower(SHA256.HashData(delivery.Said.Span));

        private static async Task<T> Ask<T>(Func<Task<T>> ask)
        {
            try
            {
                return await ask();
            }
            catch (PluginRunner.Running.PluginFailed failed)
            {
                throw new PluginFailed(failed.Name, failed.Message);
            }
        }
    }
}
