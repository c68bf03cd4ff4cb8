using System.Text.Json.Serialization;

namespace Tracker.Domain.Text;

/// <summary>Writes a value list by its words, and reads nothing else: a bare number is not a value of the list.</summary>
public sealed class WordsConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
