using FluentAssertions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Host.Running;
using Tracker.PluginRunner.Sandbox;
using Xunit;

namespace Tracker.Host.Tests.Running;

/// <summary>Whose programs may run here.</summary>
public sealed class PluginIsolationTests
{
    [Theory]
    [InlineData("Production", true, true, "this site runs as root")]
    [InlineData("Staging", true, true, "this site runs as root")]
    [InlineData("Production", false, true, null)]
    [InlineData("Development", true, true, null)]
    [InlineData("Production", true, false, NoSandbox.NoBubblewrap)]
    [InlineData("Development", false, false, NoSandbox.NoBubblewrap)]
    public async Task As_root_outside_development_and_where_the_probe_fails_only_what_came_with_the_product_runs(string environment, bool root, bool probed, string? why)
    {
        var isolation = new PluginIsolation(
            new SomeEnvironment(environment), NullLogger<PluginIsolation>.Instance, root, _ => Task.FromResult(probed ? null : new NoSandbox(NoSandbox.NoBubblewrap)));
        isolation.WhyNot.Should().Be("it has not been tried yet", "nobody has looked");

        await isolation.Probe(default);

        (isolation.Works, isolation.WhyNot).Should().Be((probed, why));
    }

    private sealed class SomeEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Tracker";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
