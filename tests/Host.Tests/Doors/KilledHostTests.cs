using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Plans;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>The real host as a process of its own, killed while it is writing.</summary>
public sealed class KilledHostTests : IDisposable
{
    private const int Enough = 60;

    // A place for each sender: no more than twenty of one organisation wait in one.
    private static readonly string[] s_places =
    [
        "2/evidence", "3/evidence", "4/evidence", "5/evidence", "2/milestones/2.1.1/evidence", "2/milestones/2.1.2/evidence",
        "5/milestones/5.1/evidence", "5/milestones/5.2/evidence",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tracker-killed-");

    [Fact]
    public async Task What_was_acknowledged_is_there_and_every_key_gives_one_piece()
    {
        var acknowledged = new ConcurrentDictionary<string, string>();
        var sent = new ConcurrentDictionary<string, string>();
        using (var host = await RunningHost.Start(_data.FullName))
        {
            var token = host.Token("partner-public");
            var enough = new TaskCompletionSource();
            var senders = s_places.Select((place, sender) => Task.Run(async () =>
            {
                using var client = host.Client(token);
                for (var i = 0; i < 15; i++)
                {
                    var key = $"killed-{sender}-{i}";
                    var piece = sent[key] = $"/api/v1/plans/contoh/commitments/{place}";
                    try
                    {
                        using var answer = await client.Post(piece, SomeEvidence(), key: key);
                        answer.StatusCode.Should().Be(HttpStatusCode.Created);
                        acknowledged[key] = await answer.Content.ReadAsStringAsync();
                        if (acknowledged.Count >= Enough) enough.TrySetResult();
                    }
                    catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
                    {
                        return; // in the middle of it: nobody knows whether this one was written
                    }
                }
            })).ToList();
            await Task.WhenAny(enough.Task, Task.WhenAll(senders));
            host.Kill();
            await Task.WhenAll(senders);
        }

        acknowledged.Count.Should().BeGreaterThanOrEqualTo(Enough);
        using var again = await RunningHost.Start(_data.FullName);
        using var same = again.Client(again.Token("partner-public"));
        var ids = new HashSet<string>();
        foreach (var (key, piece) in sent)
        {
            using var answer = await same.Post(piece, SomeEvidence(), key: key);
            var receipt = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.Should().Be(HttpStatusCode.Created, receipt);
            if (acknowledged.TryGetValue(key, out var before)) receipt.Should().Be(before, "the same key gives the same receipt");
            ids.Add((string)JsonNode.Parse(receipt)!["id"]!);
        }

        ids.Should().HaveCount(sent.Count, "nothing is doubled and nothing is lost");
    }

    [Fact]
    public async Task What_was_acknowledged_is_sealed_at_the_next_start_though_nobody_writes_again()
    {
        using var folder = new SomePlanFolder();
        long index;
        using (var host = await RunningHost.Start(folder.Data))
        {
            using var client = host.Client(host.Token("partner-public"));
            using var answer = await client.Post($"/api/v1/plans/contoh/commitments/{s_places[0]}", SomeEvidence());
            index = (long)(await answer.Json())["ledgerIndex"]!;
            host.Kill();
        }

        await using var again = await folder.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await again.Reader.WaitForCheckpoint("contoh", index + 1, patience.Token)).Size.Should().BeGreaterThan(index);
    }

    public void Dispose() => _data.Delete(recursive: true);
}
