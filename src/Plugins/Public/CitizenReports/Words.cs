namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>What people read of a month's reports, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Title(DateOnly month, int inTime, int reports, int days) => speaks.Say(
        $"Citizens' reports of {speaks.Month(month)}: {speaks.Number(inTime)} of {speaks.Number(reports)} closed within {Days(days)}",
        $"Laporan warga {speaks.Month(month)}: {speaks.Number(inTime)} dari {speaks.Number(reports)} selesai dalam {Days(days)}");

    public string Summary(DateOnly month, int inTime, int closed, int reports, int days, int? median, int villages) => speaks.Say(
        $"Of {speaks.Many(reports, "report", "reports", "")} made in {speaks.Month(month)}, {speaks.Many(closed, "is", "are", "")} closed, {speaks.Number(inTime)} of them within {Days(days)}{(median is { } half ? $"; half took {Days(half)} or less" : "")}. Villages named: {speaks.Number(villages)}. Counted from the reports alone: nobody's words, names or places are here.",
        $"Dari {speaks.Number(reports)} laporan yang dibuat pada {speaks.Month(month)}, {speaks.Number(closed)} sudah selesai, {speaks.Number(inTime)} di antaranya dalam {Days(days)}{(median is { } middle ? $"; separuhnya selesai paling lama {Days(middle)}" : "")}. Desa yang disebut: {speaks.Number(villages)}. Hanya dihitung dari laporan: tidak ada kata-kata, nama, atau tempat siapa pun di sini.");

    public string SettledBy(int days) => speaks.Say(
        $"Reports of a later month, at least half of them closed within {Days(days)}.",
        $"Laporan dari bulan sesudahnya, paling sedikit separuhnya selesai dalam {Days(days)}.");

    public string OwnReport => speaks.Say("It is a person's own report.", "Ini laporan seseorang sendiri.");

    private string Days(int days) => speaks.Many(days, "day", "days", "hari");
}
