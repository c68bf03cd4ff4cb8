using System.Diagnostics.CodeAnalysis;
using FluentAssertions;
using Xunit;

namespace Tracker.Host.Tests.Plans;

/// <summary>The example as its script leaves it, published once: what a test changes is a copy.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class PublishedExample : IAsyncLifetime
{
    private readonly SomePlanFolder _folder = new();

    public async Task InitializeAsync()
    {
        _folder.With("contoh").With("contoh-lama");
        await using var first = await _folder.Start("Development");
        first.Surprises.Should().BeEmpty();
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    internal SomePlanFolder Copy() => _folder.Copy();
}
