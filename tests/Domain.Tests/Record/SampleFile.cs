using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Domain.Organisations;
using Tracker.Domain.Record;

namespace Tracker.Domain.Tests.Record;

/// <summary>An approved sample: type, facts as on the ledger (members sorted), texts with their kind.</summary>
internal static class SampleFile
{
    private static readonly JsonSerializerOptions _indented = new(DomainJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Samples"); // a file has a folder

    public static string PathOf(string type) => Path.Combine(Folder(), $"{type}.json");

    public static string Render(EventContent content)
    {
        var texts = content.Texts.OrderBy(text => text.Name, StringComparer.Ordinal).Select(text => (JsonNode)new JsonObject
        {
            ["kind"] = text.Personal ? "personal" : "public",
            ["name"] = text.Name,
            ["value"] = text.Value,
        });
        var sample = new JsonObject
        {
            ["type"] = content.Type,
            ["facts"] = Sorted(JsonNode.Parse(content.Facts.Span)!), // facts are an object
            ["texts"] = new JsonArray([.. texts]),
        };
        return sample.ToJsonString(_indented) + "\n";
    }

    /// <summary>Reads the sample as the ledger would hand it over.</summary>
    public static (TrackerEvent Event, Actor Actor) Read(string type)
    {
        var sample = JsonNode.Parse(File.ReadAllText(PathOf(type), Encoding.UTF8))!.AsObject();
        var facts = sample["facts"]!.AsObject();
        var texts = sample["texts"]!.AsArray().Select(text => KeyValuePair.Create((string)text!["name"]!, (string)text["value"]!));
        return (EventCodec.Read((string)sample["type"]!, facts, texts)!, EventCodec.ActorOf(facts));
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject facts => new JsonObject(facts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, Sorted(one.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
