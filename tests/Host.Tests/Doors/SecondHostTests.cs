using System.Diagnostics;
using FluentAssertions;
using Tracker.Host.Development;
using Xunit;

namespace Tracker.Host.Tests.Doors;

public sealed class SecondHostTests(SomeSite site) : IClassFixture<SomeSite>
{
    [Fact]
    public async Task A_data_folder_in_use_by_another_host_is_refused_by_name()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["Tracker__Data"] = site.Data, ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };

        using var second = Process.Start(start)!; // started, or throws
        var error = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();

        second.ExitCode.Should().Be(1);
        error.Should().Contain(site.Data).And.Contain("in use").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_feed_server_on_this_machine_is_refused_outside_development()
    {
        var data = Directory.CreateTempSubdirectory("tracker-feed-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["Tracker__Data"] = data, ["Tracker__FeedServer"] = "http://127.0.0.1:5090", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };

        using var refused = Process.Start(start)!; // started, or throws
        var error = await refused.StandardError.ReadToEndAsync();
        await refused.WaitForExitAsync();

        refused.ExitCode.Should().Be(1);
        error.Should().Contain("Tracker__FeedServer").And.NotContain("   at ");
        File.Exists(Path.Combine(data, "ledger.db")).Should().BeFalse("nothing was begun");
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_feed_server_s_address_that_is_taken_is_refused_by_its_setting()
    {
        using var taken = new FeedPort();
        var data = Directory.CreateTempSubdirectory("tracker-feed-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["Tracker__Data"] = data, ["Tracker__FeedServer"] = taken.Origin, ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };

        using var refused = Process.Start(start)!; // started, or throws
        var output = refused.StandardOutput.ReadToEndAsync();
        var error = await refused.StandardError.ReadToEndAsync();
        await refused.WaitForExitAsync();

        refused.ExitCode.Should().Be(1, await output);
        error.Should().Contain(taken.Origin).And.Contain("Tracker__FeedServer").And.NotContain("--urls");
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("Tracker__TimeZone", "Nowhere/Nothing")]
    [InlineData("Tracker__Proxies", "a proxy")]
    [InlineData("Tracker__Language", "tlh")]
    [InlineData("Tracker__PluginDrafts", "many")]
    [InlineData("Tracker__PluginDrafts", "-1")]
    [InlineData("Tracker__RequestsPerMinute", "99999999999")]
    [InlineData("Tracker__Mail__Port", "smtp")]
    [InlineData("Tracker__Mail__Security", "some")]
    [InlineData("Tracker__Plugins", "")]
    [InlineData("Tracker__Plugins", "/etc/hostname")]
    [InlineData("Tracker__FeedServer", "foo", "Development")]
    [InlineData("Tracker__FeedServer", "http://10.0.0.1:80", "Development")]
    public async Task A_setting_that_cannot_be_is_said_in_one_line_and_nothing_is_begun(string setting, string value, string environment = "Production")
    {
        var data = Directory.CreateTempSubdirectory("tracker-settings-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["Tracker__Data"] = data, [setting] = value, ["ASPNETCORE_ENVIRONMENT"] = environment },
        };

        using var refused = Process.Start(start)!; // started, or throws
        var error = await refused.StandardError.ReadToEndAsync();
        await refused.WaitForExitAsync();

        (refused.ExitCode, error.Trim().Split('\n').Length).Should().Be((1, 1), error);
        error.Should().StartWith(setting);
        File.Exists(Path.Combine(data, "ledger.db")).Should().BeFalse();
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("shipped", "shipped")]
    [InlineData("shipped/more/", "shipped")]
    [InlineData("all", "all/shipped")]
    public async Task Plugins_that_somebody_installs_may_not_lie_where_those_of_the_product_do(string installed, string shipped)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-folders-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Tracker__Data"] = Path.Combine(folder, "data"), ["Tracker__Plugins"] = Path.Combine(folder, installed),
                ["Tracker__ShippedPlugins"] = Path.Combine(folder, shipped), ["ASPNETCORE_ENVIRONMENT"] = "Production",
            },
        };

        using var refused = Process.Start(start)!; // started, or throws
        var error = await refused.StandardError.ReadToEndAsync();
        await refused.WaitForExitAsync();

        refused.ExitCode.Should().Be(1);
        error.Should().Contain("Tracker__Plugins and Tracker__ShippedPlugins").And.NotContain("   at ");
        File.Exists(Path.Combine(folder, "data", "ledger.db")).Should().BeFalse("nothing was begun");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("plugins", null, "/opt/tracker/plugins")] // beside /opt/tracker/shipped, wherever it was started
    [InlineData("plugins", "/home/somebody/tracker", "/home/somebody/tracker/plugins")]
    [InlineData("mine", null, "/srv/mine")]
    [InlineData("/var/lib/plugins", null, "/var/lib/plugins")]
    public void Where_nobody_says_where_they_lie_they_lie_beside_those_that_came_with_the_host(string setting, string? repository, string folder)
    {
        var options = new Hosting.TrackerOptions();
        (options.ShippedPlugins, options.Plugins).Should().Be((Path.Combine(AppContext.BaseDirectory, "shipped"), "plugins"));

        Hosting.Settings.PluginsFolder(setting, repository, "/opt/tracker/", repository ?? "/srv").Should().Be(folder);
    }
}
