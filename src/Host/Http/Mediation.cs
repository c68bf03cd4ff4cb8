using System.Reflection;
using MediatR;

namespace Tracker.Host.Http;

/// <summary>MediatR 5.1.0 brings no registration of its own: the mediator, every handler, and the corridor before each.</summary>
public static class Mediation
{
    public static void AddCorridor(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        services.AddSingleton(Patience.OfPeople);
        services.AddSingleton<Handover>();
        services.AddSingleton<Scopes>();
        foreach (var handler in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (var handles in handler.GetInterfaces().Where(Is(typeof(IRequestHandler<,>))))
            {
                services.AddTransient(handles, handler);
                if (handles.GenericTypeArguments is not [var request, var answer] || !Is(typeof(Write<>))(request)) continue;
                services.AddTransient(
                    typeof(IPipelineBehavior<,>).MakeGenericType(request, answer),
                    typeof(Corridor<>).MakeGenericType(request.GenericTypeArguments));
            }
        }
    }

    private static Func<Type, bool> Is(Type open) => type => type.IsGenericType && type.GetGenericTypeDefinition() == open;
}
