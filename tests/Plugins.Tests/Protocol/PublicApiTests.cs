using System.Globalization;
using System.Reflection;
using FluentAssertions;
using Tracker.PluginSdk;
using Tracker.Support;
using Xunit;

namespace Tracker.Plugins.Tests.Protocol;

/// <summary>What authors build on changes only on purpose: the approved text is changed in the same commit.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_sdk_offers_exactly_what_was_approved()
    {
        var approved = Required.File("tests/Plugins.Tests/Protocol/PluginSdk.approved.txt", "the approved text is part of the repository");
        var now = string.Join('\n', Api()) + "\n";
        if (Environment.GetEnvironmentVariable("TRACKER_APPROVE") == "1") File.WriteAllText(approved, now);
        File.ReadAllText(approved).ReplaceLineEndings("\n").Should().Be(now);
    }

    private static IEnumerable<string> Api()
    {
        foreach (var type in typeof(EvidencePlugin).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            yield return $"{(type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "class")} {type.FullName}";
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsVisible).Select(member => "  " + Said(member)).Distinct().Order(StringComparer.Ordinal);
            foreach (var member in members) yield return member;
        }
    }

    /// <summary>A member with what is compiled into whoever uses it: a constant's value, and what a parameter is when it is left out.</summary>
    private static string Said(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } constant => $"{constant} = {Value(constant.GetRawConstantValue())}",
        MethodBase method when method.GetParameters().Where(parameter => parameter.HasDefaultValue).ToList() is { Count: > 0 } optional =>
            $"{method} where {string.Join(", ", optional.Select(parameter => $"{parameter.Name} = {Value(parameter.DefaultValue)}"))}",
        _ => $"{member}",
    };

    private static string Value(object? value) => value is string text ? $"\"{text}\"" : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } said ? said : "null";

    /// <summary>Public or protected, and not made by the compiler for a record.</summary>
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && method is not MethodInfo { IsSpecialName: true }
            && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "<Clone>$" or "Deconstruct"),
        PropertyInfo property => property.GetMethod is { IsPublic: true } && property.Name != "EqualityContract",
        FieldInfo field => field.IsPublic && field.Name != "value__",
        _ => false,
    };
}
