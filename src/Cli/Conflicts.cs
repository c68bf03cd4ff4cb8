namespace Tracker.Cli;

/// <summary>What holds where both a plan's files and the tracker changed a field.</summary>
/// <param name="Others">Of those that <paramref name="Named"/> does not name: <c>file</c> or <c>tracker</c>; null: somebody has to say.</param>
/// <param name="Named">Single fields: <c>commitments/2/title/id=file</c>, or without <c>commitments/</c>.</param>
public sealed record Conflicts(string? Others, IReadOnlyList<string> Named)
{
    private const string OfCommitments = "commitments/";

    /// <summary>Decides every conflict there is.</summary>
    /// <param name="open">The fields in conflict, as the tracker names them.</param>
    /// <param name="take">Those of which the files hold; of the others the tracker does.</param>
    /// <returns>Null: all are decided. Else what is not clear.</returns>
    public Remark? Decide(IReadOnlyList<string> open, out IReadOnlyList<string> take)
    {
        var sides = new Dictionary<string, string>(StringComparer.Ordinal);
        take = [];
        foreach (var named in Named)
        {
            var at = named.LastIndexOf('='); // a field's name may hold one, a side never
            var (given, side) = at < 0 ? (named, "") : (named[..at], named[(at + 1)..]);
            if (side is not ("file" or "tracker")) return Remark.Of($"--conflict {named}: say which holds, {given}=file or {given}=tracker.");
            if (open.FirstOrDefault(field => field == given || field == OfCommitments + given) is not { } field)
            {
                return open.Count == 0 ? Remark.Of($"--conflict {named}: no field changed both in the files and in the tracker.")
                    : Remark.Of($"--conflict {named}: no such field is in conflict. In conflict: {string.Join(", ", open)}.");
            }

            if (sides.TryGetValue(field, out var other) && other != side) return Remark.Of($"--conflict {field} is said twice, once for each side.");
            sides[field] = side;
        }

        var undecided = Others is null ? open.Where(field => !sides.ContainsKey(field)).ToList() : [];
        if (undecided.Count > 0)
            return Remark.Of($"{undecided.Count} of these changed both in the files and in the tracker: say for each --conflict {undecided[0]}=file (or =tracker), or for all --conflicts file or --conflicts tracker. Undecided: {string.Join(", ", undecided)}.");
        take = [.. open.Where(field => sides.GetValueOrDefault(field, Others ?? "") == "file")];
        return null;
    }
}
