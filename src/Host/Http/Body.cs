using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Domain.Plugins;
using Tracker.Domain.Reviews;
using Tracker.Host.Text;

namespace Tracker.Host.Http;

/// <summary>
/// Reads a command from a request's body. Members that the address gives are not members of the body: whoever sends one is
/// refused like with any unknown member. Every refusal names the member.
/// </summary>
public static class Body
{
    /// <summary>Bytes of a body. Far more than any command holds: a text that is too long is refused by its name, with its limit.</summary>
    public const int Limit = 2 * 1024 * 1024;

    /// <summary>So many unknown members are named: a body may hold a hundred thousand.</summary>
    private const int MostUnknown = 20;

    /// <param name="http">The request.</param>
    /// <param name="given">The members that the address gives.</param>
    /// <param name="ct">Stops reading.</param>
    /// <param name="rest">What is wrong with the other members, where some could not be read: the command with anything in their place, and whether a field is among them.</param>
    /// <exception cref="RejectedException">The body is not such a command.</exception>
    public static async Task<T> Read<T>(
        HttpContext http, IReadOnlyDictionary<string, JsonNode?> given, CancellationToken ct, Func<T, Func<string, bool>, Task<ImmutableArray<Refused>>>? rest = null)
    {
        if (http.Request.ContentType is not null && !http.Request.HasJsonContentType()) throw NotJson();
        var bytes = await Bytes(http, ct);
        if (http.Request.ContentType is null && bytes.Length > 0) throw NotJson();
        // No body at all says no member: enough where none is needed.
        var body = http.Request.ContentType is null ? [] : Parse(bytes);
        var shape = (JsonTypeInfo<T>)StrictJson.Options.GetTypeInfo(typeof(T));
        var members = shape.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var wrong = body.Select(member => member.Key).Where(name => !members.ContainsKey(name) || given.ContainsKey(name))
            .Take(MostUnknown).Select(name => DoorRules.UnknownMember.Refuse(Short(name), ("member", Short(name)))).ToList();
        foreach (var (name, value) in given) body[name] = value?.DeepClone();
        wrong.AddRange(shape.Properties.Where(property => IsRequired(property) && body[property.Name] is null).Select(property => DoorRules.Required.Refuse(property.Name)));
        try
        {
            T? command = default;
            try
            {
                if (wrong.Count == 0) command = body.Deserialize(shape);
                else wrong.AddRange(Unreadable(body, members));
            }
            catch (JsonException first)
            {
                wrong.AddRange(Unreadable(body, members).DefaultIfEmpty(Why(first.Path, members)));
            }

            // What cannot be shown must not be recorded: whoever wrote it is told now, not a reader later.
            foreach (var (name, value) in body)
            {
                if (members.ContainsKey(name) && Markdown.IsField(name) && value is JsonValue text && text.TryGetValue<string>(out var prose) && Markdown.Refusal(prose, name) is { } unshowable)
                    wrong.Add(unshowable);
            }

            if (wrong.Count > 0 && rest is not null && (command ?? StandIn(body, given, shape, wrong)) is { } whole)
            {
                var unreadable = wrong.Select(one => one.Field).OfType<string>().ToList();
                wrong.AddRange(await rest(whole, field => unreadable.Exists(one => Trials.Overlap(one, field))));
            }

            return Refused.Every([.. wrong]) is { } why ? throw new RejectedException(why) : command!; // an object never reads as null
        }
        catch (InvalidOperationException) // a lone surrogate: not text
        {
            throw new RejectedException(DoorRules.NotText.Refuse(body.Select(member => member.Key).FirstOrDefault(name => !IsText(body[name]))));
        }
    }

    /// <summary>Every member that cannot be read: the whole says only the first.</summary>
    private static IEnumerable<Refused> Unreadable(JsonObject body, Dictionary<string, JsonPropertyInfo> members)
    {
        foreach (var (name, value) in body)
        {
            if (value is null || !members.TryGetValue(name, out var property) || property.CustomConverter is not null) continue;
            string? path = null;
            try
            {
                value.Deserialize(StrictJson.Options.GetTypeInfo(property.PropertyType));
            }
            catch (JsonException wrong)
            {
                path = $"$.{name}{wrong.Path?[1..]}";
            }

            if (path is not null) yield return Why(path, members);
        }
    }

