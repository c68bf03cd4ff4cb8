using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>What a newcomer finds of the plugins that came with the product.</summary>
[Collection(TheTracker.Name)]
public sealed class FirstStart(RunningHost tracker)
{
    private static readonly (string Partner, string Plugin)[] s_four =
        [("government", "open-contracting"), ("public", "citizen-reports"), ("academia", "open-science"), ("business", "data-feed")];

    [SkippableFact]
    public async Task Evidence_has_arrived_from_all_four_partners()
    {
        RunningHost.NeedsChromium();
        using var http = new HttpClient { BaseAddress = tracker.Address };
        var plugins = await Listed();
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(2)); // the host is open before its plugins have run
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!s_four.All(one => plugins.TryGetValue(one.Plugin, out var found) && found.GetProperty("contributed").GetInt32() > 0))
        {
            await often.WaitForNextTickAsync(enough.Token);
            plugins = await Listed();
        }

        foreach (var (partner, plugin) in s_four)
        {
            var found = plugins[plugin];
            (found.GetProperty("partner").GetString(), found.GetProperty("status").GetString()).Should().Be((partner, "Healthy"), found.ToString());
            found.GetProperty("contributed").GetInt32().Should().BePositive(plugin);
            found.GetProperty("lastRun").ValueKind.Should().Be(JsonValueKind.String, plugin);
        }

        async Task<Dictionary<string, JsonElement>> Listed() => JsonDocument.Parse(await http.GetStringAsync("/api/v1/plugins")).RootElement.EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetString()!); // each has one
    }
}
