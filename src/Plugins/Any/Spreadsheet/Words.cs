namespace Tracker.Plugins.Any.Spreadsheet;

/// <summary>What people read of a month's values, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    public string Title(string indicator, int covered, int villages, DateOnly month) => $"{indicator}: {Covered(covered, villages, month)}";

    public string Summary(int covered, int villages, DateOnly month, List<decimal> values, int sources, int refused)
    {
        var (least, middle, most) = (speaks.Number(values.Min()), speaks.Number(Coverage.Median(values)), speaks.Number(values.Max()));
        return speaks.Say(
            $"Read from a workbook sent by form: values for {Covered(covered, villages, month)}; lowest {least}, median {middle}, highest {most}. Sources named: {speaks.Number(sources)}. ",
            $"Dibaca dari buku kerja yang dikirim lewat formulir: nilai untuk {Covered(covered, villages, month)}; terendah {least}, median {middle}, tertinggi {most}. Sumber yang disebut: {speaks.Number(sources)}. ")
            + (refused > 0
                ? speaks.Say($"{speaks.Many(refused, "cell was", "cells were", "")} not taken.", $"{speaks.Number(refused)} sel tidak diambil.")
                : speaks.Say("No cell was refused.", "Tidak ada sel yang ditolak."));
    }

    private string Covered(int covered, int villages, DateOnly month) => speaks.Say(
        $"{speaks.Number(covered)} of {speaks.Number(villages)} villages, {speaks.Month(month)}",
        $"{speaks.Number(covered)} dari {speaks.Number(villages)} desa, {speaks.Month(month)}");
}
