namespace Tracker.Browser.Tests;

/// <summary>Every kind of page, once, without its language.</summary>
internal static class Pages
{
    /// <summary>What everybody may read.</summary>
    public static readonly string[] Public =
    [
        "",
        "plans/contoh",
        "plans/contoh-lama",
        "plans/bojonegoro-2016",
        "plans/canada-nap6",
        "plans/contoh/commitments/1",
        "plans/bojonegoro-2016/commitments/1",
        "plans/canada-nap6/commitments/C01",
        "plans/contoh/commitments/1/send-evidence",
        "plans/contoh/commitments/1/milestones/1.4/send-evidence",
        "submissions",
        "organisations",
        "partners",
        "plugins/open-contracting",
        "plugins/open-contracting/runs/1",
        "record",
        "sign-in",
    ];
}
