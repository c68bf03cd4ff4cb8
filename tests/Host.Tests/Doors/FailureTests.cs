using System.Diagnostics;
using System.Net;
using FluentAssertions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Ledger;
using Xunit;
using static Tracker.Host.Tests.Doors.Sending;

namespace Tracker.Host.Tests.Doors;

/// <summary>When the site itself fails: it says so, says nothing about itself, and a repeat with the same key is right.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task What_nobody_expected_is_a_500_with_an_id_and_nothing_from_inside()
    {
        var site = new SomeSite();
        var broken = new Switch();
        site.AlsoRegister = services => services.AddTransient<IMediator>(provider =>
            broken.On ? new ThrowingMediator() : new Mediator(provider.GetRequiredService<ServiceFactory>()));
        await site.InitializeAsync();
        await using var end = site;
        broken.On = true;

        var answer = await site.As("owner").Post(Progress, SomeProgress(), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var problem = await answer.Json();
        ((string)problem["rule"]!).Should().Be("internal-error");
        ((string)problem["id"]!).Should().NotBeEmpty();
        problem.ToJsonString().Should().NotContain("SELECT").And.NotContain("/var/lib").And.NotContain("Exception").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_ledger_that_does_not_answer_is_outcome_unknown()
    {
        var site = new SomeSite();
        await site.InitializeAsync();
        await using var end = site;
        await site.Services.GetRequiredService<LedgerFolder>().DisposeAsync();

        var answer = await site.As("owner").Post(Progress, SomeProgress(), Now);

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.Should().NotBeNull();
        ((string)(await answer.Json())["rule"]!).Should().Be("outcome-unknown");
    }

    /// <summary>Where no small file system may be mounted, the ledger's own tests of a full disk stand in.</summary>
    [Fact]
    public async Task A_full_disk_is_told_reads_go_on_and_the_same_key_succeeds_when_there_is_room()
    {
        var small = Directory.CreateTempSubdirectory("small-").FullName;
        if (await Run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small) != 0) return;
        var site = new SomeSite { Settings = { ["Tracker:Data"] = Path.Combine(small, "data") } };
        try
        {
            await site.InitializeAsync();
            var (piece, _) = await site.Submitted();
            Fill(Path.Combine(small, "ballast"));
            HttpResponseMessage answer;
            string key;
            do
            {
                answer = await site.As("owner").Post(Progress, Long(), Now, key = NewKey());
            }
            while (answer.StatusCode == HttpStatusCode.Created);

            answer.StatusCode.Should().Be(HttpStatusCode.InsufficientStorage);
            answer.Headers.RetryAfter.Should().NotBeNull();
            ((string)(await answer.Json())["rule"]!).Should().Be("storage-full");
            (await site.Visitor().GetAsync("/healthz")).StatusCode.Should().Be(HttpStatusCode.OK);
            var before = await site.Entries();
            HttpResponseMessage begun;
            do
            {
                begun = await site.As("partner").Post("/api/v1/files", Files.SomeUploads.Announced(piece, 1000));
            }
            while (begun.StatusCode == HttpStatusCode.Accepted);

            (begun.StatusCode, (string)(await begun.Json())["rule"]!).Should().Be((HttpStatusCode.InsufficientStorage, "storage-full"));

            File.Delete(Path.Combine(small, "ballast"));
            (await site.As("owner").Post(Progress, Long(), Now, key)).StatusCode.Should().Be(HttpStatusCode.Created);
            (await site.Entries()).Should().Be(before + 1);
        }
        finally
        {
            await site.DisposeAsync();
            await Run("umount", small);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Long() => SomeProgress(("narrative", new string('x', 8000)));

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        for (var block = new byte[64 * 1024]; block.Length >= 512; block = new byte[block.Length / 2])
        {
            try
            {
                while (true)
                {
                    stream.Write(block);
                    stream.Flush(flushToDisk: true);
                }
            }
            catch (IOException)
            {
                // no room for a block of this size: try half
            }
        }
    }

    private static async Task<int> Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!; // started, or throws
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private sealed class Switch
    {
        public bool On { get; set; }
    }

    private sealed class ThrowingMediator : IMediator
    {
        public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("SELECT secret FROM /var/lib");

        public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new InvalidOperationException();

        public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
            where TNotification : INotification => throw new InvalidOperationException();
    }
}
