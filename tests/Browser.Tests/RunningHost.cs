using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Playwright;
using Tracker.Support;
using Xunit;

namespace Tracker.Browser.Tests;

/// <summary>An account of a development host.</summary>
public sealed record Account(string Name, string Role, string Organisation, string Password, string Token);

/// <summary>
/// The tracker as a newcomer starts it — a process of its own with the shipped plans and an empty data folder — and one real
/// browser. Shared by all tests of this project: they read, or write to leaves of their own.
/// </summary>
public sealed class RunningHost : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string _data = Directory.CreateTempSubdirectory("tracker-browser-").FullName;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private IPlaywright? _playwright;

    public Uri Address { get; private set; } = new("http://localhost");

    public IBrowser Browser { get; private set; } = null!; // set before any test runs; tests that lack it are skipped first

    public IReadOnlyDictionary<string, Account> Accounts { get; private set; } = new Dictionary<string, Account>();

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        Address = new($"http://localhost:{FreePort()}");
        _process = Process.Start(new ProcessStartInfo("dotnet", [Built("Host"), "--urls", Address.ToString()])
        {
            WorkingDirectory = Required.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Tracker__Data"] = _data,
                ["Tracker__Plans"] = Path.Combine(Required.Root, "commitments"),
                ["Tracker__RequestsPerMinute"] = "0",
                ["Tracker__SignInsPerMinute"] = "0",
                ["Tracker__WritesPerMinute"] = "0",
            },
        })!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Ready();
        Accounts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "development-accounts.json"))).RootElement.EnumerateArray()
            .Select(account => new Account(
                Text(account, "account"), Text(account, "role"), Text(account, "organisation"), Text(account, "password"), Text(account, "token")))
            .ToDictionary(account => account.Name);

        // The driver that the package brings starts the system's browser; it downloads none.
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        static string Text(JsonElement account, string name) => account.GetProperty(name).GetString() ?? "";
    }

    /// <summary>Skips the test where there is no browser; fails it where services are required.</summary>
    public static void NeedsChromium() => Required.File(Chromium, "these tests drive Debian's Chromium");

    /// <summary>A fresh browser context: no cookies, no cache.</summary>
    public Task<IBrowserContext> Visitor(bool javaScript = false, int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            JavaScriptEnabled = javaScript,
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
        });

    /// <summary>Runs the command line tool.</summary>
    /// <returns>Its exit code and everything it said.</returns>
    public static async Task<(int Code, string Said)> Cli(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Built("Cli"), .. arguments])
        {
            WorkingDirectory = Required.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Waits for the line the host prints when it is open; it prints none when it ends before.</summary>
    private async Task Ready()
    {
        try
        {
            await _open.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException("The host did not open within two minutes: " + Output(), failure);
        }

        using var http = new HttpClient { BaseAddress = Address };
        using var answer = await http.GetAsync("/readyz");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.Add(line.Data ?? "");
        if (line.Data is null) _open.TrySetException(new InvalidOperationException("It ended."));
        else if (line.Data.StartsWith("Tracker is open at", StringComparison.Ordinal)) _open.TrySetResult();
    }

    private string Output()
    {
        lock (_output) return string.Join('\n', _output);
    }

    private static string Built(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Path.Combine(Required.Root, "artifacts", "bin", project, configuration, $"Tracker.{project}.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class TheTracker : ICollectionFixture<RunningHost>
{
    public const string Name = "the tracker";
}
