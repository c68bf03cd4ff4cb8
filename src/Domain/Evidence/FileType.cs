using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Evidence;

/// <summary>What a file is, by its content: nobody's word for it is taken.</summary>
[JsonConverter(typeof(WordsConverter<FileType>))]
public enum FileType
{
    [JsonStringEnumMemberName("pdf")] Pdf,
    [JsonStringEnumMemberName("jpeg")] Jpeg,
    [JsonStringEnumMemberName("png")] Png,
    [JsonStringEnumMemberName("webp")] WebP,
    [JsonStringEnumMemberName("csv")] Csv,
}
