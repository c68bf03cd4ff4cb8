using System.Net;
using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

/// <summary>
/// Whatever an address looks like, whatever a name server or a redirect says: nothing of ours is connected to. A real
/// listener on this machine counts.
/// </summary>
public sealed class PrivateAddressTests
{
    private const string Corpus = "../shared/data/corpora/ssrf/ssrf-urls.json";

    // Names that the world's name servers send to this machine.
    private static readonly string[] TreacherousNames = ["localhost", "localtest.me", "127.0.0.1.nip.io", "metadata.google.internal"];

    [SkippableFact]
    public async Task The_corpus_of_addresses_gets_no_connection_even_where_everything_in_it_is_declared()
    {
        var file = Required.File(Corpus, "the corpus of hostile addresses is kept beside the repository");
        var addresses = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("blocked").EnumerateArray().Select(entry => entry.GetString()!).ToList();
        addresses.Should().HaveCountGreaterThan(40);

        await using var fetch = new SomeFetch();
        await using var victim4 = new SomeServer(IPAddress.Any);
        await using var victim6 = new SomeServer(IPAddress.IPv6Any);
        foreach (var name in TreacherousNames) fetch.Internet.Named(name, [name.StartsWith("meta", StringComparison.Ordinal) ? IPAddress.Parse("169.254.169.254") : IPAddress.Loopback]);

        foreach (var address in addresses.SelectMany(address => new[] { address, AtPort(address, victim4.Port), AtPort(address, victim6.Port) }))
        {
            fetch.Policy = Declaring(address);
            var refused = (await fetch.Get(address)).Should().BeOfType<FetchRefused>("of {0}", address).Subject;
            refused.Reason.Should().BeOneOf([FetchRefusal.AddressNotPublic, FetchRefusal.AddressMalformed, FetchRefusal.AddressNotAllowed, FetchRefusal.NameUnknown], "of {0}", address);
        }

        fetch.Internet.Connected.Should().BeEmpty();
        (victim4.Connections, victim6.Connections).Should().Be((0, 0));
    }

    [Fact]
    public async Task The_listener_does_count_so_these_tests_are_not_blind()
    {
        await using var victim = new SomeServer();
        using var careless = new HttpClient();
        await careless.GetStringAsync(new Uri($"http://127.1:{victim.Port}/"));
        victim.Connections.Should().Be(1);
    }

