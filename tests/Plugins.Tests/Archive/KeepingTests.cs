using System.Text.Json;
using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Archive;

public sealed class KeepingTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_kept_is_read_again_after_a_new_start()
    {
        var bytes = Some.Bytes();
        var source = Some.Source(bytes);
        new SourceArchive(_folder.Path).Keep(source, bytes);

        var read = await new SourceArchive(_folder.Path).Read(source.Sha256, default);
        var sound = read.Should().BeOfType<Sound>().Subject;
        sound.Body.ToArray().Should().Equal(bytes);
        JsonSerializer.Serialize(sound.Source).Should().Be(JsonSerializer.Serialize(source));
    }

    [Fact]
    public void The_folder_is_laid_out_by_digest_with_a_sidecar_people_can_read()
    {
        var bytes = Some.Bytes();
        var source = Some.Source(bytes);
        new SourceArchive(_folder.Path).Keep(source, bytes);
        File.ReadAllBytes(_folder.Body(source.Sha256)).Should().Equal(bytes);
        var sidecar = JsonDocument.Parse(File.ReadAllText(_folder.Body(source.Sha256) + ".json")).RootElement;
        sidecar.GetProperty("address").GetString().Should().Be("https://data.example.org/a.csv");
        sidecar.GetProperty("at").GetDateTimeOffset().Should().Be(Some.Time);
        sidecar.GetProperty("contentType").GetString().Should().Be("text/csv");
        sidecar.GetProperty("headers")[1].GetProperty("name").GetString().Should().Be("etag");
    }

    [Fact]
    public void The_same_bytes_are_kept_once_and_the_first_fetch_stays()
    {
        var bytes = Some.Bytes();
        var archive = new SourceArchive(_folder.Path);
        archive.Keep(Some.Source(bytes, "https://one.example.org/"), bytes);
        archive.Keep(Some.Source(bytes, "https://two.example.org/"), bytes);
        archive.Keep(Some.Source(bytes, "https://two.example.org/") with { At = Some.Time.AddDays(1) }, bytes);
        Directory.EnumerateFiles(_folder.Path, SourceArchive.DigestOf(bytes), SearchOption.AllDirectories).Should().ContainSingle();
        archive.Find(SourceArchive.DigestOf(bytes))!.Address.Should().Be("https://one.example.org/");
        archive.Find(SourceArchive.DigestOf(bytes), "https://two.example.org/")!.At.Should().Be(Some.Time);
        archive.Find(SourceArchive.DigestOf(bytes), "https://three.example.org/").Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_one_address_allows_says_nothing_about_another(bool refusedFirst)
    {
        var bytes = Some.Bytes();
        var sha256 = SourceArchive.DigestOf(bytes);
        var archive = new SourceArchive(_folder.Path);
        var (open, closed) = (Some.Source(bytes, "https://open.example.org/"), Some.Source(bytes, "https://closed.example.org/") with
        {
            FinalAddress = "https://closed.example.org/there",
            CopyRefused = "X-Robots-Tag: noarchive",
        });
        foreach (var source in refusedFirst ? new[] { closed, open } : [open, closed]) archive.Keep(source, bytes);

        archive = new(_folder.Path);
        archive.Find(sha256, open.Address)!.CopyRefused.Should().BeNull();
        archive.Find(sha256, closed.Address)!.CopyRefused.Should().Be("X-Robots-Tag: noarchive");
        archive.Find(sha256, closed.FinalAddress)!.CopyRefused.Should().Be("X-Robots-Tag: noarchive");
    }

    [Fact]
    public async Task An_address_may_change_its_mind_and_its_last_word_counts_from_then_on()
    {
        var bytes = Some.Bytes();
        var source = Some.Source(bytes);
        var archive = new SourceArchive(_folder.Path);
        archive.Keep(source, bytes);
        archive.Turns.Should().Be(0);
        archive.Keep(source with { At = Some.Time.AddDays(1), CopyRefused = "HTTP 403" }, bytes);
        archive.Keep(source with { At = Some.Time.AddDays(2), CopyRefused = "HTTP 403" }, bytes);
        archive.Turns.Should().Be(1);
        archive.Find(source.Sha256, source.Address)!.Should().Match<ArchivedSource>(said => said.CopyRefused == "HTTP 403" && said.At == Some.Time.AddDays(1));

        archive.Keep(source with { At = Some.Time.AddDays(3) }, bytes);
        archive.Find(source.Sha256, source.Address)!.Should().Match<ArchivedSource>(said => said.CopyRefused == null && said.At == Some.Time.AddDays(3));
        await foreach (var damaged in archive.Scrub(default)) Assert.Fail(damaged.Detail);
    }

    [Fact]
    public void Bytes_that_are_not_what_is_said_of_them_are_a_mistake()
    {
        var keep = () => new SourceArchive(_folder.Path).Keep(Some.Source(Some.Bytes("this")), Some.Bytes("that"));
        keep.Should().Throw<ArgumentException>();
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task A_source_that_refuses_the_copy_is_known_and_not_kept()
    {
        var bytes = Some.Bytes();
        var refused = Some.Source(bytes) with { CopyRefused = "X-Robots-Tag: noarchive" };
        var archive = new SourceArchive(_folder.Path);
        archive.Keep(refused, bytes);
        (await archive.Read(refused.Sha256, default)).Should().BeOfType<NotKept>().Which.Source.CopyRefused.Should().Be("X-Robots-Tag: noarchive");
        archive.Find(refused.Sha256)!.NoCopy.Should().Be(CopyRefusal.NoArchive);
        File.Exists(_folder.Body(refused.Sha256)).Should().BeFalse();

        archive.Keep(refused with { CopyRefused = null, Address = "https://open.example.org/" }, bytes);
        (await archive.Read(refused.Sha256, default)).Should().BeOfType<Sound>().Which.Source.Address.Should().Be("https://open.example.org/");
    }

    [Fact]
    public void An_address_remembers_its_different_answers_the_last_first()
    {
        var archive = new SourceArchive(_folder.Path);
        string[] texts = ["one", "two", "one"];
        foreach (var text in texts)
        {
            var bytes = Some.Bytes(text);
            archive.Keep(Some.Source(bytes), bytes);
            archive.Remember("https://data.example.org/a.csv", Some.Source(bytes));
        }

        new SourceArchive(_folder.Path).VisitsTo("https://data.example.org/a.csv").Select(visit => visit.Sha256)
            .Should().Equal(SourceArchive.DigestOf(Some.Bytes("one")), SourceArchive.DigestOf(Some.Bytes("two")));
        archive.VisitsTo("https://data.example.org/b.csv").Should().BeEmpty();
    }

    [Fact]
    public void An_address_that_answers_differently_every_hour_is_remembered_within_bounds()
    {
        var archive = new SourceArchive(_folder.Path);
        for (var hour = 0; hour < SourceArchive.VisitsRemembered + 5; hour++)
        {
            archive.Remember("https://data.example.org/", Some.Source(Some.Bytes($"hour {hour}")));
        }

        var visits = archive.VisitsTo("https://data.example.org/");
        visits.Should().HaveCount(SourceArchive.VisitsRemembered);
        visits[0].Sha256.Should().Be(SourceArchive.DigestOf(Some.Bytes($"hour {SourceArchive.VisitsRemembered + 4}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../etc/passwd")]
    [InlineData("AB00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ab00000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_digest_or_unknown_is_missing(string text) =>
        (await new SourceArchive(_folder.Path).Read(text, default)).Should().Be(new Missing(text));

    [Fact]
    public async Task Many_at_once_leave_each_source_once_and_sound()
    {
        var archive = new SourceArchive(_folder.Path);
        await Parallel.ForAsync(0, 64, (number, _) =>
        {
            var bytes = Some.Bytes($"dataset {number % 8}");
            archive.Keep(Some.Source(bytes), bytes);
            archive.Remember("https://data.example.org/", Some.Source(bytes));
            return ValueTask.CompletedTask;
        });
        for (var number = 0; number < 8; number++)
        {
            (await archive.Read(SourceArchive.DigestOf(Some.Bytes($"dataset {number}")), default)).Should().BeOfType<Sound>();
        }

        archive.VisitsTo("https://data.example.org/").Should().HaveCount(8);
    }
}
