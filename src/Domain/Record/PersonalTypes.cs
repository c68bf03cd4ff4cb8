using System.Collections;
using System.Collections.Frozen;
using Tracker.Domain.Text;

namespace Tracker.Domain.Record;

/// <summary>Which types of entries can have personal texts: read from the events themselves, so that a new one is never forgotten.</summary>
public static class PersonalTypes
{
    private static readonly FrozenSet<string> s_types = EventTypes.ByName.Where(type => IsPersonal(type.Value)).Select(type => type.Key).ToFrozenSet(StringComparer.Ordinal);

    public static bool Has(string type) => s_types.Contains(type);

    private static bool IsPersonal(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(PersonalText)) return true;
        if (type.IsAssignableTo(typeof(IEnumerable))) return type.GetGenericArguments().Any(IsPersonal);
        return type.Assembly == typeof(PersonalText).Assembly && type.IsClass && type.GetProperties().Any(member => member.Name != "EqualityContract" && member.PropertyType != type && IsPersonal(member.PropertyType));
    }
}
