using System.IO.Compression;
using AngleSharp.Html.Dom;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The upload form with a zip file of one file.</summary>
internal static class SomeUpload
{
    public static MultipartFormDataContent Of(IHtmlDocument page, string name, string content)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(content);
        }

        return Of(page, bytes.ToArray());
    }

    /// <summary>The same with whatever calls itself a zip file.</summary>
    public static MultipartFormDataContent Of(IHtmlDocument page, byte[] bytes)
    {
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!; // every form has one
        return new() { { new ByteArrayContent(bytes), "file", "plugin.zip" }, { new StringContent(token), "__RequestVerificationToken" } };
    }
}
