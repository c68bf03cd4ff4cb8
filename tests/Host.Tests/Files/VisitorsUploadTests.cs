using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Xunit;
using static Tracker.Host.Tests.Files.VisitorsUploads;

namespace Tracker.Host.Tests.Files;

/// <summary>A photograph of somebody who has no account, by a program and on a line that breaks off.</summary>
public sealed class VisitorsUploadTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_file_sent_in_parts_by_the_tracking_number_is_held_until_its_piece_is_released()
    {
        var (files, id) = await Piece();
        var (visitor, file) = (site.Visitor(), SomeFile.Jpeg(SomeFile.ExifAtHome()));
        var address = await Began(site, files, file.Length);
        address.Should().StartWith(files);
        var entries = await site.Entries();

        (await visitor.Part(address, file.AsMemory(0, 100), 0)).StatusCode.Should().Be(HttpStatusCode.NoContent);
        var broken = await visitor.Part(address, file.AsMemory(50), 50); // it does not know how much came
        (broken.StatusCode, broken.Said("Upload-Offset")).Should().Be((HttpStatusCode.Conflict, "100"));
        var asked = await visitor.Head(address);
        (asked.Said("Upload-Offset"), asked.Said("Upload-Length"), asked.Said("Upload-Complete")).Should().Be(("100", $"{file.Length}", "?0"));
        (await site.Entries()).Should().Be(entries, "nothing is recorded before all of it is here");

        var last = await visitor.Part(address, file.AsMemory(100), 100);
        last.StatusCode.Should().Be(HttpStatusCode.Created, await last.Content.ReadAsStringAsync());
        (await site.Entries()).Should().Be(entries + 1);
        (await visitor.Head(address)).Said("Upload-Complete").Should().Be("?1", "whoever lost the last answer learns that it is here");
        var held = await File(id);
        ((bool)held["held"]!, (string?)held["name"], (string?)held["sha256"]).Should().Be((true, null, null));
        (await site.Visitor().GetAsync((string)held["address"]!)).StatusCode.Should().Be(HttpStatusCode.NotFound);

        await site.As("reviewer").Done($"/api/v1/evidence/{id}/release", []);
        ((string?)(await File(id))["name"]).Should().Be("papan-anggaran.jpg");
        (await site.Visitor().GetAsync((string)held["address"]!)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_file_that_is_taken_costs_no_word_and_can_be_sent_again()
    {
        var (files, id) = await Piece();
        var workbook = SomeFile.Workbook();
        var refused = await site.Visitor().Part(await Began(site, files, workbook.Length, "laporan.pdf"), workbook, 0);
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        ((string)(await site.Read($"/api/v1/evidence/{id}"))["state"]!).Should().Be("submitted");

        var file = SomeFile.Png();
        (await site.Visitor().Part(await Began(site, files, file.Length, "papan.png"), file, 0)).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_photograph_is_taken_again_to_say_where_it_was_taken_and_for_nothing_else()
    {
        var (files, id) = await Piece();
        var photograph = SomeFile.Jpeg(SomeFile.ExifAtHome());
        (await Send(keepPlace: false)).StatusCode.Should().Be(HttpStatusCode.Created);
        var first = (string)(await File(id))["address"]!;
        var twice = await Send(keepPlace: false);
        (twice.StatusCode, (string)(await twice.Json())["rule"]!).Should().Be((HttpStatusCode.Conflict, "file-attached-already"), "also while it is held");
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/return", new() { ["reason"] = "Where is this?" });
        (await Send(keepPlace: false)).StatusCode.Should().Be(HttpStatusCode.Conflict);

        var placed = await Send(keepPlace: true);

        placed.StatusCode.Should().Be(HttpStatusCode.Created, await placed.Content.ReadAsStringAsync());
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });
        ((string?)(await File(id))["place"]).Should().Be("-7.1502,111.8817", "one photograph, with its place");

        var (entry, address) = ((await placed.Json())["ledgerIndex"], (string)(await File(id))["address"]!);
        address.Should().NotBe(first);
        (await site.Visitor().GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
        await site.As("coordinator").Done($"/api/v1/entries/contoh/{entry}/hiding", new() { ["ground"] = "personal", ["reason"] = "It shows a home." });
        (await File(id))["name"].Should().BeNull("the photograph that it replaced does not come back in its place");
        foreach (var either in new[] { first, address })
            (await site.Visitor().GetAsync(either)).StatusCode.Should().Be(HttpStatusCode.NotFound, "it is the same picture");

        async Task<HttpResponseMessage> Send(bool keepPlace) =>
            await site.Visitor().Part(await Began(site, files, photograph.Length, keepPlace: keepPlace), photograph, 0);
    }

    [Fact]
    public async Task Only_its_own_tracking_number_goes_on_with_it_or_asks_after_it()
    {
        var ((files, _), (others, _)) = (await Piece(), await Piece());
        var file = SomeFile.Png();
        var address = await Began(site, files, file.Length);
        var elsewhere = $"{others}/{address.Split('/')[^1]}";

        ((string)(await (await site.Visitor().Part(elsewhere, file, 0)).Json())["rule"]!).Should().Be("upload-not-yours");
        (await site.Visitor().Head(elsewhere)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.As("partner").Part($"/api/v1/files/{address.Split('/')[^1]}", file, 0)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_piece_has_its_room_an_address_its_sends_and_what_was_judged_takes_no_file()
    {
        await using var small = new SomeSite { Settings = { ["Tracker:FileMegabytesPerSubmission"] = "0", ["Tracker:SubmissionsPerHour"] = "2" } };
        await small.InitializeAsync();
        var files = await Address(small);
        ((string)(await (await small.Visitor().Post(files, Announced(100))).Json())["rule"]!).Should().Be("file-room-full");
        await Address(small);
        ((string)(await (await small.Visitor().Post(files, Announced(100))).Json())["rule"]!).Should().Be("too-many-submissions");

        var (judged, id) = await Piece();
        await site.As("reviewer").Done($"/api/v1/evidence/{id}/acceptance", new() { ["level"] = "Limited", ["reason"] = "Seen." });
        await site.Read($"/api/v1/evidence/{id}");
        ((string)(await (await site.Visitor().Post(judged, Announced(100))).Json())["rule"]!).Should().Be("evidence-not-open");
    }

    private async Task<(string Files, string Id)> Piece()
    {
        var receipt = await site.Sent();
        return ($"{(string)receipt["status"]!}/files", (string)receipt["id"]!);
    }

    private async Task<JsonNode> File(string id) => (await site.Read($"/api/v1/evidence/{id}"))["files"]!.AsArray().Single()!;
}
