using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;
using Tracker.Domain;
using Tracker.Ledger;

namespace Tracker.Grains;

/// <summary>How commands cross between silos: wire records by Orleans, Domain's records inside them as JSON, so that Domain needs no package.</summary>
public static class Serialization
{
    /// <summary>For every silo and every client alike.</summary>
    public static IServiceCollection AddTrackerSerialization(this IServiceCollection services)
    {
        var domain = typeof(Refused).Assembly;
        var ledger = typeof(LogWriter).Assembly;
        return services
            .AddSerializer(serializer => serializer.AddJsonSerializer(type => type.Assembly == domain, DomainJson.Options))
            .Configure<TypeManifestOptions>(options =>
            {
                options.AddAllowedAssembly(domain);
                options.AddAllowedAssembly(ledger);
            })
            // Why an outcome is unknown matters at the door: a full disk is answered otherwise than a lost message.
            .Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(ledger.GetName().Name!)); // named by its project
    }
}
