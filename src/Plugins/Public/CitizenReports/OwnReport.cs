using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>A person's own report: the form, and the draft that what was filled in becomes. Choices are taken in either language.</summary>
internal static class OwnReport
{
    private static readonly (string En, string Id, Stance Stance)[] s_sides = [("It supports the promise", "Mendukung janji", Stance.Supports), ("It disputes the promise", "Membantah janji", Stance.Disputes)];
    private static readonly (string En, string Id, Level Level)[] s_levels =
    [
        ("Complete", "Selesai", Level.Complete), ("Substantial", "Sebagian besar", Level.Substantial), ("Limited", "Sebagian kecil", Level.Limited), ("Not started", "Belum dimulai", Level.NotStarted),
    ];

    public static JsonObject Schema(string locale)
    {
        var id = Language.Of(locale).IsIndonesian;
        return new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["title"] = Text(id ? "Judul" : "In one line", id ? "Apa yang Anda lihat, dalam satu baris." : "What you saw, in one line.", 5, 100),
                ["words"] = Text(id ? "Apa yang Anda lihat" : "What you saw", id ? "Jangan menyebut nama, nomor telepon, atau alamat rumah siapa pun." : "Name nobody: no names, telephone numbers or homes.", 20, 2000),
                ["place"] = Text(id ? "Di mana" : "Where", id ? "Desa atau tempat umum, bukan rumah seseorang." : "A village or public place, nobody's home.", 2, 60),
                ["on"] = new JsonObject
                {
                    ["type"] = "string",
                    ["title"] = id ? "Kapan" : "When",
                    ["description"] = id ? "Tanggal, misalnya 2026-03-31." : "The day, such as 2026-03-31.",
                    ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                },
                ["side"] = Choice(id ? "Apa artinya bagi janji ini?" : "What does it say about the promise?", s_sides.Select(side => id ? side.Id : side.En)),
                ["shows"] = Choice(id ? "Sejauh mana janji terlaksana menurut yang Anda lihat?" : "How far is the promise kept, by what you saw?", s_levels.Select(level => id ? level.Id : level.En)),
                ["settledBy"] = Text(id ? "Apa yang akan menyelesaikannya?" : "What would settle it?", id ? "Wajib bila membantah." : "Needed where it disputes.", 0, 500),
            },
            ["required"] = new JsonArray("title", "words", "place", "on", "side", "shows"),
        };
    }

    /// <exception cref="RpcError">Something is missing or is none; the words name the field.</exception>
    public static EvidenceDraft Draft(JsonObject values, string locale)
    {
        var id = Language.Of(locale).IsIndonesian;
        var (title, words, place, on) = (Read("title", 5, 100), Read("words", 20, 2000), Read("place", 2, 60), Read("on", 10, 10));
        if (Days.Of(on) is not { } day) throw Wrong("on", id ? "Ini bukan tanggal, misalnya 2026-03-31." : "This is no day, such as 2026-03-31.");
        var (side, level) = (Read("side", 1, 60), Read("shows", 1, 60));
        var sides = s_sides.Where(one => one.En == side || one.Id == side).ToList();
        var levels = s_levels.Where(one => one.En == level || one.Id == level).ToList();
        if (sides.Count == 0) throw Wrong("side", NoChoice());
        if (levels.Count == 0) throw Wrong("shows", NoChoice());
        var disputes = sides[0].Stance == Stance.Disputes;
        return new(
            "", "", "", EvidenceKind.Report, $"{title} ({place})", words, day, levels[0].Level, sides[0].Stance, [],
            SettledBy: disputes ? Read("settledBy", 5, 500) : null,
            Data: new() { ["place"] = place });

        string NoChoice() => id ? "Ini bukan salah satu pilihan." : "This is none of the choices.";

        string Read(string name, int least, int most)
        {
            var text = values[name] is JsonValue value && value.TryGetValue<string>(out var typed) ? typed.Trim() : "";
            return text.Length >= least && text.Length <= most
                ? text
                : throw Wrong(name, id ? $"Isilah dengan teks sepanjang {least} sampai {most} huruf." : $"This is a text of {least} to {most} letters.");
        }
    }

    /// <summary>What the host refused in the draft, at the field of the form that it came from.</summary>
    public static RpcError Refused(EvidenceResult sent, string locale) => RpcError.OfField(
        sent.Field switch { "title" => "title", "summary" => "words", "on" => "on", "shows" => "shows", "stance" => "side", "settledBy" => "settledBy", "data" => "place", _ => null },
        sent.Reason ?? Language.Of(locale).Say("This was not taken.", "Ini tidak diterima."));

    private static RpcError Wrong(string name, string why) => RpcError.OfField(name, why);

    private static JsonObject Text(string title, string description, int least, int most) =>
        new() { ["type"] = "string", ["title"] = title, ["description"] = description, ["minLength"] = least, ["maxLength"] = most };

    private static JsonObject Choice(string title, IEnumerable<string> choices) =>
        new() { ["type"] = "string", ["title"] = title, ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]) };
}
