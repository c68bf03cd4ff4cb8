using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Tracker.Load;

/// <summary>The tracker as its users run it: a process of its own, in a folder of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address, string data)
    {
        _process = process;
        Address = address;
        Data = data;
    }

    public Uri Address { get; }

    public string Data { get; }

    /// <summary>Resident memory now, in MiB.</summary>
    public double MemoryMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>What it consists of; null where the system does not tell.</summary>
    public HostMemory? Memory => HostMemory.Of(_process.Id);

    /// <summary>What the processors have spent on it since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <returns>The process, answering, and how long it took from its start to the first answer of a page.</returns>
    public static async Task<(HostProcess Host, TimeSpan ToFirstPage)> Start(string plans, string data, string page, string? plugins = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Checkout.Host, "--urls", address.ToString()])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["MALLOC_ARENA_MAX"] = "1", // as the README's first command has it
                ["Tracker__Data"] = data,
                ["Tracker__Plans"] = plans,
                ["Tracker__PluginDrafts"] = "200000",
                ["Tracker__ShippedPlugins"] = plugins ?? Directory.CreateDirectory(data + "-no-plugins").FullName, // nothing else happens meanwhile
                ["Tracker__RequestsPerMinute"] = "0",
                ["Tracker__SignInsPerMinute"] = "0",
                ["Tracker__WritesPerMinute"] = "0",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = address };
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(page);
                if (answer.StatusCode == HttpStatusCode.OK) break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (watch.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException($"No page at {page} after five minutes.");
            await Task.Delay(5);
        }

        return (new(process, address, data), watch.Elapsed);
    }

    /// <summary>Organisation to a token of the account that reports for it.</summary>
    public Dictionary<string, string> OwnerTokens() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "development-accounts.json"))).RootElement.EnumerateArray()
            .Where(account => account.GetProperty("role").GetString() == "owner")
            .ToDictionary(account => account.GetProperty("organisation").GetString()!, account => account.GetProperty("token").GetString()!);

    /// <summary>The token of an account.</summary>
    public string Token(string name) => Account(name).GetProperty("token").GetString()!;

    /// <summary>The organisation of an account.</summary>
    public string Organisation(string name) => Account(name).GetProperty("organisation").GetString()!;

    private JsonElement Account(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "development-accounts.json"))).RootElement.EnumerateArray()
            .First(account => account.GetProperty("account").GetString() == name);

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
