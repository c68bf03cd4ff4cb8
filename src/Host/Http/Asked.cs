using System.Globalization;
using Tracker.Domain.Text;

namespace Tracker.Host.Http;

/// <summary>Reads the parameters of a query: each is known, given once, and of its kind, or the refusal names it. Empty is not given.</summary>
public static class Asked
{
    public const int MostAtOnce = 200;
    private const int UsualAtOnce = 50;

    /// <summary>Refuses every parameter but these.</summary>
    /// <exception cref="RejectedException">One is unknown, or given twice.</exception>
    public static void Only(HttpContext http, params ReadOnlySpan<string> known)
    {
        foreach (var (name, values) in http.Request.Query)
        {
            if (!known.Contains(name) && !(name == AsOf.Name && AsOf.Has(http)) && !(name == WordedIn.Name && WordedIn.Has(http))) throw new RejectedException(DoorRules.UnknownMember.Refuse(name, ("member", name)));
            if (values.Count > 1) throw Malformed(name, "one value");
        }
    }

    /// <summary>A value written as one text, such as a plan's id.</summary>
    public static T? Value<T>(string name, string? text)
        where T : struct, ITextValue<T> =>
        string.IsNullOrEmpty(text) ? null : T.TryParse(text, out var value) ? value : throw Malformed(name, InWords(typeof(T).Name));

    /// <summary>A word of a value list.</summary>
    public static T? Word<T>(string name, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        var words = StrictJson.Words(typeof(T));
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == text) return Enum.GetValues<T>()[i];
        }

        throw new RejectedException(DoorRules.NotInList.Refuse(name, ("list", string.Join(", ", words))));
    }

    public static bool? YesNo(string name, string? text) => text switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw new RejectedException(DoorRules.NotInList.Refuse(name, ("list", "true, false"))),
    };

    /// <summary>How many at once: 1 to 200, 50 where nothing is said.</summary>
    public static int Limit(string? text) => text switch
    {
        null or "" => UsualAtOnce,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostAtOnce => limit,
        _ => throw Malformed("limit", $"a number from 1 to {MostAtOnce}"),
    };

    /// <summary>Runs a query whose cursor somebody else sent.</summary>
    public static T From<T>(Func<T> query)
    {
        try
        {
            return query();
        }
        catch (FormatException)
        {
            throw Malformed("cursor", "the value of next in the part before");
        }
    }

    /// <summary>A type's name as words: <c>PlanId</c> is "plan id".</summary>
    private static string InWords(string name) =>
        string.Concat(name.Select((c, at) => !char.IsUpper(c) ? c.ToString() : (at == 0 ? "" : " ") + char.ToLowerInvariant(c)));

    private static RejectedException Malformed(string name, string wanted) => new(DoorRules.MalformedValue.Refuse(name, ("wanted", wanted)));
}
