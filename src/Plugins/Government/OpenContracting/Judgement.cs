using System.Globalization;
using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>What a contract shows of a milestone. Pure: the same contract gives the same draft.</summary>
internal static class Judgement
{
    /// <summary>Figures that rest on earlier releases, which need not stand on the page of the latest.</summary>
    public static readonly string[] OfEarlierReleases = ["amountBefore", "endDateBefore", "postponed"];

    /// <param name="contract">The contract.</param>
    /// <param name="rule">The milestone it belongs to.</param>
    /// <param name="budget">The milestone's budget; null: not stated.</param>
    /// <param name="currency">Of the budget.</param>
    /// <param name="source">Where the contract stands.</param>
    /// <param name="words">How it is said.</param>
    public static EvidenceDraft Of(Contract contract, MatchingRule rule, decimal? budget, string? currency, SourceReference source, Words words)
    {
        var (all, met, late) = (contract.Milestones.Count, contract.Met, contract.Late);
        var done = all > 0 && met == all;
        // "terminated" is also said of what came to its end as it should: without milestones nobody can tell which.
        var ended = contract.Status is "cancelled" or "unsuccessful" || (contract.Status is "terminated" && all > 0);
        // Whatever became of the contract, what it was for is there: a dispute is settled by it.
        var disputes = !done && (ended || late > 0 || contract.Change.IsAny);
        var shows = done ? Level.Complete
            : all == 0 ? (ended ? Level.NotStarted : Level.Limited)
            : met == 0 ? (contract.Status is "active" && late == 0 ? Level.Limited : Level.NotStarted)
            : met * 2 >= all ? Level.Substantial
            : Level.Limited;
        var on = contract.Milestones.Where(milestone => milestone.IsMet).Max(milestone => milestone.Met) is { } last && !disputes && last <= contract.Date ? last : contract.Date;
        return new(
            disputes ? Disputing(contract) : Key(contract),
            rule.Plan,
            rule.Commitment,
            EvidenceKind.Contract,
            contract.Title,
            words.Summary(contract, budget, currency),
            on,
            shows,
            disputes ? Stance.Disputes : Stance.Supports,
            [source],
            rule.Milestone,
            SettledBy: disputes ? words.SettledBy(ended, late > 0) : null,
            Data: Figures(contract, budget, currency));
    }

    /// <summary>The key of what a contract supports.</summary>
    public static string Key(Contract contract) => $"contract/{contract.Ocid}/{contract.Id}";

    /// <summary>The key of what it disputes: a revision never changes sides.</summary>
    public static string Disputing(Contract contract) => $"{Key(contract)}/disputes";

    /// <summary>The figures of a contract, beside those of its milestone.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="budget">The milestone's budget; null: not stated.</param>
    /// <param name="currency">Of the budget.</param>
    public static JsonObject Figures(Contract contract, decimal? budget, string? currency)
    {
        var figures = new JsonObject { ["ocid"] = contract.Ocid, ["milestones"] = contract.Milestones.Count, ["met"] = contract.Met, ["late"] = contract.Late, ["amendments"] = contract.Amendments };
        if (contract.MetLate > 0) figures["metLate"] = contract.MetLate;
        if (contract.Status is { } status) figures["status"] = status;
        if (contract is { Amount: { } amount, Currency: { } paid }) (figures["amount"], figures["currency"]) = (amount, paid);
        if (budget is { } planned && currency is not null) (figures["budget"], figures["budgetCurrency"]) = (planned, currency);
        if (contract.Ends is { } end) figures["endDate"] = Iso(end);
        if (contract.Change.Ended is { } ended) figures["endDateBefore"] = Iso(ended);
        if (contract.Change.Cost is { } cost) figures["amountBefore"] = cost;
        if (contract.Change.Postponed > 0) figures["postponed"] = contract.Change.Postponed;
        return figures;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Which contracts belong to which milestone: by the beginning of the ocid, or by words that all stand in the title.</summary>
internal sealed record MatchingRule(string Plan, string Commitment, string Milestone, string? Ocid = null, string? Words = null)
{
    public bool Matches(Contract contract) =>
        (Ocid is { Length: > 0 } || Words is { Length: > 0 })
        && (Ocid is not { Length: > 0 } prefix || contract.Ocid.StartsWith(prefix, StringComparison.Ordinal))
        && (Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => contract.Title.Contains(word, StringComparison.OrdinalIgnoreCase));
}
