using FluentAssertions;
using Tracker.PluginRunner.Archive;
using Tracker.PluginRunner.Conformance;
using Tracker.Plugins.Tests.Archive;
using Xunit;

namespace Tracker.Plugins.Tests.Conformance;

public sealed class RecordedFetchesTests : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly byte[] _body = Archive.Some.Bytes("id,finding\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_recorded_is_found_by_method_and_address()
    {
        Record();
        var recorded = RecordedFetches.Read(_folder.Path);
        var found = recorded.Find("GET", "https://data.example.org/a.csv#part");
        found.Should().NotBeNull();
        recorded.BodyOf(found!).Should().Equal(_body); // asserted the line before
        recorded.Find("POST", "https://data.example.org/a.csv").Should().BeNull();
        recorded.Find("GET", "https://data.example.org/b.csv").Should().BeNull();
    }

    [Fact]
    public void What_was_posted_is_part_of_what_was_asked()
    {
        var posted = Archive.Some.Bytes("villages?");
        var fetch = new RecordedFetch("POST", "https://data.example.org/q", Archive.Some.Source(_body), SourceArchive.DigestOf(posted));
        RecordedFetches.Write(_folder.Path, [(fetch, _body)]);
        var recorded = RecordedFetches.Read(_folder.Path);
        recorded.Find(new("https://data.example.org/q") { Method = "POST", Body = posted }).Should().NotBeNull();
        recorded.Find(new("https://data.example.org/q") { Method = "POST" }).Should().BeNull();
        recorded.Find(new("https://data.example.org/q") { Method = "POST", Body = new byte[] { 1 } }).Should().BeNull();
    }

    [Fact]
    public void Recording_anew_leaves_nothing_of_the_old()
    {
        Record();
        RecordedFetches.Write(_folder.Path, []);
        RecordedFetches.Read(_folder.Path).All.Should().BeEmpty();
        Directory.EnumerateFiles(Path.Combine(_folder.Path, "recorded")).Should().ContainSingle("the index");
    }

    [Fact]
    public void A_plugin_without_recordings_has_none() => RecordedFetches.Read(_folder.Path).All.Should().BeEmpty();

    [Theory]
    [InlineData("forged")]
    [InlineData(null)]
    public void Bytes_that_are_gone_or_not_what_was_recorded_are_refused(string? forged)
    {
        Record();
        var file = Path.Combine(_folder.Path, "recorded", SourceArchive.DigestOf(_body));
        if (forged is null) File.Delete(file);
        else File.WriteAllText(file, forged);
        var read = () => RecordedFetches.Read(_folder.Path);
        read.Should().Throw<InvalidDataException>();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[{\"method\":\"GET\",\"address\":\"https://a/\",\"source\":{\"sha256\":\"../../secret\"}}]")]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    public void An_index_that_cannot_be_read_is_refused_in_words(string index)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "recorded"));
        File.WriteAllText(Path.Combine(_folder.Path, "recorded", "fetches.json"), index);
        var read = () => RecordedFetches.Read(_folder.Path);
        read.Should().Throw<InvalidDataException>().WithMessage("*fetches.json*");
    }

    private void Record() =>
        RecordedFetches.Write(_folder.Path, [(new RecordedFetch("GET", "https://data.example.org/a.csv", Archive.Some.Source(_body)), _body)]);
}
