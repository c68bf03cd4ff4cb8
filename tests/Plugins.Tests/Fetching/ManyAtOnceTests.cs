using System.Net;
using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class ManyAtOnceTests
{
    [Fact]
    public async Task Many_fetches_at_once_each_get_their_own_bytes_and_never_connect_inside()
    {
        await using var fetch = new SomeFetch();
        await using var victim = new SomeServer();
        fetch.Server.Answer = (head, stream, _) => SomeServer.Write(stream, SomeServer.Ok(head.Split(' ')[1]));
        // A name server that lies at random, by a seed: some answers are public, some this machine, some both.
        const int seed = 20270301;
        var chance = new Random(seed);
        fetch.Internet.Named("data.example.org", [.. Enumerable.Range(0, 64).Select(_ => chance.Next(3) switch
        {
            0 => new[] { IPAddress.Loopback },
            1 => [SomeInternet.Site],
            _ => [SomeInternet.Site, IPAddress.IPv6Loopback],
        }), [SomeInternet.Site]]);
        fetch.Policy = SomeFetch.Allowing($"http://data.example.org:{victim.Port}/");

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async number => (Number: number, Answer: await fetch.Get($"http://data.example.org:{victim.Port}/{number}"))));

        victim.Connections.Should().Be(0, "seed {0}", seed);
        fetch.Internet.Connected.Should().OnlyContain(to => to.Address.Equals(SomeInternet.Site));
        var fetched = answers.Where(answer => answer.Answer is Fetched).ToList();
        fetched.Should().NotBeEmpty("seed {0}", seed);
        answers.Should().Contain(answer => answer.Answer is FetchRefused, "seed {0}", seed);
        foreach (var (number, answer) in fetched)
        {
            var source = ((Fetched)answer).Source;
            source.Sha256.Should().Be(SourceArchive.DigestOf(System.Text.Encoding.UTF8.GetBytes($"/{number}")));
            (await fetch.Archive.Read(source.Sha256, default)).Should().BeOfType<Sound>();
        }
    }
}
