namespace Tracker.Plugins.Business.DataFeed;

/// <summary>What people read of a month's values, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Title(string indicator, int covered, int villages, DateOnly month) => $"{indicator}: {Covered(covered, villages, month)}";

    public string Summary(int covered, int villages, DateOnly month, List<decimal> values, Provenance sources, int refused)
    {
        var (least, middle, most) = (speaks.Number(values.Min()), speaks.Number(Coverage.Median(values)), speaks.Number(values.Max()));
        return speaks.Say(
            $"Values are there for {Covered(covered, villages, month)}; lowest {least}, median {middle}, highest {most}. Sources named: {Named(sources)}. ",
            $"Nilai tersedia untuk {Covered(covered, villages, month)}; terendah {least}, median {middle}, tertinggi {most}. Sumber yang disebut: {Named(sources)}. ")
            + (refused > 0
                ? speaks.Say($"{speaks.Many(refused, "row of that month was", "rows of that month were", "")} refused.", $"{speaks.Number(refused)} baris untuk bulan itu ditolak.")
                : speaks.Say("No row of that month was refused.", "Tidak ada baris untuk bulan itu yang ditolak."));
    }

    private string Named(Provenance sources)
    {
        var more = sources.Count - sources.Told.Count;
        if (sources.Told.Count == 0) return speaks.Number(sources.Count);
        return $"{speaks.Number(sources.Count)} ({string.Join("; ", sources.Told)}{(more > 0 ? speaks.Say($"; {speaks.Number(more)} more", $"; {speaks.Number(more)} lainnya") : "")})";
    }

    private string Covered(int covered, int villages, DateOnly month) => speaks.Say(
        $"{speaks.Number(covered)} of {speaks.Number(villages)} villages, {speaks.Month(month)}",
        $"{speaks.Number(covered)} dari {speaks.Number(villages)} desa, {speaks.Month(month)}");
}
