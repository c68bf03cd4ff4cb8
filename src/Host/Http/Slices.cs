using System.Reflection;
using Microsoft.AspNetCore.Cors;

namespace Tracker.Host.Http;

/// <summary>A slice with a public address. Its file holds the endpoint and, where it writes, the handler.</summary>
public interface ISlice
{
    /// <param name="api">The group <c>/api/v1</c>.</param>
    static abstract void Map(IEndpointRouteBuilder api);
}

/// <summary>Finds every slice. Order never matters: routes do not overlap.</summary>
public static class Slices
{
    public static void MapSlices(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        ((IEndpointConventionBuilder)api).Finally(OpenToReaders);
        foreach (var slice in Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISlice))))
            slice.GetMethod(nameof(ISlice.Map), BindingFlags.Public | BindingFlags.Static, [typeof(IEndpointRouteBuilder)])!
                .Invoke(null, [api.MapGroup("").WithTags(slice.Namespace!.Split('.')[^1])]); // the interface makes every slice have it
    }

    private static void OpenToReaders(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is ["GET"])
            endpoint.Metadata.Add(new EnableCorsAttribute(Doors.OpenData));
    }
}
