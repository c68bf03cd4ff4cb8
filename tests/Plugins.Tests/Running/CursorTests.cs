using System.Globalization;
using FluentAssertions;
using Tracker.PluginRunner.Running;
using Xunit;

namespace Tracker.Plugins.Tests.Running;

/// <summary>A cursor comes back in the next message: one that is too long to be sent would stop a plugin for ever.</summary>
public sealed class CursorTests
{
    [SkippableTheory]
    [InlineData("x", 16_384, true)]
    [InlineData("x", 16_385, false)]
    [InlineData("é", 8_192, true)]
    [InlineData("é", 8_193, false)]
    public async Task One_of_more_than_16_KiB_ends_the_run_as_malformed(string letter, int letters, bool isKept)
    {
        using var plugin = new SomePlugin($"greet(); answer(read(), {{'cursor': '{letter}' * {letters.ToString(CultureInfo.InvariantCulture)}}}); read()");
        await using var session = await plugin.Start();
        var collecting = () => session.Collect(new([]), CancellationToken.None);
        if (isKept) (await collecting()).Cursor.Should().HaveLength(letters);
        else
        {
            var failed = (await collecting.Should().ThrowAsync<PluginFailed>()).Which;
            (failed.Reason, failed.Message.Contains("at most 16384", StringComparison.Ordinal)).Should().Be((PluginFailure.MalformedMessage, true), failed.Message);
        }
    }
}
