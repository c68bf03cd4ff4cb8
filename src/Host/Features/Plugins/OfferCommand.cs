using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Tracker.Host.Hosting;
using Tracker.Host.Http;

namespace Tracker.Host.Features.Plugins;

/// <summary>The command <c>tracker</c> for one system, as the operator offers it.</summary>
/// <param name="Name">The file's name, such as <c>tracker-linux-x64</c>.</param>
/// <param name="Sha256">Its digest, by which whoever downloads it knows it again.</param>
/// <param name="Bytes">Its size.</param>
public sealed record OfferedCommand(string Name, string Sha256, long Bytes);

/// <summary>
/// The command for each system, for partners who have only the site: what the release script made, in a folder that the operator puts
/// there with its <c>SHA256SUMS</c>. Only files that it names are offered.
/// </summary>
public sealed partial class OfferedCommands(IOptions<TrackerOptions> options)
{
    private readonly Lazy<ImmutableArray<OfferedCommand>> _all = new(() => Read(options.Value.Command));

    /// <summary>Every one, as it was there when it was first asked for.</summary>
    public ImmutableArray<OfferedCommand> All => _all.Value;

    /// <summary>Where one lies; null: it is not offered.</summary>
    public string? Path(string name) => All.Any(one => one.Name == name) ? System.IO.Path.Combine(options.Value.Command, name) : null;

    private static ImmutableArray<OfferedCommand> Read(string folder)
    {
        var sums = new FileInfo(System.IO.Path.Combine(folder, "SHA256SUMS"));
        return !sums.Exists ? [] :
        [
            .. File.ReadLines(sums.FullName).Select(line => Line().Match(line)).Where(line => line.Success)
                .Select(line => (File: new FileInfo(System.IO.Path.Combine(folder, line.Groups["name"].Value)), Sha256: line.Groups["sha256"].Value))
                .Where(one => one.File.Exists).Select(one => new OfferedCommand(one.File.Name, one.Sha256, one.File.Length)),
        ];
    }

    [GeneratedRegex("^(?<sha256>[0-9a-f]{64})  (?<name>tracker-[a-z]{3,5}-[a-z0-9]{3,5}(?:\\.exe)?)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}

/// <summary>Hands it out.</summary>
public static class OfferCommand
{
    public static void MapCommand(this WebApplication app) =>
        app.MapMethods("/tracker-command/{name}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, OfferedCommands offered, string name) =>
        {
            if (offered.Path(name) is not { } file) return Problems.Answer(http, StatusCodes.Status404NotFound, DoorRules.NotFound.Refuse());
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.File(file, "application/octet-stream", name, enableRangeProcessing: true); // on a poor connection it goes on where it broke
        }).ExcludeFromDescription();
}
