using FluentAssertions;
using Xunit;

namespace Tracker.Repository.Tests;

/// <summary>What can never be lost is never left untested by hand: no test is switched off.</summary>
public sealed class SwitchedOffTests
{
    [Fact]
    public void Do_not_exist() =>
        Checkout.Files(".cs").Where(file => file.StartsWith("tests/", StringComparison.Ordinal))
            .Where(file => Checkout.Read(file).Contains("Skip" + " =", StringComparison.Ordinal))
            .Should().BeEmpty();
}
