using System.Text;
using CsvHelper;
using FluentAssertions;
using Tracker.Plans.Ogp;

namespace Tracker.Plans.Tests.Ogp;

/// <summary>A file of OGP's data set, row by row.</summary>
internal static class SomeOgpFile
{
    public static PlanInFiles Plan(OgpReading reading)
    {
        var plan = reading.Plans.Single();
        var read = PlanFolder.Read(plan.Id.Value, plan.Files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal));
        read.Findings.Where(finding => finding.Severity == Severity.Error).Should().BeEmpty();
        return read.Plan!; // no error, so a plan
    }

    public static int Column(string name) => OgpColumns.Names.IndexOf(name);

    public static string[] Row(string number = "1", string end = "12/31/2022")
    {
        var row = OgpColumns.Names.Select((_, index) => index < 105 ? "0" : "ND").ToArray();
        foreach (var (column, value) in new[]
        {
            ("Commitment Unique Identifier", $"XX000{(number.Length == 1 ? number : "1")}"), ("Country/Locality", "Examplia"), ("Action Plan Number", "3"), ("Commitment Number", number),
            ("Code", "XXX"), ("Year Of Submission", "2020"), ("Action Plan End Year", "2022"), ("Theme", "NA"), ("Commitment Title", $"Open things {number}"), ("Short Title", "Things"),
            ("Full Text", "What is promised."), ("Start Date", "NA"), ("End Date", end), ("Lead Institution", "NA"), ("Supporting Institution(s)", "N/A"),
            ("URL", "https://opengovpartnership.org/members/examplia/commitments/xx0001"), ("Action Plan ID", "AP_XX03"),
        })
            row[Column(column)] = value;
        return row;
    }

    public static byte[] File(params string[][] rows)
    {
        // Two rows of one number have identifiers of their own.
        for (var i = 1; i < rows.Length; i++) rows[i][0] = $"XX000{i + 1}";
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { ValidateFieldCount = false }, leaveOpen: true))
        {
            csv.WriteRecord([.. OgpColumns.Names]);
            foreach (var row in rows) csv.WriteRecord(row);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
