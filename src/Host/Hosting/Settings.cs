using System.Globalization;

namespace Tracker.Host.Hosting;

/// <summary>Settings and the default address. Relative folders begin at the repository's root, wherever the host was started.</summary>
public static class Settings
{
    public const string DefaultAddress = "http://localhost:5080";

    public static void AddSettings(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration["urls"]) && string.IsNullOrEmpty(configuration["http_ports"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
        builder.Services.AddSingleton(TimeProvider.System);
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddOptions<TrackerOptions>().BindConfiguration("Tracker").PostConfigure(options =>
        {
            Rooted(options);
            // One by one (Tracker__Proxies__0), as any list may be given, is understood too.
            if (options.Proxies.Length == 0) options.Proxies = string.Join(',', configuration.GetSection("Tracker:Proxies").GetChildren().Select(one => one.Value));
            if (!development) return;
            // Links in letters lead to this very host, wherever it was told to listen.
            if (options.Origin == new TrackerOptions().Origin && Uri.TryCreate(configuration["urls"]?.Split(';')[0], UriKind.Absolute, out var listening)) options.Site ??= listening.ToString();
            // In development letters are files to look at, unless something else was said.
            if (options.Mail.Host is not null) return;
            options.Mail.Folder ??= Path.Combine(options.Data, "mail");
            if (options.Mail.From.Length == 0) options.Mail.From = "tracker@localhost";
        }).Validate(
            options => options.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _),
            "Tracker__TimeZone names no time zone that this machine knows. Give an IANA name, such as Asia/Jakarta.").Validate(
            options => options.EachProxy.All(proxy => System.Net.IPAddress.TryParse(proxy, out _)),
            "Tracker__Proxies names no addresses. Give those of your reverse proxies, with commas between them, such as 127.0.0.1,10.0.0.2.").Validate(
            options => !Within(options.Plugins, options.ShippedPlugins) && !Within(options.ShippedPlugins, options.Plugins),
            "Tracker__Plugins and Tracker__ShippedPlugins are one folder, or one lies in the other: what somebody installs would count as having come with the product. Give each a folder of its own.");
        builder.WebHost.UseStaticWebAssets(); // also outside development: the same files whether run, tested or published
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A page with a form is kept by no cache: that the framework sees to it as well is nothing to warn of.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            // Who asks whether the host is open yet is told so; that it is not is no failure to log.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)
            .AddFilter("Tracker.Host.Features.Accounts.Bearer", LogLevel.Warning);
        if (!builder.Environment.IsDevelopment()) builder.Logging.ClearProviders().AddJsonConsole();
    }

    /// <summary>Which setting is of a kind that cannot stand there, and what to do; null: none. To be asked before any is read.</summary>
    public static string? Unreadable(IConfiguration configuration) => Unreadable(configuration.GetSection("Tracker"), typeof(TrackerOptions), "Tracker");

    private static string? Unreadable(IConfigurationSection section, Type type, string name)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var (setting, text) = ($"{name}__{property.Name}", section[property.Name]);
            if (property.PropertyType == typeof(Mail.MailOptions))
            {
                if (Unreadable(section.GetSection(property.Name), property.PropertyType, setting) is { } deeper) return deeper;
            }
            else if (text is null)
            {
                continue;
            }
            else if (property.PropertyType == typeof(int) && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return $"{setting} is '{text}'. Give a whole number, 0 to {int.MaxValue.ToString(CultureInfo.InvariantCulture)}, in digits.";
            }
            else if (property.PropertyType.IsEnum && !Enum.GetNames(property.PropertyType).Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                return $"{setting} is '{text}'. It is one of: {string.Join(", ", Enum.GetNames(property.PropertyType))}.";
            }
            else if (text.Length == 0 && property.Name is nameof(TrackerOptions.Data) or nameof(TrackerOptions.Plans) or nameof(TrackerOptions.Plugins) or nameof(TrackerOptions.ShippedPlugins) or nameof(TrackerOptions.Command))
            {
                return $"{setting} is empty. Give a folder, or leave it out.";
            }
        }

        return null;
    }

    /// <summary>The settings while the host is still being composed.</summary>
    public static TrackerOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Tracker").Get<TrackerOptions>() ?? new();
        Rooted(options);
        return options;
    }

    private static void Rooted(TrackerOptions options)
    {
        var root = Root();
        options.Data = Path.GetFullPath(options.Data, root);
        options.Plans = Path.GetFullPath(options.Plans, root);
        options.Plugins = PluginsFolder(options.Plugins, Repository(), AppContext.BaseDirectory, root);
        options.ShippedPlugins = Path.GetFullPath(options.ShippedPlugins, root);
        options.Command = Path.GetFullPath(options.Command, root);
        if (options.Mail.Folder is { } mail) options.Mail.Folder = Path.GetFullPath(mail, root);
    }

    /// <summary>Where installed plugins lie: where nobody says it, at the root of a checkout, else beside those that came with the host, wherever it was started.</summary>
    internal static string PluginsFolder(string setting, string? repository, string host, string root) =>
        Path.GetFullPath(setting, setting == new TrackerOptions().Plugins && repository is null ? host : root);

    private static bool Within(string folder, string other) =>
        $"{Path.TrimEndingDirectorySeparator(folder)}{Path.DirectorySeparatorChar}".StartsWith(
            $"{Path.TrimEndingDirectorySeparator(other)}{Path.DirectorySeparatorChar}", OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>The repository's root when the host runs in one, else the working directory.</summary>
    private static string Root() => Repository() ?? Directory.GetCurrentDirectory();

    private static string? Repository() => Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tracker.sln"))) return folder.FullName;
        }

        return null;
    }
}
