using System.Reflection;
using System.Reflection.Emit;

namespace Tracker.Plans.Tests.Findings;

/// <summary>
/// The remarks that compiled code can make, by their English words with numbered holes. A remark is only ever made of an
/// interpolated string, which compiles to the same calls in the same order, so its parts can be read off without running it.
/// </summary>
internal static class RemarksInCode
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!) // all of them are
        .ToDictionary(code => code.Value);

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        .SelectMany(Of)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(MethodBase method)
    {
        var open = new Stack<Unfinished>();
        var said = "";
        var numbers = new Queue<int>();
        foreach (var (code, operand) in Instructions(method))
        {
            if (Number(code, operand) is { } number) numbers.Enqueue(number);
            while (numbers.Count > 2) numbers.Dequeue();
            if (operand is string text) said = text;
            if (operand is not MethodBase called || called.DeclaringType != typeof(Remark)) continue;
            if (code == OpCodes.Newobj && called.GetParameters() is [{ Name: "literalLength" }, ..]) open.Push(new([], numbers.Dequeue(), numbers.Dequeue()));
            else if (called.Name == "AppendLiteral") open.Peek().Parts.Add(said);
            else if (called.Name == "AppendFormatted") open.Peek().Parts.Add($"{{{open.Peek().Holes}}}");
            while (open.TryPeek(out var whole) && whole.IsWhole) yield return string.Concat(open.Pop().Parts);
        }

        if (open.Count > 0) throw new InvalidOperationException($"A remark in {method.DeclaringType}.{method.Name} is not made of an interpolated string alone.");
    }

    private static int? Number(OpCode code, object? operand) =>
        code.Value >= OpCodes.Ldc_I4_0.Value && code.Value <= OpCodes.Ldc_I4_8.Value ? code.Value - OpCodes.Ldc_I4_0.Value
        : code == OpCodes.Ldc_I4_S || code == OpCodes.Ldc_I4 ? (int?)operand
        : null;

    private static IEnumerable<(OpCode Code, object? Operand)> Instructions(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        for (var at = 0; at < il.Length;)
        {
            var code = s_codes[il[at] == 0xFE ? (short)((il[at++] << 8) | il[at++]) : il[at++]];
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
            yield return (code, code.OperandType switch
            {
                OperandType.InlineString => method.Module.ResolveString(BitConverter.ToInt32(il, at)),
                OperandType.InlineMethod => method.Module.ResolveMethod(
                    BitConverter.ToInt32(il, at), method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null),
                OperandType.InlineI => BitConverter.ToInt32(il, at),
                OperandType.ShortInlineI => (int)(sbyte)il[at],
                _ => null,
            });
            at += size;
        }
    }

    /// <summary>A remark that is being put together.</summary>
    private sealed record Unfinished(List<string> Parts, int Letters, int MostHoles)
    {
        public int Holes => Parts.Count(IsHole);

        public bool IsWhole => Holes == MostHoles && Parts.Where(part => !IsHole(part)).Sum(part => part.Length) == Letters;

        private static bool IsHole(string part) => part is ['{', .. var digits, '}'] && digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }
}
