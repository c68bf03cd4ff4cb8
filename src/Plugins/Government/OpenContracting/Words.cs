using System.Text;

namespace Tracker.Plugins.Government.OpenContracting;

/// <summary>What people read of a contract beside its title, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Summary(Contract contract, int met, int late, decimal? budget, string? currency)
    {
        var words = new StringBuilder();
        words.Append(speaks.Say(
            $"Contract {contract.Id} of {contract.Ocid}, as published on {speaks.Day(contract.Date)}: {Status(contract.Status)}. ",
            $"Kontrak {contract.Id} dari {contract.Ocid}, seperti diterbitkan pada {speaks.Day(contract.Date)}: {Status(contract.Status)}. "));
        words.Append(speaks.Say(
            $"{speaks.Number(met)} of {speaks.Many(contract.Milestones.Count, "milestone", "milestones", "")} met{(late > 0 ? $", {speaks.Number(late)} late" : "")}. ",
            $"{speaks.Number(met)} dari {speaks.Number(contract.Milestones.Count)} tahapnya tercapai{(late > 0 ? $", {speaks.Number(late)} terlambat" : "")}. "));
        if (contract.Amendments > 0)
            words.Append(speaks.Say($"Amended {speaks.Many(contract.Amendments, "time", "times", "")}. ", $"Diubah {speaks.Number(contract.Amendments)} kali. "));
        if (contract is not { Amount: { } amount, Currency: { Length: 3 } paid }) return words.ToString().TrimEnd();
        words.Append(speaks.Say($"Value {speaks.Number(amount)} {paid}", $"Nilai {speaks.Number(amount)} {paid}"));
        // Amounts of two currencies are never set against each other.
        if (budget is { } planned and > 0 && currency == paid)
        {
            var share = speaks.Number(decimal.Round(amount * 100 / planned));
            words.Append(speaks.Say(
                $", {share} % of the milestone's budget of {speaks.Number(planned)} {currency}",
                $", {share} % dari anggaran target sebesar {speaks.Number(planned)} {currency}"));
        }

        return words.Append('.').ToString();
    }

    public string SettledBy(bool ended) => ended
        ? speaks.Say("A new contract for the same work, or the work accepted without it.", "Kontrak baru untuk pekerjaan yang sama, atau pekerjaan itu diterima tanpa kontrak ini.")
        : speaks.Say("The late milestones of the contract, met and published.", "Tahap kontrak yang terlambat, tercapai dan diterbitkan.");

    /// <summary>OCDS's own list of contract statuses; a word that is not in it stands as it came.</summary>
    private string Status(string? status) => status switch
    {
        "pending" => speaks.Say("pending", "belum ditandatangani"),
        "active" => speaks.Say("active", "berjalan"),
        "cancelled" => speaks.Say("cancelled", "dibatalkan"),
        "terminated" => speaks.Say("terminated", "berakhir"),
        { } other when other.All(char.IsAsciiLetter) => other,
        _ => speaks.Say("status not stated", "statusnya tidak disebut"),
    };
}