    /// <summary>The command with anything in the place of what could not be read; none where nothing would fit there.</summary>
    private static T? StandIn<T>(JsonObject body, IReadOnlyDictionary<string, JsonNode?> given, JsonTypeInfo<T> shape, List<Refused> wrong)
    {
        var whole = new JsonObject();
        foreach (var member in shape.Properties)
        {
            if (given.ContainsKey(member.Name) || !wrong.Exists(one => one.Field?.Split('/')[0] == member.Name)) whole[member.Name] = body[member.Name]?.DeepClone();
            else if (!IsRequired(member)) continue;
            else if (Anything(member.PropertyType) is { } anything) whole[member.Name] = anything;
            else return default;
        }

        try
        {
            return whole.Deserialize(shape);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonNode? Anything(Type type) =>
        type == typeof(string) ? JsonValue.Create("")
        : type == typeof(DateOnly) ? JsonValue.Create("2000-01-01")
        : type == typeof(bool) ? JsonValue.Create(false)
        : type == typeof(int) || type == typeof(long) ? JsonValue.Create(0)
        : type == typeof(Codings) ? new JsonObject()
        : type.IsEnum ? JsonValue.Create(StrictJson.Words(type)[0])
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? new JsonArray()
        : null;

    /// <summary>Whether the body must have it: neither nullable nor with a default.</summary>
    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && Nullable.GetUnderlyingType(property.PropertyType) is null;

    private static RejectedException NotJson() => new(StatusCodes.Status415UnsupportedMediaType, DoorRules.NotJson.Refuse("Content-Type"));

    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > Limit) throw TooLarge();
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length <= Limit && !read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var bytes = read.Buffer.Length <= Limit ? read.Buffer.ToArray() : null;
            reader.AdvanceTo(read.Buffer.End);
            return bytes ?? throw TooLarge();
        }
    }

    private static JsonObject Parse(ReadOnlyMemory<byte> bytes)
    {
        // The parser would put a mark in place of bytes that are no text, and the mark would be recorded for ever.
        if (!System.Text.Unicode.Utf8.IsValid(bytes.Span)) throw new RejectedException(DoorRules.NotText.Refuse());
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = StrictJson.Depth });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Malformed(1, 1);
            var once = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (!once.Add(member.Name)) throw new RejectedException(DoorRules.MemberTwice.Refuse(Short(member.Name), ("member", Short(member.Name))));
            }

            return JsonObject.Create(document.RootElement.Clone())!; // an object gives an object
        }
        catch (InvalidOperationException) // half of a surrogate pair in a member's name
        {
            throw new RejectedException(DoorRules.NotText.Refuse());
        }
        catch (JsonException wrong)
        {
            throw Malformed((wrong.LineNumber ?? 0) + 1, (wrong.BytePositionInLine ?? 0) + 1);
        }
    }

    private static RejectedException Malformed(long line, long at) => new(DoorRules.MalformedJson.Refuse(
        null, ("line", line.ToString(CultureInfo.InvariantCulture)), ("byte", at.ToString(CultureInfo.InvariantCulture))));

    /// <summary>What a member wants, from its type: the library's own words name types of .NET.</summary>
    private static Refused Why(string? path, Dictionary<string, JsonPropertyInfo> members)
    {
        var field = Field(path);
        var type = field is not null && members.TryGetValue(field, out var property) ? property.PropertyType : typeof(object);
        // A member of a member, such as codings/completion.
        if (path?.Split('.') is ["$", _, var inner] && StrictJson.Options.GetTypeInfo(type).Properties.FirstOrDefault(one => one.Name == inner) is { } within)
            (field, type) = ($"{field}/{inner}", within.PropertyType);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(System.Collections.IDictionary).IsAssignableFrom(type)) return DoorRules.MalformedValue.Refuse(field, ("wanted", "an object"));
        var list = type.IsGenericType;
        if (list) type = type.GenericTypeArguments[0];
        if (type == typeof(DateOnly)) return DoorRules.NotADate.Refuse(field);
        if (type.IsEnum) return DoorRules.NotInList.Refuse(field, ("list", string.Join(", ", StrictJson.Words(type))));
        var wanted = type == typeof(string) ? "a text"
            : type == typeof(long) || type == typeof(int) ? "a whole number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(Percent) ? "a number from 0 to 100 with at most two decimals"
            : StrictJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object, Properties: { Count: > 0 } inside } ? $"an object with {string.Join(" and ", inside.Select(one => one.Name))}"
            : type == typeof(PluginDigest) ? "a digest of 64 hexadecimal digits"
            : "a name as in addresses";
        return DoorRules.MalformedValue.Refuse(field, ("wanted", list ? $"a list, each {wanted}" : wanted));
    }

    /// <summary>The first member of a JSON path: <c>$.challenges[0]</c> is about <c>challenges</c>.</summary>
    private static string? Field(string? path)
    {
        var parts = path?.Split('.', '[');
        return parts is ["$", { Length: > 0 } field, ..] ? field.TrimEnd(']').Trim('\'') : null;
    }

    private static bool IsText(JsonNode? value)
    {
        try
        {
            return value?.ToJsonString() is not "";
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";

    private static RejectedException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, DoorRules.BodyTooLarge.Refuse("body"));
}
