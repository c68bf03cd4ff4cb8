using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;

namespace Tracker.Host.Features.Accounts;

/// <summary>Accounts in <c>accounts.db</c>; pages by cookie only, the API by bearer only.</summary>
public static class AccountsHosting
{
    /// <summary>Characters that a password has at least.</summary>
    internal const int ShortestPassword = 12;

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDbContextFactory<AccountsDb>((provider, db) =>
            db.UseSqlite($"Data Source={Path.Combine(Data(provider), "accounts.db")};Pooling=True;Default Timeout=5"));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AccountsDb>>().CreateDbContext());
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password = new() { RequiredLength = ShortestPassword, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            identity.Lockout.MaxFailedAccessAttempts = 10;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddEntityFrameworkStores<AccountsDb>();
        services.AddSingleton<AccountDirectory>();
        services.AddScoped<Appointments>();
        services.AddScoped<SignIn>();
        services.AddScoped<Invitations>();
        services.AddScoped<AccountList>();
        services.AddScoped<OneTimeLinks>();
        services.AddSingleton<Letters>();
        services.AddSingleton<MailLimits>();
        services.AddScoped<RoleOptions>();
        services.AddSingleton<FreshLinks>();
        services.AddScoped<SetUp>();
        services.AddScoped<DevelopmentAccounts>();
        services.AddDataProtection().SetApplicationName("Tracker");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<TrackerOptions>, ILoggerFactory>((keys, options, logs) =>
            keys.XmlRepository = new FileSystemXmlRepository(Private(Path.Combine(options.Value.Data, "keys", "cookies")), logs));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookies =>
            {
                cookies.Cookie.Name = "__Host-session";
                cookies.Cookie.HttpOnly = true;
                cookies.Cookie.SameSite = SameSiteMode.Lax;
                cookies.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                cookies.Cookie.Path = "/";
                cookies.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookies.SlidingExpiration = false;
                cookies.Events.OnValidatePrincipal = Recognise;
                cookies.Events.OnRedirectToLogin = ToSignIn;
                cookies.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddScheme<AuthenticationSchemeOptions, Bearer>(Bearer.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(
            Bearer.SchemeName, policy => policy.AddAuthenticationSchemes(Bearer.SchemeName).RequireAuthenticatedUser());
    }

    /// <summary>Brings the database to this version. It holds names and password hashes: nobody else's to read.</summary>
    public static async Task MigrateAccounts(this WebApplication app)
    {
        var file = Path.Combine(Private(Data(app.Services)).FullName, "accounts.db");
        if (!File.Exists(file)) await WritePrivate(file, default);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDb>().Database.MigrateAsync();
    }

    /// <summary>Writes a file that only its owner reads, in one step.</summary>
    internal static async Task WritePrivate(string file, ReadOnlyMemory<byte> content)
    {
        var fresh = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(fresh, options)) await stream.WriteAsync(content);
        File.Move(fresh, file, overwrite: true);
    }

    private static DirectoryInfo Private(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static string Data(IServiceProvider services) => services.GetRequiredService<IOptions<TrackerOptions>>().Value.Data;

    private static async Task Recognise(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>();
        var session = context.Principal?.FindFirstValue(SignIn.SessionClaim);
        var caller = session is null ? null : await directory.BySession(session, context.HttpContext.RequestAborted);
        if (caller is null) context.RejectPrincipal();
        else context.HttpContext.Features.Set(caller);
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var language = request.Path.Value?.Split('/') is ["", var first, ..] && first.Length == 2 ? first : "en";
        var back = Uri.EscapeDataString(request.PathBase + request.Path + request.QueryString);
        context.Response.Redirect(string.Create(CultureInfo.InvariantCulture, $"/{language}/sign-in?back={back}"));
        return Task.CompletedTask;
    }
}
