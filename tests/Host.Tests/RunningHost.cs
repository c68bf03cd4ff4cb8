using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Tracker.Host.Tests.Doors;
using Tracker.Support;

namespace Tracker.Host.Tests;

/// <summary>The real host as a process of its own, in development, with the repository's plans.</summary>
internal sealed class RunningHost : IDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly Uri _address;

    private RunningHost(Process process, string data, Uri address) => (_process, _data, _address) = (process, data, address);

    public static async Task<RunningHost> Start(string data, params (string Name, string Value)[] settings)
    {
        var address = new Uri(FreeOrigin());
        var open = new TaskCompletionSource();
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", address.ToString()])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Tracker__Data"] = data,
                ["Tracker__Plans"] = Required.File("commitments", "the plans are part of the repository"),
                ["Tracker__WritesPerMinute"] = "0",
                ["Tracker__RequestsPerMinute"] = "0",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var process = Process.Start(start)!; // started, or throws
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) open.TrySetException(new InvalidOperationException("The host ended before it was open."));
            else if (line.Data.StartsWith("Tracker is open at", StringComparison.Ordinal)) open.TrySetResult();
        };
        process.BeginOutputReadLine();
        await open.Task;
        return new(process, data, address);
    }

    public string Token(string account) => Of(account, "token");

    public string Organisation(string account) => Of(account, "organisation");

    private string Of(string account, string member) => JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, "development-accounts.json"))).RootElement.EnumerateArray()
        .First(item => item.GetProperty("account").GetString() == account).GetProperty(member).GetString()!; // written with every account

    /// <summary>Somebody who holds a token; null: a visitor.</summary>
    public HttpClient Client(string? token) => new() { BaseAddress = _address, DefaultRequestHeaders = { Authorization = token is null ? null : new("Bearer", token) } };

    /// <summary>Approves a plugin of its folder for the organisation of an account, once it is listed, with values for its settings where it has any.</summary>
    public async Task Approve(string plugin, string account, JsonObject? values = null)
    {
        using var admin = Client(Token("admin"));
        var (organisation, digest) = (Organisation(account), await Eventually(async () => (string?)(await admin.JsonOf($"/api/v1/plugins/{plugin}"))?["digest"]));
        if (values is not null) (await admin.Post($"/api/v1/plugins/{plugin}/settings", new() { ["digest"] = digest, ["organisation"] = organisation, ["values"] = values })).StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await admin.Post($"/api/v1/plugins/{plugin}/approval", new() { ["digest"] = digest, ["organisation"] = organisation })).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    /// <summary>Runs it, where the clock has not begun it already, and waits until its newest run is over.</summary>
    public async Task<JsonObject> Ran(string plugin)
    {
        using var admin = Client(Token("admin"));
        await admin.Post($"/api/v1/plugins/{plugin}/runs", []);
        return await Eventually(async () => (await admin.JsonOf($"/api/v1/plugins/{plugin}/runs"))?.AsArray() is [JsonObject last, ..] && (string)last["state"]! != "running" ? last : null);
    }

    /// <summary>Asks a host until it says so, for a minute at most: what it does of itself it does in its own time.</summary>
    public static async Task<T> Eventually<T>(Func<Task<T?>> ask)
        where T : class
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await often.WaitForNextTickAsync(enough.Token))
        {
            if (await ask() is { } said) return said;
        }

        throw new InvalidOperationException("It was not asked.");
    }

    /// <summary>SIGKILL: nothing is finished, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>Where nobody listens.</summary>
    public static string FreeOrigin() => $"http://127.0.0.1:{FreePort()}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
