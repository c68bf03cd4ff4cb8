using System.IO.Compression;
using System.Net;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plans;
using Tracker.Host.Features.Plans;
using Tracker.Host.Http;
using Tracker.Host.Projections;
using Tracker.Plans;
using Tracker.Remarks;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>Plan files out of the running tracker.</summary>
public sealed class ExportPlanFilesTests
{
    private static readonly string[] s_shipped = ["bojonegoro-2016", "canada-nap6", "contoh", "contoh-lama"];

    [Fact]
    public async Task Every_shipped_plan_comes_out_as_the_text_that_went_in()
    {
        using var folder = s_shipped.Aggregate(new SomePlanFolder(), (folder, plan) => folder.With(plan));
        await using var app = await folder.Start();
        using var client = app.CreateClient();
        foreach (var plan in s_shipped)
        {
            app.Report(plan).Status.Should().Be(PlanFileStatus.Published);
            var files = Unzip(await client.GetByteArrayAsync(new Uri($"/api/v1/plans/{plan}/files", UriKind.Relative)));
            var there = Directory.EnumerateFiles(folder[plan], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder[plan], file).Replace('\\', '/'))
                .Where(path => path is not ("README.md" or "script.yaml"));
            files.Keys.Should().BeEquivalentTo(there.Select(path => $"{plan}/{path}"));
            foreach (var (path, text) in files) text.Should().Be(await File.ReadAllTextAsync(folder[path]), path);
        }
    }

    [Fact]
    public async Task It_is_the_present_state_with_the_reviewers_whom_the_forum_named_since()
    {
        using var folder = new SomePlanFolder().With("canada-nap6").With("contoh-lama");
        await using var app = await folder.Start();
        using var client = app.CreateClient();
        var first = await client.GetAsync(new Uri("/api/v1/plans/canada-nap6/files", UriKind.Relative));
        var done = await app.Services.GetRequiredService<IMediator>().Send(new Write<AppointReviewer>(
            new(OrganisationId.Parse("contoh-media"), Partner.Public, "Named by the forum."), PlanId.Parse("canada-nap6"), Actor.Import, "appoint"));
        var index = done.Should().BeOfType<WriteOutcome.Done>().Subject.LedgerIndex;
        (await app.Services.GetRequiredService<LedgerFollower>().Passed("canada", index, TimeSpan.FromSeconds(10), CancellationToken.None)).Should().BeTrue();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/plans/canada-nap6/files");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!); // every answer has one
        var answer = await client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, "the plan has changed");
        var files = Unzip(await answer.Content.ReadAsByteArrayAsync());
        files["canada-nap6/plan.md"].Should().Contain("\nreviewers: [contoh-media]\n").And.Contain("  contoh-media:\n    partner: public\n");
        files.Keys.Should().NotContain("canada-nap6/README.md", "files can say all of it");
        PlanFolder.Read("canada-nap6", files.ToDictionary(file => file.Key["canada-nap6/".Length..], file => System.Text.Encoding.UTF8.GetBytes(file.Value)))
            .Findings.Should().NotContain(finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_moved_date_is_written_and_what_was_withdrawn_is_named_because_files_cannot_say_it()
    {
        // The example's script moves 1.4 and 5.2, and withdraws 4.1 and 4.3.
        using var folder = new SomePlanFolder().With("contoh").With("contoh-lama");
        await using var app = await folder.Start("Development");
        using var client = app.CreateClient();
        var files = Unzip(await client.GetByteArrayAsync(new Uri("/api/v1/plans/contoh/files", UriKind.Relative)));
        files["contoh/01-puskesmas.md"].Should().Contain("| 1.4 | Kanal keluhan menjawab dalam tujuh hari | | 2028-12-31 | |");
        files["contoh/05-kontrak.md"].Should().Contain("| 5.2 | Data kontrak dapat diunduh | 2028-12-31 | |");
        files["contoh/README.md"].Should().Contain("contoh/4: milestone 4.1 was withdrawn on ").And.Contain("milestone 4.3")
            .And.StartWith("# Yang tidak dapat dikatakan berkas ini\n").And.Contain("contoh/4: target 4.1 dibatalkan pada ", "the plan is in both languages")
            .And.NotContain("has a form that plan files cannot say", "the plan's file says its rule of proof");
        PlanFolder.Read("contoh", files.ToDictionary(file => file.Key["contoh/".Length..], file => System.Text.Encoding.UTF8.GetBytes(file.Value)))
            .Findings.Should().NotContain(finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task What_is_known_already_is_not_sent_again_and_an_unknown_plan_is_not_there()
    {
        using var folder = new SomePlanFolder().With("contoh-lama");
        await using var app = await folder.Start();
        using var client = app.CreateClient();
        var answer = await client.GetAsync(new Uri("/api/v1/plans/contoh-lama/files", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/zip");
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be("contoh-lama.zip");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/plans/contoh-lama/files");
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!); // every answer has one
        (await client.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await client.GetAsync(new Uri("/api/v1/plans/nowhere/files", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri("/api/v1/plans/contoh-lama/files?lang=id", UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Files_that_were_only_written_otherwise_are_unchanged_at_the_next_start()
    {
        using var folder = new SomePlanFolder().With("contoh-lama");
        folder.Change("contoh-lama/01-layanan.md", "lead: contoh-dinas", "penanggung-jawab:   contoh-dinas");
        await using (await folder.Start())
        {
        }

        folder.Change("contoh-lama/01-layanan.md", "penanggung-jawab:   contoh-dinas", "lead: contoh-dinas");
        await using var again = await folder.Start();
        again.Report("contoh-lama").Status.Should().Be(PlanFileStatus.Unchanged);
        (await again.Types("contoh")).Count(type => type == "plan.published").Should().Be(1);
    }

    private static Dictionary<string, string> Unzip(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            },
            StringComparer.Ordinal);
    }
}
