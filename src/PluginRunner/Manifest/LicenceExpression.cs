using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tracker.PluginRunner.Manifest;

/// <summary>
/// An SPDX licence expression (SPDX 2.3, annex D): ids of the SPDX licence list, or <c>LicenseRef-</c> of one's own, with <c>+</c>,
/// <c>WITH</c>, <c>AND</c>, <c>OR</c> and brackets. Ids are compared whatever their case, as SPDX has it.
/// </summary>
internal sealed partial class LicenceExpression
{
    private const int Deepest = 16;
    private static readonly FrozenDictionary<string, string?> s_licences; // each id, and what is written instead where it is deprecated: empty where nothing says the same
    private static readonly FrozenDictionary<string, string?> s_exceptions;
    private readonly string[] _words;
    private int _next;

    static LicenceExpression()
    {
        using var list = typeof(LicenceExpression).Assembly.GetManifestResourceStream("spdx-licences.txt")!; // embedded by the project
        using var lines = new StreamReader(list);
        var all = lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').ToLookup(line => line.StartsWith("WITH ", StringComparison.Ordinal));
        (s_licences, s_exceptions) = (Ids(all[false]), Ids(all[true].Select(line => line["WITH ".Length..])));
    }

    private LicenceExpression(string text) => _words = [.. Word().Matches(text).Select(match => match.Value)];

    /// <summary>What is wrong with an expression, and what to write; null: nothing.</summary>
    public static (Remark Message, Remark WhatToDo)? Problem(string text)
    {
        var expression = new LicenceExpression(text);
        if (expression.Either(0) is not { } wrong)
            return expression._next == expression._words.Length ? null : (Remark.Of($"`{expression._words[expression._next]}` is not expected there"), Near(text) ?? All);
        return (wrong.Message, wrong.WhatToDo);
    }

    private static Remark All => Remark.Of($"write an id of https://spdx.org/licenses/ such as `Apache-2.0`, or an expression such as `MIT OR Apache-2.0`");

    private (Remark Message, Remark WhatToDo)? Either(int depth)
    {
        do
        {
            if (One(depth) is { } wrong) return wrong;
        }
        while (Take("AND", "and", "OR", "or"));
        return null;
    }

    private (Remark Message, Remark WhatToDo)? One(int depth)
    {
        if (Take("("))
            return depth == Deepest ? (Remark.Of($"it is nested more than {Deepest} deep"), All)
                : Either(depth + 1) is { } wrong ? wrong
                : Take(")") ? null
                : (Remark.Of($"a bracket is not closed"), All);
        if (_next == _words.Length || Operator().IsMatch(_words[_next])) return (Remark.Of($"a licence is missing in the expression"), All);
        if (Licence(_words[_next++]) is { } unknown) return unknown;
        if (!Take("WITH", "with")) return null;
        if (_next == _words.Length || Operator().IsMatch(_words[_next])) return (Remark.Of($"the exception after `WITH` is missing"), All);
        return Exception(_words[_next++]);
    }

    private (Remark Message, Remark WhatToDo)? Licence(string word)
    {
        if (Own().IsMatch(word)) return null;
        var (id, later) = word.EndsWith('+') ? (word[..^1], true) : (word, false);
        if (!s_licences.TryGetValue(id, out var instead))
            return (Remark.Of($"`{word}` is no licence of the SPDX list"), (_words.Length == 1 ? null : Near(string.Join('-', _words))) ?? Near(id) ?? All);
        return instead is null ? null : Deprecated(word, later ? instead.Replace("-only", "-or-later", StringComparison.Ordinal) : instead);
    }

    private static (Remark Message, Remark WhatToDo)? Exception(string word) =>
        !s_exceptions.TryGetValue(word, out var instead)
            ? (Remark.Of($"`{word}` is no exception of the SPDX list"), Spelling.Suggest(word, s_exceptions.Keys, Remark.Of($"write one of https://spdx.org/licenses/exceptions-index.html")))
            : instead is null ? null : Deprecated(word, instead);

    private static (Remark Message, Remark WhatToDo) Deprecated(string word, string instead) =>
        (Remark.Of($"`{word}` is deprecated in the SPDX list"), instead.Length > 0 ? Remark.Of($"write `{instead}`") : All);

    /// <summary>The licence that was probably meant: one spelled nearly so, else the newest of that name.</summary>
    private static Remark? Near(string text)
    {
        var word = text.Trim().Replace(' ', '-');
        var now = s_licences.Where(one => one.Value is null).Select(one => one.Key);
        var nearest = s_licences.TryGetValue(word, out _) && s_licences.Keys.First(id => id.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } same ? same
            : now.Where(id => id.Length > word.Length + 1 && id.StartsWith(word + "-", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(id[word.Length + 1]))
                .OrderBy(id => id.Length).ThenByDescending(id => id, StringComparer.Ordinal).FirstOrDefault()
            ?? Spelling.Nearest(word, now);
        return nearest is null ? null : Remark.Of($"did you mean `{nearest}`? {All}");
    }

    private bool Take(params ReadOnlySpan<string> words)
    {
        if (_next == _words.Length || !words.Contains(_words[_next])) return false;
        _next++;
        return true;
    }

    private static FrozenDictionary<string, string?> Ids(IEnumerable<string> lines) => lines.Select(line => line.Split('>', StringSplitOptions.TrimEntries))
        .ToFrozenDictionary(parts => parts[0], parts => parts.Length == 1 ? null : parts[1], StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"[()]|[^\s()]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("^(?:AND|and|OR|or|WITH|with|[()])$", RegexOptions.NonBacktracking)]
    private static partial Regex Operator();

    [GeneratedRegex("^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Own();
}
