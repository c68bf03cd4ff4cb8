using System.Text;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>What people read of a contract beside its title, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Summary(Contract contract, decimal? budget, string? currency)
    {
        var (met, late, metLate) = (contract.Met, contract.Late, contract.MetLate);
        var words = new StringBuilder();
        words.Append(speaks.Say(
            $"Contract {contract.Id} of {contract.Ocid}, as published on {speaks.Day(contract.Date)}: {Status(contract.Status)}. ",
            $"Kontrak {contract.Id} dari {contract.Ocid}, seperti diterbitkan pada {speaks.Day(contract.Date)}: {Status(contract.Status)}. "));
        words.Append(speaks.Say(
            $"{speaks.Number(met)} of {speaks.Many(contract.Milestones.Count, "milestone", "milestones", "")} met{(metLate > 0 ? $", {speaks.Number(metLate)} of them after {(metLate == 1 ? "it was" : "they were")} due" : "")}{(late > 0 ? $", {speaks.Number(late)} late" : "")}. ",
            $"{speaks.Number(met)} dari {speaks.Number(contract.Milestones.Count)} tahapnya tercapai{(metLate > 0 ? $", {speaks.Number(metLate)} di antaranya melewati tenggat" : "")}{(late > 0 ? $", {speaks.Number(late)} terlambat" : "")}. "));
        if (contract.Amendments > 0)
            words.Append(speaks.Say($"Amended {speaks.Many(contract.Amendments, "time", "times", "")}{Changed(contract)}. ", $"Diubah {speaks.Number(contract.Amendments)} kali{Changed(contract)}. "));
        if (contract is not { Amount: { } amount, Currency: { Length: 3 } paid }) return words.ToString().TrimEnd();
        words.Append(speaks.Say($"Value {speaks.Number(amount)} {paid}", $"Nilai {speaks.Number(amount)} {paid}"));
        // Amounts of two currencies are never set against each other.
        if (budget is { } planned and >= 0.01m && currency == paid)
        {
            var share = speaks.Number(decimal.Round(amount * 100 / planned));
            words.Append(speaks.Say(
                $", {share} % of the milestone's budget of {speaks.Number(planned)} {currency}",
                $", {share} % dari anggaran target sebesar {speaks.Number(planned)} {currency}"));
        }

        return words.Append('.').ToString();
    }

    public string SettledBy(bool ended, bool late) =>
        ended ? speaks.Say("A new contract for the same work, or the work accepted without it.", "Kontrak baru untuk pekerjaan yang sama, atau pekerjaan itu diterima tanpa kontrak ini.")
        : late ? speaks.Say("The late milestones of the contract, met and published.", "Tahap kontrak yang terlambat, tercapai dan diterbitkan.")
        : speaks.Say("All that the contract was for, delivered and published.", "Semua hasil kontrak, diserahkan dan diterbitkan.");

    /// <summary>What amendments changed of what was promised first.</summary>
    private string Changed(Contract contract)
    {
        var said = new List<string>();
        if (contract.Change.Ended is { } before && contract.Ends is { } end)
            said.Add(speaks.Say($"its end moved from {speaks.Day(before)} to {speaks.Day(end)}", $"akhirnya mundur dari {speaks.Day(before)} ke {speaks.Day(end)}"));
        if (contract.Change.Postponed is > 0 and var postponed)
            said.Add(speaks.Say($"{speaks.Many(postponed, "milestone", "milestones", "")} put off", $"{speaks.Number(postponed)} tahapnya diundur"));
        if (contract.Change.Cost is { } cost && contract is { Amount: { } amount, Currency: { Length: 3 } paid })
            said.Add(speaks.Say($"its value rose from {speaks.Number(cost)} to {speaks.Number(amount)} {paid}", $"nilainya naik dari {speaks.Number(cost)} menjadi {speaks.Number(amount)} {paid}"));
        return said.Count == 0 ? "" : $": {string.Join("; ", said)}";
    }

    /// <summary>OCDS's own list of contract statuses; a word that is not in it stands as it came.</summary>
    private string Status(string? status) => status switch
    {
        "pending" => speaks.Say("pending", "belum ditandatangani"),
        "active" => speaks.Say("active", "berjalan"),
        "cancelled" => speaks.Say("cancelled", "dibatalkan"),
        "unsuccessful" => speaks.Say("unsuccessful", "gagal"),
        "terminated" => speaks.Say("terminated", "berakhir"),
        { } other when other.All(char.IsAsciiLetter) => other,
        _ => speaks.Say("status not stated", "statusnya tidak disebut"),
    };
}
