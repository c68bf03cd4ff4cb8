using System.IO.Compression;
using AngleSharp.Html.Dom;

namespace Tracker.Host.Tests.Plugins;

/// <summary>The upload form with a zip file of one file.</summary>
internal static class SomeUpload
{
    /// <summary>A manifest in which nothing is to be repaired.</summary>
    public static string Manifest(string id) => $$"""
        id: {{id}}
        name: {id: Hitungan, en: Counts}
        version: 1.0.0
        protocol: "1.0"
        partners: [academia, public]
        maintainer: {name: The example university, contact: "https://example.org/contact"}
        licence: Apache-2.0
        command: [/usr/bin/python3, -c, print()]
        """;

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
