using FluentAssertions;
using Xunit;

namespace Tracker.Ledger.Tests;

public class AppendTests
{
    [Fact]
    public async Task An_appended_entry_reads_back_as_it_was_written()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);

        var outcome = await writer.Append(
            Some.Submission(entries: Some.Entry(facts: """{"z":{"b":1,"a":[{"d":1.50,"c":"Désa"}]},"role":"owner","by":"k7","on":"2017-05-23"}""", texts: [Some.Public("Open data"), Some.Personal("Siti")])),
            CancellationToken.None);

        var stored = outcome.Should().BeOfType<AppendOutcome.Appended>().Subject.Entries.Should().ContainSingle().Subject;
        var read = (await folder.Reader.ReadLog(Some.Log, 0, 10, CancellationToken.None)).Should().ContainSingle().Subject;
        read.Bytes.ToArray().Should().Equal(stored.Bytes.ToArray());
        read.Disclosures.Should().Equal(stored.Disclosures);
        var entry = Entry.Read(read);
        entry.Should().BeEquivalentTo(new { Index = 0L, Type = "progress.reported", Stream = "contoh/1", Version = 1L, Role = "owner", By = "k7", On = new DateOnly(2017, 5, 23) });
        entry.Texts.Should().Equal(new Dictionary<string, string?> { ["title"] = "Open data", ["narrative"] = "Siti" });
        System.Text.Encoding.UTF8.GetString(read.Bytes.Span).Should().Match("""{"_sd":["*","*"],"_sd_alg":"sha-256","at":"????-??-??T??:??:??.???Z","by":"k7","i":0,"n":1,"on":"2017-05-23","role":"owner","s":"contoh/1","t":"progress.reported","v":1,"z":{"a":[{"c":"Désa","d":1.50}],"b":1}}""");
    }

    [Fact]
    public async Task The_same_request_twice_gives_the_same_receipt_and_one_entry()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);

        var first = (AppendOutcome.Appended)await writer.Append(Some.Submission(key: "k"), CancellationToken.None);
        var second = await writer.Append(Some.Submission(key: "k"), CancellationToken.None);
        var other = await writer.Append(Some.Submission(key: "k", digest: "something else"), CancellationToken.None);
        var stranger = await writer.Append(Some.Submission(key: "k", actor: "partner", version: 1), CancellationToken.None);

        second.Should().Be(new AppendOutcome.Repeated(first.Receipt));
        other.Should().Be(new AppendOutcome.KeyReused(first.Receipt));
        stranger.Should().BeOfType<AppendOutcome.Appended>();
        (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(2);
        (await folder.Reader.FindReceipt(Some.Log, "owner", "k", CancellationToken.None)).Should().Be((first.Receipt, "asked"));
        (await folder.Reader.FindReceipt(Some.Log, "owner", "unknown", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_writes_nothing()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        await writer.Append(Some.Submission(), CancellationToken.None);

        (await writer.Append(Some.Submission(key: "late"), CancellationToken.None)).Should().Be(new AppendOutcome.VersionConflict(1));
        (await writer.Append(Some.Submission(key: "early", version: 5), CancellationToken.None)).Should().Be(new AppendOutcome.VersionConflict(1));
        (await writer.Append(Some.Submission("contoh/2", 1), CancellationToken.None)).Should().Be(new AppendOutcome.VersionConflict(0));
        (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(1);
    }

    [Fact]
    public async Task A_stream_never_moves_to_another_log()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        await using var site = folder.OpenWriter("site");
        await writer.Append(Some.Submission(), CancellationToken.None);

        await site.Invoking(s => s.Append(Some.Submission(version: 1), CancellationToken.None)).Should().ThrowAsync<ArgumentException>().WithMessage("*belongs to the log 'contoh'*");
        (await folder.Reader.FindLog("contoh/1", CancellationToken.None)).Should().Be(Some.Log);
        (await folder.Reader.Logs(CancellationToken.None)).Should().Equal(Some.Log, "site");
    }

    [Theory]
    [InlineData("""{"role":"owner","i":5}""", "*writer's*")]
    [InlineData("""{"role":"owner","_sd":[]}""", "*writer's*")]
    [InlineData("""{"role":"owner","role":"admin"}""", "*not valid JSON*")]
    [InlineData("""{"role":"king"}""", "*role*")]
    [InlineData("{}", "*role*")]
    [InlineData("[]", "*not a JSON object*")]
    [InlineData("""{"role":"owner","on":"23-05-2017"}""", "*not a date*")]
    [InlineData("""{"role":"owner","partner":"media"}""", "*four partners*")]
    [InlineData("""{"role":"owner","x":"\ud800"}""", "*surrogate*")]
    public async Task Facts_that_can_only_be_a_bug_are_refused(string facts, string message)
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);

        await writer.Invoking(w => w.Append(Some.Submission(entries: Some.Entry(facts: facts)), CancellationToken.None)).Should().ThrowAsync<ArgumentException>().WithMessage(message);
        (await folder.Reader.Size(Some.Log, CancellationToken.None)).Should().Be(0);
    }

    [Fact]
    public async Task Limits_hold()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        Task<AppendOutcome> Append(params DraftEntry[] entries) => writer.Append(Some.Submission(entries: entries), CancellationToken.None);

        await FluentActions.Awaiting(() => Append([.. Enumerable.Repeat(Some.Entry(), 65)])).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Append(Some.Entry(facts: $$"""{"role":"owner","x":"{{new string('x', 65_500)}}"}"""))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Append([.. Enumerable.Repeat(Some.Entry(texts: Some.Public(new string('x', 60_000))), 20)])).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Append(Some.Entry(type: "Progress"))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Append(Some.Entry(texts: [Some.Public(), Some.Public()]))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Append(Some.Entry(texts: Some.Personal(held: true)))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => writer.Append(Some.Submission("a//b"), CancellationToken.None)).Should().ThrowAsync<ArgumentException>();
        (await Append([.. Enumerable.Repeat(Some.Entry(), 64)])).Should().BeOfType<AppendOutcome.Appended>().Which.Receipt.Should().Be(new Receipt(Some.Log, 0, 64, "contoh/1", 64));
        FluentActions.Invoking(() => folder.OpenWriter("Site/..")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Followers_hear_of_growth_and_streams_read_in_pages()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);

        var waiting = folder.Reader.WaitForGrowth(Some.Log, 0, CancellationToken.None);
        await Some.Fill(writer, 600, streams: 1);

        (await waiting).Should().BeGreaterThan(0);
        (await folder.Reader.WaitForGrowth(Some.Log, 599, CancellationToken.None)).Should().Be(600);
        var versions = new List<long>();
        await foreach (var entry in folder.Reader.ReadStream(Some.Log, "contoh/0", 10, CancellationToken.None))
        {
            versions.Add(Entry.Read(entry).Version);
        }

        versions.Should().Equal(Enumerable.Range(11, 590).Select(v => (long)v));
    }

    [Fact]
    public async Task Two_writers_over_one_store_lose_and_double_nothing()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp.Path, Some.Origin, TimeProvider.System);
        var writers = new[] { folder.OpenWriter(Some.Log), folder.OpenWriter(Some.Log) };

        // Both race for every version of one stream, and each asks again until it got its fifty in.
        await Task.WhenAll(writers.Select((writer, w) => Task.Run(async () =>
        {
            var version = 0L;
            for (var mine = 0; mine < 50;)
            {
                switch (await writer.Append(Some.Submission(version: version, key: $"{w}-{mine}"), CancellationToken.None))
                {
                    case AppendOutcome.Appended appended:
                        version = appended.Receipt.Version;
                        mine++;
                        break;
                    case AppendOutcome.VersionConflict conflict:
                        version = conflict.Actual;
                        break;
                }
            }
        })));
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
            writer.Refused.Should().BeNull();
            writer.SealFailure.Should().BeNull();
        }

        var entries = (await folder.Reader.ReadLog(Some.Log, 0, 1000, CancellationToken.None)).Select(Entry.Read).ToArray();
        entries.Select(e => e.Version).Should().Equal(Enumerable.Range(1, 100).Select(v => (long)v));
        (await folder.Reader.LatestCheckpoint(Some.Log, CancellationToken.None))!.Size.Should().Be(100);
    }

    [Fact]
    public async Task A_follower_is_handed_from_memory_exactly_what_the_store_has()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        await Some.Fill(writer, 3000); // more than is remembered
        var handed = new List<StoredEntry>();
        for (var more = true; more;)
        {
            var part = await folder.Reader.ReadOn(Some.Log, handed.Count, 700, CancellationToken.None);
            handed.AddRange(part);
            more = part.Length > 0;
        }

        var stored = await folder.Reader.ReadLog(Some.Log, 0, 10_000, CancellationToken.None);
        handed.Should().HaveCount(3000);
        for (var i = 0; i < 3000; i++)
        {
            handed[i].Index.Should().Be(stored[i].Index);
            handed[i].Bytes.Span.SequenceEqual(stored[i].Bytes.Span).Should().BeTrue();
            handed[i].Disclosures.Should().Equal(stored[i].Disclosures);
        }
    }

    [Fact]
    public async Task A_follower_is_never_handed_a_text_that_was_erased_meanwhile()
    {
        using var temp = new TempFolder();
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using var writer = folder.OpenWriter(Some.Log);
        var secret = ((AppendOutcome.Appended)await writer.Append(
            Some.Submission("contoh/person", entries: Some.Entry(texts: [Some.Personal("Ibu Sri Rahayu, Jalan Melati 12")])), CancellationToken.None)).Entries[0];
        (await folder.Reader.ReadOn(Some.Log, 0, 10, CancellationToken.None))[0].Disclosures.Should().Equal(secret.Disclosures);

        await writer.Append(Some.Submission("contoh/person", 1, entries: Some.Redaction(secret)), CancellationToken.None);

        (await folder.Reader.ReadOn(Some.Log, 0, 10, CancellationToken.None))[0].Disclosures.Should().Equal((string?)null);
    }
}
