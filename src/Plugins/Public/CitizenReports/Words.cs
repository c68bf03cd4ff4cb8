namespace Tracker.Plugins.Public.CitizenReports;

/// <summary>What people read of a month's reports, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    private const int MostServices = 5;

    public string Title(DateOnly month, int inTime, int reports, int days) => speaks.Say(
        $"Citizens' reports of {speaks.Month(month)}: {speaks.Number(inTime)} of {speaks.Number(reports)} closed within {Days(days)}",
        $"Laporan warga {speaks.Month(month)}: {speaks.Number(inTime)} dari {speaks.Number(reports)} selesai dalam {Days(days)}");

    public string Summary(DateOnly month, int inTime, int closed, int reports, int days, decimal? median, int? again, List<string> services, int villages) => string.Join(' ',
    [
        speaks.Say(
            $"Of {speaks.Many(reports, "report", "reports", "")} made in {speaks.Month(month)}, {speaks.Many(closed, "is", "are", "")} closed, {speaks.Number(inTime)} of them within {Days(days)}{(median is { } half ? $"; half took {Days(half)} or less" : "")}.",
            $"Dari {speaks.Number(reports)} laporan yang dibuat pada {speaks.Month(month)}, {speaks.Number(closed)} sudah selesai, {speaks.Number(inTime)} di antaranya dalam {Days(days)}{(median is { } middle ? $"; separuhnya selesai paling lama {Days(middle)}" : "")}."),
        .. again is { } count ? [speaks.Say($"Opened again after they were closed: {speaks.Number(count)}.", $"Dibuka kembali setelah dinyatakan selesai: {speaks.Number(count)}.")] : Array.Empty<string>(),
        .. services.Count > 0 ? [speaks.Say($"Services counted: {Named(services)}.", $"Layanan yang dihitung: {Named(services)}.")] : Array.Empty<string>(),
        speaks.Say(
            $"Villages named: {speaks.Number(villages)}. Counted from the reports alone: nobody's words, names or places are here.",
            $"Desa yang disebut: {speaks.Number(villages)}. Hanya dihitung dari laporan: tidak ada kata-kata, nama, atau tempat siapa pun di sini."),
    ]);

    public string SettledBy(int days) => speaks.Say(
        $"Reports of a later month, at least half of them closed within {Days(days)}.",
        $"Laporan dari bulan sesudahnya, paling sedikit separuhnya selesai dalam {Days(days)}.");

    public string OwnReport => speaks.Say("It is a person's own report.", "Ini laporan seseorang sendiri.");

    private string Named(List<string> services) =>
        string.Join(", ", services.Take(MostServices)) + (services.Count > MostServices ? speaks.Say($"; {services.Count - MostServices} more", $"; {services.Count - MostServices} lainnya") : "");

    private string Days(decimal days) => $"{speaks.Number(days)} {speaks.Say(days == 1 ? "day" : "days", "hari")}";
}
