using System.Text.Json.Nodes;
using Tracker.PluginSdk;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>What a contract shows of a milestone. Pure: the same contract gives the same draft.</summary>
internal static class Judgement
{
    /// <param name="contract">The contract.</param>
    /// <param name="rule">The milestone it belongs to.</param>
    /// <param name="budget">The milestone's budget; null: not stated.</param>
    /// <param name="currency">Of the budget.</param>
    /// <param name="source">Where the contract stands.</param>
    /// <param name="words">How it is said.</param>
    public static EvidenceDraft Of(Contract contract, MatchingRule rule, decimal? budget, string? currency, SourceReference source, Words words)
    {
        var (met, late) = Counted(contract);
        var ended = contract.Status is "cancelled" or "terminated" && met < contract.Milestones.Count;
        // A contract that is late, or ended unfinished, disputes that its milestone is done; else it supports what it has delivered.
        var disputes = ended || late > 0;
        var all = contract.Milestones.Count;
        var shows = all == 0 ? Level.Limited
            : met == all && !disputes ? Level.Complete
            : met == 0 ? (contract.Status is "active" && !disputes ? Level.Limited : Level.NotStarted)
            : met * 2 >= all ? Level.Substantial
            : Level.Limited;
        var on = contract.Milestones.Where(milestone => milestone.IsMet).Max(milestone => milestone.Met) is { } last && !disputes && last <= contract.Date ? last : contract.Date;
        return new(
            $"contract/{contract.Ocid}/{contract.Id}",
            rule.Plan,
            rule.Commitment,
            EvidenceKind.Contract,
            contract.Title,
            words.Summary(contract, met, late, budget, currency),
            on,
            shows,
            disputes ? Stance.Disputes : Stance.Supports,
            [source],
            rule.Milestone,
            SettledBy: disputes ? words.SettledBy(ended) : null,
            Data: Figures(contract, budget, currency));
    }

    private static (int Met, int Late) Counted(Contract contract) =>
        (contract.Milestones.Count(milestone => milestone.IsMet), contract.Milestones.Count(milestone => milestone.IsLate(contract.Date)));

    /// <summary>The figures of a contract, beside those of its milestone.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="budget">The milestone's budget; null: not stated.</param>
    /// <param name="currency">Of the budget.</param>
    public static JsonObject Figures(Contract contract, decimal? budget, string? currency)
    {
        var (met, late) = Counted(contract);
        var figures = new JsonObject { ["ocid"] = contract.Ocid, ["milestones"] = contract.Milestones.Count, ["met"] = met, ["late"] = late, ["amendments"] = contract.Amendments };
        if (contract.Status is { } status) figures["status"] = status;
        if (contract is { Amount: { } amount, Currency: { } paid }) (figures["amount"], figures["currency"]) = (amount, paid);
        if (budget is { } planned && currency is not null) (figures["budget"], figures["budgetCurrency"]) = (planned, currency);
        return figures;
    }
}

/// <summary>Which contracts belong to which milestone: by the beginning of the ocid, or by words that all stand in the title.</summary>
internal sealed record MatchingRule(string Plan, string Commitment, string Milestone, string? Ocid = null, string? Words = null)
{
    public bool Matches(Contract contract) =>
        (Ocid is { Length: > 0 } || Words is { Length: > 0 })
        && (Ocid is not { Length: > 0 } prefix || contract.Ocid.StartsWith(prefix, StringComparison.Ordinal))
        && (Words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => contract.Title.Contains(word, StringComparison.OrdinalIgnoreCase));
}
