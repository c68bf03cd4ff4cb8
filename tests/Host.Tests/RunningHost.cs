using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
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
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
