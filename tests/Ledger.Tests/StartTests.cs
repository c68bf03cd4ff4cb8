using FluentAssertions;
using Xunit;

namespace Tracker.Ledger.Tests;

/// <summary>A start fails closed: whatever does not extend what was signed is read, and not written.</summary>
public class StartTests
{
    [Fact]
    public async Task A_folder_in_use_is_refused_by_name_until_it_is_free()
    {
        using var temp = new TempFolder();
        await using (LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System))
        {
            FluentActions.Invoking(() => LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System))
                .Should().Throw<DataFolderInUse>().Which.Message.Should().Contain(temp["data"]).And.Contain("Tracker__Data");
        }

        await using var again = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        again.Alarms.Should().BeEmpty();
    }

    [Fact]
    public async Task The_origin_is_fixed_by_the_first_start()
    {
        using var temp = new TempFolder();
        await using (LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System))
        {
        }

        FluentActions.Invoking(() => LedgerFolder.Open(temp["data"], "elsewhere.example/ledger", TimeProvider.System))
            .Should().Throw<OriginChanged>().Which.Recorded.Should().Be(Some.Origin);
        await using var again = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        foreach (var wrong in new[] { "", "https://tracker.example.org", "tracker.example.org/", "a b", "a+b" })
        {
            FluentActions.Invoking(() => LedgerFolder.Open(temp["other"], wrong, TimeProvider.System)).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public async Task The_key_is_its_owner_s_alone_and_stays_the_same()
    {
        using var temp = new TempFolder();
        var first = await WriteSome(temp, 3);
        var second = await WriteSome(temp, 3, "more");

        second.Should().Be(first);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(temp["data/keys/contoh.key"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(temp["data/keys"]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_read_and_not_written()
    {
        using var temp = new TempFolder();
        await WriteSome(temp, 10);
        File.Copy(temp["data/ledger.db"], temp["backup.db"]);
        await WriteSome(temp, 10, "more");
        File.Copy(temp["backup.db"], temp["data/ledger.db"], overwrite: true);

        await ExpectAlarm(temp, "*high-water mark stands at size 20*");
    }

    [Fact]
    public async Task One_torn_high_water_file_is_survived_and_two_are_not()
    {
        using var temp = new TempFolder();
        await WriteSome(temp, 3);
        await WriteSome(temp, 3, "more");
        var marks = Directory.GetFiles(temp["data/high-water"]);
        marks.Should().HaveCount(2);

        await Tear(marks[0]);
        await using (var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System))
        {
            folder.Alarms.Should().BeEmpty();
        }

        await Tear(marks[1]);
        await ExpectAlarm(temp, "*neither can be read*");
        Array.ForEach(marks, File.Delete);
        await ExpectAlarm(temp, "*high-water mark is missing*");
    }

    [Fact]
    public async Task A_lost_or_changed_key_stops_signing()
    {
        using var temp = new TempFolder();
        await WriteSome(temp, 3);
        File.Move(temp["data/keys/contoh.key"], temp["kept"]);
        await ExpectAlarm(temp, "*private key is missing*");

        await File.WriteAllTextAsync(temp["data/keys/contoh.key"], Notes.NoteSigner.Create(Some.Origin + "/contoh").Export() + "\n");
        await ExpectAlarm(temp, "*not the one that signed*");
    }

    [Theory]
    [InlineData("UPDATE leaf SET entry = CAST(replace(CAST(entry AS TEXT), 'Limited', 'Substan') AS BLOB) WHERE seq = 8", "*Entry 8 is not what the tree says*")]
    [InlineData("DELETE FROM leaf WHERE seq = 9", "*Entry 9 is not what the tree says*")]
    [InlineData("UPDATE tile SET hashes = zeroblob(320)", "*frontier*")]
    [InlineData("UPDATE log_state SET size = 8, frontier = substr(frontier, 1, 32)", "*no prefix of this tree*")]
    [InlineData("UPDATE checkpoint SET root = zeroblob(32)", "*no prefix of this tree*")]
    [InlineData("UPDATE checkpoint SET note = replace(note, '10', '11')", "*signature*")]
    public async Task Damage_in_the_database_is_found_at_the_right_edge(string sql, string reason)
    {
        using var temp = new TempFolder();
        await WriteSome(temp, 10);
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={temp["data/ledger.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            (await command.ExecuteNonQueryAsync()).Should().BePositive();
        }

        await ExpectAlarm(temp, reason);
    }

    private static async Task<string> WriteSome(TempFolder temp, int count, string prefix = "contoh")
    {
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        await using (var writer = folder.OpenWriter(Some.Log))
        {
            await Some.Fill(writer, count, prefix: prefix);
        }

        var key = await folder.Reader.Serve(Some.Log, "key", CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(key!.Bytes!.Value.Span);
    }

    private static async Task ExpectAlarm(TempFolder temp, string reason)
    {
        await using var folder = LedgerFolder.Open(temp["data"], Some.Origin, TimeProvider.System);
        folder.Alarms.Should().ContainKey(Some.Log).WhoseValue.Message.Should().Match("*History would fork*").And.Match(reason);
        folder.Invoking(f => f.OpenWriter(Some.Log)).Should().Throw<HistoryWouldFork>();
        (await folder.Reader.ReadLog(Some.Log, 0, 1, CancellationToken.None)).Should().ContainSingle("reads go on");
    }

    private static async Task Tear(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
    }
}
