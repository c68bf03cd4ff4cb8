using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Domain.Evidence;
using Tracker.Host.Tests.Doors;
using Xunit;
using static Tracker.Host.Tests.Files.SomeUploads;

namespace Tracker.Host.Tests.Files;

/// <summary>A file on its way to its evidence, on a line that breaks off; and what becomes of it there.</summary>
public sealed class UploadTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_file_sent_in_parts_is_attached_with_its_last_one()
    {
        var (id, _) = await site.Submitted();
        var file = SomeFile.Jpeg(SomeFile.ExifAtHome());
        var address = await site.Began(id, file.Length);
        var partner = site.As("partner");
        var entries = await site.Entries();

        var first = await partner.Part(address, file.AsMemory(0, 100), 0);
        first.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (first.Said("Upload-Offset"), first.Said("Upload-Complete")).Should().Be(("100", "?0"));
        var asked = await partner.Head(address);
        (asked.Said("Upload-Offset"), asked.Said("Upload-Length"), asked.Said("Upload-Complete")).Should().Be(("100", $"{file.Length}", "?0"));
        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound, "nothing is shown before it is whole and looked at");
        (await site.Entries()).Should().Be(entries);

        var last = await partner.Part(address, file.AsMemory(100), 100);
        last.StatusCode.Should().Be(HttpStatusCode.Created);
        var whole = await site.Visitor().Head(address);
        (whole.Said("Upload-Offset"), whole.Said("Upload-Complete")).Should().Be(($"{file.Length}", "?1"), "whoever lost the last answer asks after it");
        (await site.Entries()).Should().Be(entries + 1);
        var attached = (await site.Read($"/api/v1/evidence/{id}"))["files"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)attached["address"]!, (string)attached["type"]!, (string)attached["name"]!).Should().Be((address, "jpeg", "papan-anggaran.jpg"));
        attached["place"].Should().BeNull();

        var answer = await site.Visitor().GetAsync(address);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Convert.ToHexStringLower(SHA256.HashData(bytes)).Should().Be((string)attached["sha256"]!);
        bytes.Length.Should().Be((int)attached["size"]!);
    }

    [Fact]
    public async Task A_photograph_with_a_homes_coordinates_is_neither_kept_nor_served_with_them()
    {
        var home = SomeFile.ExifAtHome().AsSpan(100, 24).ToArray();
        var (id, _) = await site.Submitted();
        var (address, _) = await site.Attached(id, SomeFile.Jpeg(SomeFile.ExifAtHome()));
        (await site.Visitor().GetByteArrayAsync(address)).AsSpan().IndexOf(home).Should().Be(-1);
        var kept = Directory.EnumerateFiles(site.Data, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).Contains(".db", StringComparison.Ordinal) && new FileInfo(file).Length > 0);
        kept.Should().NotBeEmpty().And.AllSatisfy(file => File.ReadAllBytes(file).AsSpan().IndexOf(home).Should().Be(-1, file));
        ((string?)(await site.Read($"/api/v1/evidence/{id}"))["files"]![0]!["place"]).Should().BeNull();

        var (wanted, _) = await site.Submitted();
        await site.Attached(wanted, SomeFile.Jpeg(SomeFile.ExifAtHome()), keepPlace: true);
        ((string?)(await site.Read($"/api/v1/evidence/{wanted}"))["files"]![0]!["place"]).Should().Be("-7.1502,111.8817", "its sender says so, in words and not hidden in the picture");
    }

    [Fact]
    public async Task A_file_is_served_for_saving_and_never_as_a_page()
    {
        var (id, _) = await site.Submitted();
        var (address, _) = await site.Attached(id, SomeFile.Pdf(), name: "laporan \"akhir\".html");
        var answer = await site.Visitor().GetAsync(address);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/pdf");
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.Should().EndWith(".pdf");
        answer.Said("X-Content-Type-Options").Should().Be("nosniff");
        answer.Said("Content-Security-Policy").Should().Contain("sandbox").And.Contain("default-src 'none'");
        answer.Said("Set-Cookie").Should().BeEmpty();

        var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        (await site.Visitor().SendAsync(again)).StatusCode.Should().Be(HttpStatusCode.NotModified);
        var rest = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(10, null) } };
        (await site.Visitor().SendAsync(rest)).StatusCode.Should().Be(HttpStatusCode.PartialContent, "a poor line goes on where it broke off");
    }

    [Fact]
    public async Task A_part_at_the_wrong_place_is_refused_with_the_right_one()
    {
        var (id, _) = await site.Submitted();
        var file = SomeFile.Png();
        var address = await site.Began(id, file.Length);
        await site.As("partner").Part(address, file.AsMemory(0, 50), 0);
        foreach (var wrong in (int[])[0, 49, 51])
        {
            var answer = await site.As("partner").Part(address, file.AsMemory(wrong), wrong);
            answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
            answer.Said("Upload-Offset").Should().Be("50");
            ((string)(await answer.Json())["rule"]!).Should().Be("upload-offset");
        }

        (await site.As("partner").Part(address, new byte[file.Length], 50)).StatusCode.Should().Be(HttpStatusCode.BadRequest, "more than was announced");
        (await site.As("partner").Head(address)).Said("Upload-Offset").Should().Be("50", "and nothing of it was taken");
        (await site.As("partner").Part(address, file.AsMemory(50), 50)).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_last_part_sent_again_is_recorded_once()
    {
        var (id, _) = await site.Submitted();
        var file = SomeFile.Png();
        var address = await site.Began(id, file.Length);
        var entries = await site.Entries();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.As("partner").Part(address, file, 0)));
        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.Conflict);
        var receipts = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Content.ReadAsStringAsync()));
        receipts.Distinct().Should().ContainSingle("whoever gets one gets the same");
        (await site.Entries()).Should().Be(entries + 1);
    }

    [Fact]
    public async Task A_last_part_whose_answer_was_lost_gets_the_same_answer_again_also_after_a_restart_and_whatever_became_of_the_piece()
    {
        await using var old = new SomeSite();
        await old.InitializeAsync();
        var (id, _) = await old.Submitted();
        var file = SomeFile.Png();
        var address = await old.Began(id, file.Length);
        await old.As("partner").Part(address, file.AsMemory(0, 50), 0);
        var first = await old.As("partner").Part(address, file.AsMemory(50), 50, ("Idempotency-Key", "finish-1"));
        first.StatusCode.Should().Be(HttpStatusCode.Created);
        var (receipt, entries) = (await first.Content.ReadAsStringAsync(), await old.Entries());

        async Task SameAgain(HttpClient partner)
        {
            foreach (var (from, headers) in new (int, (string, string)[])[] { (50, [("Idempotency-Key", "finish-1")]), (50, []), (0, []), (file.Length, []) })
            {
                var again = await partner.Part(address, file.AsMemory(from), from, headers);
                (again.StatusCode, await again.Content.ReadAsStringAsync()).Should().Be((HttpStatusCode.Created, receipt), "sent again from {0}", from);
                again.Said("Upload-Complete").Should().Be("?1");
            }

        }

        await SameAgain(old.As("partner"));
        (await old.Entries()).Should().Be(entries, "it is recorded once");
        foreach (var (offset, bytes) in new[] { (0, 50), (50, 3), (file.Length, 1) })
        {
            var other = await old.As("partner").Part(address, new byte[bytes], offset);
            var problem = await other.Json();
            (other.StatusCode, (string)problem["rule"]!).Should().Be((HttpStatusCode.Conflict, "upload-complete"));
            ((string)problem["detail"]!).Should().Contain($"entry {JsonNode.Parse(receipt)!["ledgerIndex"]} of");
        }

        ((string)(await (await old.As("other-partner").Part(address, file, 0)).Json())["rule"]!).Should().Be("upload-not-yours");
        await old.As("partner").Done($"/api/v1/evidence/{id}/withdrawal", new() { ["reason"] = "The wrong house." });
        await SameAgain(old.As("partner"));

        var disk = Directory.CreateTempSubdirectory("tracker-restarted-").FullName; // another host would have what is on the disk, and no more
        foreach (var kept in Directory.EnumerateFiles(old.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            var copy = Path.Combine(disk, Path.GetRelativePath(old.Data, kept));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(kept, copy);
        }

        await using (var restarted = new TrackerApp { Settings = { ["Tracker:Data"] = disk } })
        {
            await restarted.Ready();
            await SameAgain(restarted.With(old.Tokens["partner"]));
        }

        Directory.Delete(disk, recursive: true);
    }

    [Fact]
    public async Task Nobody_goes_on_with_another_persons_upload_or_begins_one_for_anothers_evidence()
    {
        var (id, _) = await site.Submitted();
        var address = await site.Began(id, 100);
        ((string)(await (await site.As("other-partner").Part(address, new byte[10], 0)).Json())["rule"]!).Should().Be("upload-not-yours");
        (await site.Visitor().Part(address, new byte[10], 0)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        foreach (var (asking, status) in new[] { (site.Visitor(), 401), (site.As("other-partner"), 403), (site.As("partner"), 200) })
        {
            var asked = await asking.Head(address);
            ((int)asked.StatusCode, asked.Said("Upload-Offset")).Should().Be((status, status == 200 ? "0" : ""), "what is unfinished is its sender's");
        }

        var answer = await site.As("other-partner").Post("/api/v1/files", Announced(id, 100));
        ((int)answer.StatusCode, (string)(await answer.Json())["rule"]!).Should().Be((403, "not-contributor"));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("cut")]
    [InlineData("svg")]
    public async Task What_is_refused_is_gone_and_the_words_stay(string what)
    {
        var (id, _) = await site.Submitted();
        var file = what switch { "zip" => SomeFile.Workbook(), "cut" => SomeFile.Jpeg()[..^1], _ => "<svg onload='x()'/>"u8.ToArray() };
        var entries = await site.Entries();
        var (address, answer) = await site.Attached(id, file, name: "laporan.pdf");
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await site.Entries()).Should().Be(entries);
        (await site.Visitor().Head(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        ((string)(await site.Read($"/api/v1/evidence/{id}"))["summary"]!).Should().NotBeEmpty();
        File.Exists(Path.Combine(site.Data, "uploads", address[^32..])).Should().BeFalse();
    }

    [Fact]
    public async Task What_was_judged_takes_no_file_and_a_reviewer_who_saw_less_is_told()
    {
        var (id, version) = await site.Submitted();
        var half = await site.Began(id, SomeFile.Png().Length);
        await site.Attached(id, SomeFile.Jpeg());
        var accepts = new System.Text.Json.Nodes.JsonObject { ["level"] = "Limited", ["reason"] = "Seen." };
        (await site.As("reviewer").Post($"/api/v1/evidence/{id}/acceptance", accepts, $"\"{version}\"")).StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });

        var answer = await site.As("partner").Part(half, SomeFile.Png(), 0);
        ((string)(await answer.Json())["rule"]!).Should().Be("evidence-not-open");
        ((string)(await (await site.As("partner").Post("/api/v1/files", Announced(id, 100))).Json())["rule"]!).Should().Be("evidence-not-open");
        var now = await site.Read($"/api/v1/evidence/{id}");
        now["files"]!.AsArray().Should().ContainSingle();
        ((long)now["judgements"]![0]!["content"]!).Should().Be((long)now["files"]![0]!["version"]!, "it was judged with the file");
    }

    [Fact]
    public async Task What_was_taken_back_is_served_no_longer()
    {
        var (id, _) = await site.Submitted();
        var (address, _) = await site.Attached(id, SomeFile.WebP());
        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
        await site.As("partner").Done($"/api/v1/evidence/{id}/withdrawal", new() { ["reason"] = "The wrong house." });
        await site.Read($"/api/v1/evidence/{id}");
        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(0, "file-empty")]
    [InlineData(FileRules.MostBytes + 1, "file-too-large")]
    public async Task A_file_has_a_size(long size, string rule) =>
        ((string)(await (await site.As("partner").Post("/api/v1/files", Announced((await site.Submitted()).Id, size))).Json())["rule"]!).Should().Be(rule);

    [Fact]
    public async Task Twenty_megabytes_are_taken_and_a_byte_more_is_not_read()
    {
        var (id, _) = await site.Submitted();
        var file = new byte[FileRules.MostBytes];
        Encoding.ASCII.GetBytes("a,b\n").CopyTo(file, 0);
        for (var at = 4; at < file.Length; at += 4) "1,2\n"u8.CopyTo(file.AsSpan(at));
        var (address, answer) = await site.Attached(id, file, name: "desa.csv");
        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        (await site.Visitor().GetAsync(address)).Content.Headers.ContentLength.Should().Be(FileRules.MostBytes);
    }
}
