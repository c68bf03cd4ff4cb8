using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;

namespace Tracker.Host.Mail;

/// <summary>Letters: into a folder in development, by SMTP where a server is set, else none.</summary>
public static class MailHosting
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<TrackerOptions>>().Value.Mail);
        builder.Services.AddSingleton(services =>
        {
            var (options, clock) = (services.GetRequiredService<MailOptions>(), services.GetRequiredService<TimeProvider>());
            IPostman? postman = options.Host is not null ? new SmtpPostman(options, clock) : options.Folder is not null ? new FolderPostman(options, clock) : null;
            return new Outbox(postman, options, clock, services.GetRequiredService<ILogger<Outbox>>());
        });
        builder.Services.AddHostedService(services => services.GetRequiredService<Outbox>());
    }
}