    [Fact]
    public async Task A_redirect_to_this_machine_is_refused_even_where_it_is_declared()
    {
        await using var fetch = new SomeFetch();
        await using var victim = new SomeServer();
        var home = $"http://127.0.0.1:{victim.Port}/";
        fetch.Server.Serving(("/a.csv", SomeServer.Whole("302 Found", [], $"Location: {home}")));

        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.AddressNotAllowed);
        fetch.Policy = SomeFetch.Allowing("http://data.example.org/", home);
        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.AddressNotPublic);
        victim.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_name_that_is_bound_anew_after_it_was_checked_is_checked_anew()
    {
        await using var fetch = new SomeFetch();
        await using var victim = new SomeServer();
        fetch.Internet.Named("data.example.org", [SomeInternet.Site], [IPAddress.Loopback]);
        fetch.Policy = SomeFetch.Allowing($"http://data.example.org:{victim.Port}/");

        (await fetch.Get($"http://data.example.org:{victim.Port}/")).Should().BeOfType<Fetched>("the first answer was public");
        (await fetch.Refusal($"http://data.example.org:{victim.Port}/")).Reason.Should().Be(FetchRefusal.AddressNotPublic);
        fetch.Internet.Connected.Should().Equal(new IPEndPoint(SomeInternet.Site, victim.Port));
        fetch.Internet.Resolved.Should().HaveCount(2, "one question a connection: what is checked is what is connected");
        victim.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("93.184.215.14", "127.0.0.1")]
    [InlineData("127.0.0.1", "93.184.215.14")]
    [InlineData("93.184.215.14", "::1")]
    [InlineData("93.184.215.14", "fd00::1")]
    [InlineData("93.184.215.14", "::ffff:127.0.0.1")]
    public async Task An_answer_that_mixes_public_and_private_addresses_is_refused_whole(params string[] addresses)
    {
        await using var fetch = new SomeFetch();
        fetch.Internet.Named("data.example.org", [.. addresses.Select(address => new[] { IPAddress.Parse(address) }).Aggregate((all, one) => [.. all, .. one]).Chunk(2)]);
        (await fetch.Refusal()).Reason.Should().Be(FetchRefusal.AddressNotPublic);
        fetch.Internet.Connected.Should().BeEmpty();
        fetch.Server.Connections.Should().Be(0);
    }

    [Fact]
    public async Task The_feed_server_of_development_is_one_origin_and_no_other_port()
    {
        await using var feeds = new SomeServer();
        await using var victim = new SomeServer();
        await using var fetch = new SomeFetch(feedServer: $"http://127.0.0.1:{feeds.Port}");
        fetch.Policy = SomeFetch.Allowing($"http://127.0.0.1:{feeds.Port}/", $"http://127.0.0.1:{victim.Port}/", $"http://localhost:{feeds.Port}/");
        fetch.Internet.Named("localhost", [IPAddress.Loopback]);

        (await fetch.Get($"http://127.0.0.1:{feeds.Port}/a")).Should().BeOfType<Fetched>();
        (await fetch.Refusal($"http://127.0.0.1:{victim.Port}/a")).Reason.Should().Be(FetchRefusal.AddressNotPublic);
        (await fetch.Refusal($"http://localhost:{feeds.Port}/a")).Reason.Should().Be(FetchRefusal.AddressNotPublic, "another name is another origin");
        (feeds.Connections, victim.Connections).Should().Be((1, 0));
    }

    [Fact]
    public async Task The_feed_server_still_has_to_be_declared()
    {
        await using var feeds = new SomeServer();
        await using var fetch = new SomeFetch(feedServer: $"http://127.0.0.1:{feeds.Port}");
        (await fetch.Refusal($"http://127.0.0.1:{feeds.Port}/a")).Reason.Should().Be(FetchRefusal.AddressNotAllowed);
        feeds.Connections.Should().Be(0);
    }

    [Fact]
    public async Task A_feed_server_named_localhost_may_not_lead_into_the_house()
    {
        await using var fetch = new SomeFetch(feedServer: "http://localhost:5090");
        fetch.Policy = SomeFetch.Allowing("http://localhost:5090/");
        fetch.Internet.Named("localhost", [IPAddress.Parse("10.0.0.1")]);
        (await fetch.Refusal("http://localhost:5090/")).Reason.Should().Be(FetchRefusal.AddressNotPublic);
        fetch.Internet.Connected.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://10.0.0.1:5090"), InlineData("http://example.org"), InlineData("http://127.0.0.1:5090/path"), InlineData("127.0.0.1:5090"), InlineData("")]
    public void Nothing_but_a_loopback_origin_can_be_the_feed_server(string text) => LoopbackOrigin.TryParse(text, out _).Should().BeFalse();

    private static string AtPort(string address, int port) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == "http" && uri.Host.Length > 0
            ? address.Replace(":5432", "", StringComparison.Ordinal).Insert(EndOfHost(address.Replace(":5432", "", StringComparison.Ordinal)), $":{port}")
            : address;

    private static int EndOfHost(string address)
    {
        var end = address.IndexOfAny(['/', '#', '?'], "http://".Length + 1);
        return end < 0 ? address.Length : end;
    }

    private static FetchPolicy Declaring(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && AllowedAddress.TryParse(uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped), out var allowed, out _)
            ? new FetchPolicy([allowed])
            : new FetchPolicy([]);
}
