namespace Tracker.Domain.Standing;

/// <summary>
/// One object for things that are equal: of a hundred thousand pieces that a plugin sends, most differ in their words only, which
/// are not kept here. Remembers a thousand, whichever came last to their place; what is not among them is kept as it is.
/// </summary>
internal static class Alike<T>
    where T : class, IEquatable<T>
{
    private static readonly T?[] s_known = new T?[1024];

    public static T Of(T one)
    {
        ref var place = ref s_known[(uint)one.GetHashCode() % (uint)s_known.Length];
        if (Volatile.Read(ref place) is { } known && known.Equals(one)) return known;
        Volatile.Write(ref place, one);
        return one;
    }
}
