using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Host.Hosting;
using Tracker.Host.Http;
using Tracker.Host.Running;

namespace Tracker.Host.Tests;

/// <summary>The real host over HTTP, as in production, with real stores in a folder of its own and a clock that a test moves.</summary>
public class TrackerApp : WebApplicationFactory<Program>
{
    /// <summary>Tests run many at a time: what they wrote is there when they look, however busy the machine is.</summary>
    internal static readonly Patience OfTests = new(TimeSpan.FromSeconds(10));

    /// <summary>A host makes a dozen accounts and a test signs in with several: each would cost a tenth of a second of a processor.</summary>
    internal static readonly Action<PasswordHasherOptions> QuickPasswords = options => options.IterationCount = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("tracker-").FullName;

    /// <summary>10:00 in Jakarta on 4 May 2026, in the first year of <c>SomePlan</c>.</summary>
    public SteppedClock Clock { get; } = new(new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero));

    public string Data => Path.Combine(_folder, "data");

    /// <summary>The folder of plugins that came with the product; here only what a test puts there.</summary>
    public string ShippedPlugins => Path.Combine(_folder, "shipped");

    /// <summary>The folder of installed plugins.</summary>
    public string Plugins => Path.Combine(_folder, "plugins");

    /// <summary>Settings beyond the usual, set before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["Tracker:RequestsPerMinute"] = "0",
        ["Tracker:WritesPerMinute"] = "0",
        ["Tracker:SignInsPerMinute"] = "0",
        ["Tracker:SubmissionsPerHour"] = "0",
        ["Tracker:AppealsPerHour"] = "0",
    };

    /// <summary>Registrations beyond the usual: a double where something real cannot be made to fail.</summary>
    public Action<IServiceCollection>? AlsoRegister { get; set; }

    /// <summary>What the host logged as an error: an answer names only the id under which it is found there.</summary>
    public KeptErrors Errors { get; } = new();

    /// <summary>Waits until the host says that it is ready.</summary>
    public async Task<TrackerApp> Ready()
    {
        await Services.GetRequiredService<Opening>().Done;
        return this;
    }

    /// <summary>A client without cookies or token.</summary>
    public HttpClient Visitor() => CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false, HandleCookies = false });

    /// <summary>A browser: cookies, no redirects followed by themselves.</summary>
    public HttpClient Browser() => CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false, HandleCookies = true });

    public HttpClient With(string token)
    {
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Tracker:Data", Data);
        builder.UseSetting("Tracker:Plans", Path.Combine(_folder, "plans"));
        builder.UseSetting("Tracker:ShippedPlugins", ShippedPlugins);
        builder.UseSetting("Tracker:Plugins", Path.Combine(_folder, "plugins"));
        Directory.CreateDirectory(Path.Combine(_folder, "plans"));
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStartupFilter, OnlyDocumentedStatuses>();
            services.AddSingleton(OfTests);
            services.Configure(QuickPasswords);
            services.AddLogging(logging => logging.AddProvider(Errors));
            services.Remove(services.Single(service => service.ImplementationType == typeof(PluginClock))); // by the machine's time; a test wakes those it is about
            AlsoRegister?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
