using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.Organisations;
using Tracker.Domain.Plugins;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The files of one version, beside those of the version that speaks: for administrators, who are to look at what they approve.</summary>
public sealed class PluginFilesPage(PluginViews plugins, PluginFiles files) : OwnPage
{
    public PluginView View { get; private set; } = null!; // the page is shown only after OnGet has found it

    public PluginListingView Listing { get; private set; } = null!; // as above

    /// <summary>With what these are compared; null: nothing speaks that is another version.</summary>
    public PluginApprovalView? Speaks { get; private set; }

    /// <summary>Every file, and those that are only in what speaks.</summary>
    public ImmutableArray<(KeptFile File, FileChange Change)> Files { get; private set; } = [];

    public IActionResult OnGet(string id, string digest, string? path, [FromServices] Reader reader)
    {
        if (Caller.Of(HttpContext) is not { } caller) return Redirect(reader.To.SignInFor(reader.Here));
        if (!caller.Is(Role.Admin)) return StatusCode(StatusCodes.Status403Forbidden);
        if (!PluginId.TryParse(id, out var plugin) || !PluginDigest.TryParse(digest, out var of) || plugins.Plugin(plugin) is not { } view
            || view.Listings.FirstOrDefault(one => one.Digest == of) is not { } listing || files.Find(of) is not { } known) return NotFound();
        var own = KeptFile.In(known.Folder);
        if (path is not null) return own.FirstOrDefault(one => one.Path == path) is { } wanted ? Send(known, wanted) : NotFound();
        (View, Listing, Speaks) = (view, listing, view.Speaking.FirstOrDefault(one => one.Digest != of));
        Files = Compared(own, Speaks is not null && files.Find(Speaks.Digest) is { } before ? KeptFile.In(before.Folder) : null);
        return Page();
    }

    /// <summary>What is somebody else's program is never shown as a page of this site: as text, or as bytes to keep.</summary>
    private FileStreamResult Send(KnownPlugin plugin, KeptFile file)
    {
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var content = System.IO.File.OpenRead(Path.Combine(plugin.Folder, file.Path));
        return IsText(content) ? File(content, "text/plain; charset=utf-8") : File(content, "application/octet-stream", Path.GetFileName(file.Path));
    }

    private static bool IsText(FileStream content)
    {
        Span<byte> first = stackalloc byte[4096];
        var read = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return !first[..read].Contains((byte)0);
    }

    private static ImmutableArray<(KeptFile, FileChange)> Compared(ImmutableArray<KeptFile> own, ImmutableArray<KeptFile>? before)
    {
        if (before is not { } known) return [.. own.Select(file => (file, FileChange.None))];
        var there = known.ToDictionary(file => file.Path, StringComparer.Ordinal);
        return
        [
            .. own.Select(file => (file, !there.TryGetValue(file.Path, out var old) ? FileChange.New : old.Sha256 == file.Sha256 ? FileChange.None : FileChange.Changed)),
            .. known.Where(file => !own.Any(one => one.Path == file.Path)).Select(file => (file, FileChange.Gone)),
        ];
    }
}

/// <summary>How a file is beside that of the version that speaks.</summary>
public enum FileChange
{
    /// <summary>The same, or there is nothing to compare it with.</summary>
    None,

    /// <summary>Other bytes.</summary>
    Changed,

    /// <summary>Only in this version.</summary>
    New,

    /// <summary>Only in what speaks.</summary>
    Gone,
}
