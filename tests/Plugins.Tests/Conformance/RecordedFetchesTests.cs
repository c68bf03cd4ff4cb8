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
        read.Should().Throw<NotUsable>();
    }

    [Theory]
    [InlineData("\"status\": 200", "\"status\": \"fine\"", "entry 1: `source.status` is \"fine\", where a whole number belongs")]
    [InlineData("\"at\": \"", "\"at\": \"about ", "where a time belongs, such as 2027-03-01T00:00:00Z")]
    [InlineData("\"method\": \"GET\"", "\"method\": 7", "entry 1: `method` is a number, where a text belongs")]
    [InlineData("\"source\": {", "\"source\": [], \"was\": {", "`source` is a list, where an object belongs")]
    [InlineData("\"method\": \"GET\",", "\"method\": \"GET\", \"method\": \"GET\",", "has the member `method` twice")]
    [InlineData("\"status\": 200", "\"status\" 200", "it is no JSON of at most 32 levels, from line ")]
    public void What_is_wrong_in_an_index_is_said_by_its_member(string from, string to, string said)
    {
        Record();
        var index = Path.Combine(_folder.Path, "recorded", "fetches.json");
        var text = File.ReadAllText(index);
        text.Should().Contain(from);
        File.WriteAllText(index, text.Replace(from, to, StringComparison.Ordinal));
        var read = () => RecordedFetches.Read(_folder.Path);
        read.Should().Throw<NotUsable>().Which.Message.Should().StartWith(index).And.Contain(said).And.NotContain("System.").And.NotContain("Tracker.PluginSdk").And.NotContain("LineNumber");
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
        read.Should().Throw<NotUsable>().WithMessage("*fetches.json*");
    }

    private void Record() =>
        RecordedFetches.Write(_folder.Path, [(new RecordedFetch("GET", "https://data.example.org/a.csv", Archive.Some.Source(_body)), _body)]);
}
