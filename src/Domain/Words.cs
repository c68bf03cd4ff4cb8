using System.Text.Json;

namespace Tracker.Domain;

/// <summary>Value lists by their words.</summary>
public static class Words
{
    /// <summary>The word of a value, as on the ledger.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? JsonSerializer.SerializeToElement(value, DomainJson.Options).GetString()! : value.ToString(); // words are strings

    /// <summary>Refuses what is not in the list: a value can be made from any number.</summary>
    public static Refused? Check<T>(string field, T? value)
        where T : struct, Enum =>
        value is { } given && !Enum.IsDefined(given) ? Rules.ValueUnknown.Refuse(field) : null;
}
