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
    private static readonly NullabilityInfoContext s_nulls = new();

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
            var of = type.GetInterfaces().Select(one => Named(one)).Order(StringComparer.Ordinal).Prepend(type.BaseType is { } above ? Named(above) : "").Where(name => name.Length > 0);
            yield return $"{(type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class")} {type.FullName} : {string.Join(", ", of)}";
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsVisible).Select(member => "  " + Said(member)).Distinct().Order(StringComparer.Ordinal);
            foreach (var member in members) yield return member;
        }
    }

    /// <summary>A member with all that whoever uses it is compiled or serialised with: names, what may be null, constants, defaults, words.</summary>
    private static string Said(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } constant => $"const {Named(s_nulls.Create(constant))} {constant.Name} = {Value(constant.GetRawConstantValue())}{Words(constant)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Named(s_nulls.Create(field))} {field.Name}",
        PropertyInfo property => $"{Kind(property.GetMethod!)}{Named(s_nulls.Create(property))} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } ? " set;" : "")} }}{Words(property)}", // what is visible can be read
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{Kind(method)}{Named(s_nulls.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        _ => $"{member}",
    };

    private static string Kind(MethodInfo method) => $"{(method.IsFamily ? "protected " : "")}{(method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "")}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(
        parameter => $"{Named(s_nulls.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Value(parameter.DefaultValue)}" : "")}"));

    private static string Named(NullabilityInfo info)
    {
        var type = info.Type;
        var name = type.IsArray && info.ElementType is { } element ? $"{Named(element)}[]"
            : Nullable.GetUnderlyingType(type) is { } value ? Named(value)
            : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Named))}>"
            : type.Name;
        return name + (info.ReadState == NullabilityState.Nullable ? "?" : "");
    }

    private static string Named(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Named))}>" : type.Name;

    /// <summary>What it is called on the wire, where that is not its own name.</summary>
    private static string Words(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(one => one.AttributeType.Namespace == "System.Text.Json.Serialization" && one.ConstructorArguments is [{ Value: string }])
        .Select(one => $" \"{one.ConstructorArguments[0].Value}\""));

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
