namespace Tracker.Plugins.Business.DataFeed;

/// <summary>What people read of a month's values, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Title(string indicator, int covered, int villages, DateOnly month) => $"{indicator}: {Covered(covered, villages, month)}";

    public string Summary(int covered, int villages, DateOnly month, List<decimal> values, int sources, int refused)
    {
        var (least, middle, most) = (speaks.Number(values.Min()), speaks.Number(Coverage.Median(values)), speaks.Number(values.Max()));
        return speaks.Say(
            $"Values are there for {Covered(covered, villages, month)}; lowest {least}, median {middle}, highest {most}. Sources named: {speaks.Number(sources)}. ",
            $"Nilai tersedia untuk {Covered(covered, villages, month)}; terendah {least}, median {middle}, tertinggi {most}. Sumber yang disebut: {speaks.Number(sources)}. ")
            + (refused > 0
                ? speaks.Say($"{speaks.Many(refused, "row of that month was", "rows of that month were", "")} refused.", $"{speaks.Number(refused)} baris untuk bulan itu ditolak.")
                : speaks.Say("No row of that month was refused.", "Tidak ada baris untuk bulan itu yang ditolak."));
    }

    private string Covered(int covered, int villages, DateOnly month) => speaks.Say(
        $"{speaks.Number(covered)} of {speaks.Number(villages)} villages, {speaks.Month(month)}",
        $"{speaks.Number(covered)} dari {speaks.Number(villages)} desa, {speaks.Month(month)}");
}
