namespace Tracker.Host.Http;

/// <summary>What every request passes, in order.</summary>
public static class Doors
{
    public static void AddDoors(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddRazorPages().WithRazorPagesRoot("/Features");
    }

    public static void UseDoors(this WebApplication app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }
}
