using System.Text.Json;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>A contract as an OCDS 1.1.5 release says it; nothing in it is believed to be there.</summary>
/// <param name="Ocid">The contracting process.</param>
/// <param name="Id">The contract in it.</param>
/// <param name="Title">Its title, or its tender's.</param>
/// <param name="Status">pending, active, cancelled, terminated; null: not stated.</param>
/// <param name="Date">The date of the release: what is late is late by then.</param>
/// <param name="Amount">The value; null: not stated.</param>
/// <param name="Currency">Of the value.</param>
/// <param name="Amendments">How often it was amended.</param>
/// <param name="Ends">When it is to end; null: not stated.</param>
/// <param name="Milestones">Its milestones, those of its implementation among them.</param>
internal sealed record Contract(
    string Ocid, string Id, string Title, string? Status, DateOnly Date, decimal? Amount, string? Currency, int Amendments, DateOnly? Ends, IReadOnlyList<ContractMilestone> Milestones)
{
    /// <summary>What amendments took back of what earlier releases promised.</summary>
    public Change Change { get; init; } = Change.None;

    /// <summary>Whether it is said to be worth what no state spends: a slip of the pen, and more than can be counted with.</summary>
    public bool IsBeyondCounting => Amount is { } amount && Math.Abs(amount) >= 1_000_000_000_000_000_000m;

    public int Met => Milestones.Count(milestone => milestone.IsMet);

    /// <summary>Milestones that were due before the day of the release, and are not met.</summary>
    public int Late => Milestones.Count(milestone => !milestone.IsMet && milestone.Due < Date);

    /// <summary>Milestones that were met after they were due.</summary>
    public int MetLate => Milestones.Count(milestone => milestone.IsMet && milestone.Met > milestone.Due);
}

/// <summary>A milestone of a contract.</summary>
/// <param name="Id">Its id in the contract; null: it has none.</param>
/// <param name="Due">By when; null: not stated.</param>
/// <param name="Met">When it was; null: it was not, or nobody says.</param>
/// <param name="Status">scheduled, met, notMet, partiallyMet; null: not stated.</param>
internal sealed record ContractMilestone(string? Id, DateOnly? Due, DateOnly? Met, string? Status)
{
    public bool IsMet => Status == "met" || (Status is null && Met is not null);
}

/// <summary>Reads release packages, record packages and single releases.</summary>
internal static class Ocds
{
    private const int MostTitle = 160;

    /// <summary>The contracts of a package, one for each release that names it, and where its next page is; what is no OCDS gives none.</summary>
    public static (List<Contract> Contracts, string? Next) Read(JsonElement package)
    {
        var contracts = new List<Contract>();
        foreach (var release in Items(package, "releases")) Release(release, contracts);
        foreach (var record in Items(package, "records"))
        {
            // The releases first: what is compiled of them is of the day of the last one, and counts.
            foreach (var release in Items(record, "releases")) Release(release, contracts);
            if (Member(record, "compiledRelease") is { } compiled) Release(compiled, contracts);
        }

        if (contracts.Count == 0 && Text(package, "ocid") is not null) Release(package, contracts);
        return (contracts, Member(package, "links") is { } links ? Text(links, "next") : null);
    }

    /// <summary>Whether it is a package, a record or a release, whatever is in it.</summary>
    public static bool IsOne(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && (element.TryGetProperty("releases", out _) || element.TryGetProperty("records", out _) || element.TryGetProperty("ocid", out _));

    private static void Release(JsonElement release, List<Contract> contracts)
    {
        if (Text(release, "ocid") is not { Length: > 0 and <= 96 } ocid || Day(release, "date") is not { } date) return;
        var tender = Member(release, "tender");
        var amends = release.TryGetProperty("tag", out var tags) && tags.ValueKind == JsonValueKind.Array && tags.EnumerateArray().Any(tag => tag.ValueKind == JsonValueKind.String && tag.ValueEquals("contractAmendment"));
        foreach (var contract in Items(release, "contracts"))
        {
            if (Text(contract, "id") is not { Length: > 0 and <= 80 } id) continue;
            var value = Member(contract, "value");
            var implementation = Member(contract, "implementation");
            contracts.Add(new(
                ocid,
                id,
                JsonText.Line(Text(contract, "title") ?? (tender is { } of ? Text(of, "title") : null) ?? id, MostTitle),
                Text(contract, "status"),
                date,
                value is { } amount && amount.TryGetProperty("amount", out var number) && number.ValueKind == JsonValueKind.Number ? number.TryGetDecimal(out var money) ? money : decimal.MaxValue : null,
                value is { } paid ? Text(paid, "currency") : null,
                Math.Max(Items(contract, "amendments").Count(), amends ? 1 : 0),
                Member(contract, "period") is { } period ? Day(period, "endDate") : null,
                [.. Items(contract, "milestones").Concat(implementation is { } work ? Items(work, "milestones") : []).Select(Milestone)]));
        }
    }

    private static ContractMilestone Milestone(JsonElement milestone) => new(
        Text(milestone, "id"), Day(milestone, "dueDate"), Day(milestone, "dateMet"), Text(milestone, "status"));

    private static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>The date of a moment, in its own zone.</summary>
    private static DateOnly? Day(JsonElement of, string name) => Days.OfMoment(Text(of, name));
}
