using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Domain.Commitments;
using Tracker.Host.Http;
using Tracker.Host.Tests.Projections;
using Tracker.Support.Domain;
using Xunit;

namespace Tracker.Host.Tests.OpenData;

/// <summary>What many readers ask for at once is made once.</summary>
public sealed class MadeOnceTests(OpenDataSite site) : IClassFixture<OpenDataSite>
{
    private const string Address = "/api/v1/plans/contoh/commitments/1";
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    private PageCache Cache => site.Services.GetRequiredService<PageCache>();

    [Fact]
    public async Task Who_asks_while_a_page_is_made_is_answered_with_that_page()
    {
        var readers = Enumerable.Range(0, 5).Select(_ => Asked("once")).ToList();
        var answers = readers.Select(reader => Cache.Invoke(reader, Slowly)).ToList();
        _gate.SetResult();
        await Task.WhenAll(answers);

        _begun.Should().Be(1);
        foreach (var reader in readers) Said(reader).Should().Be("made");
        readers.Select(reader => reader.Response.Headers.ETag.ToString()).Distinct().Should().ContainSingle().Which.Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_is_made_meanwhile_is_not_shown_to_who_asks_after_a_change()
    {
        var before = Asked("changed");
        var first = Cache.Invoke(before, Slowly);
        await site.Happens("contoh/1", SomeActor.Owner(), SomeReport.Of(Completion.Limited));
        var after = Asked("changed");
        await Cache.Invoke(after, http => Say(http, "newer"));
        _gate.SetResult();
        await first;

        (Said(before), Said(after)).Should().Be(("made", "newer"));
    }

    [Fact]
    public async Task Where_it_fails_the_others_are_not_left_waiting()
    {
        var failing = Cache.Invoke(Asked("failed"), async _ =>
        {
            await _gate.Task;
            throw new InvalidOperationException("It failed.");
        });
        var other = Asked("failed");
        var waits = Cache.Invoke(other, http => Say(http, "made anew"));
        _gate.SetResult();
        await ((Func<Task>)(() => failing)).Should().ThrowAsync<InvalidOperationException>();
        await waits;

        Said(other).Should().Be("made anew");
    }

    [Fact]
    public async Task What_may_not_be_kept_each_is_told_for_himself()
    {
        var readers = Enumerable.Range(0, 3).Select(_ => Asked("private")).ToList();
        var answers = readers.Select(reader => Cache.Invoke(reader, async http =>
        {
            var mine = Interlocked.Increment(ref _begun);
            await _gate.Task;
            http.Response.Headers.CacheControl = "private";
            await http.Response.WriteAsync($"for {mine}");
        })).ToList();
        _gate.SetResult();
        await Task.WhenAll(answers);

        readers.Select(Said).Should().BeEquivalentTo("for 1", "for 2", "for 3");
    }

    [Fact]
    public async Task Nobody_waits_for_an_answer_that_is_too_long_to_be_kept()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Cache.Invoke(Asked("long"), async http =>
        {
            await http.Response.Body.WriteAsync(new byte[3 * 1024 * 1024]);
            begun.SetResult();
            await _gate.Task;
        });
        await begun.Task;
        var other = Asked("long");
        await Cache.Invoke(other, http => Say(http, "meanwhile"));
        _gate.SetResult();
        await first;

        Said(other).Should().Be("meanwhile");
    }

    [Fact]
    public async Task Who_leaves_while_he_waits_is_not_answered_and_does_not_stand_in_the_way()
    {
        var first = Asked("left");
        var made = Cache.Invoke(first, Slowly);
        using var leaves = new CancellationTokenSource();
        var left = Asked("left");
        left.RequestAborted = leaves.Token;
        var waits = Cache.Invoke(left, Slowly);
        await leaves.CancelAsync();
        await waits;
        _gate.SetResult();
        await made;

        (Said(first), Said(left), _begun).Should().Be(("made", "", 1));
    }

    private async Task Slowly(HttpContext http)
    {
        Interlocked.Increment(ref _begun);
        await _gate.Task;
        await Say(http, "made");
    }

    private static Task Say(HttpContext http, string what)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        return http.Response.WriteAsync(what);
    }

    private static DefaultHttpContext Asked(string what)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = ("GET", Address, new($"?{what}"));
        http.Response.Body = new MemoryStream();
        return http;
    }

    private static string Said(DefaultHttpContext http) => System.Text.Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
}
