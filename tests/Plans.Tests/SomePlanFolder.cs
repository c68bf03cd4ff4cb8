using System.Collections.Immutable;
using System.Text;

namespace Tracker.Plans.Tests;

/// <summary>A plan folder that is sound until a test changes what it speaks about.</summary>
public sealed class SomePlanFolder : IDisposable
{
    /// <summary>Marks in a text where a finding is expected.</summary>
    public const char Here = '¦';

    private readonly string root = Directory.CreateTempSubdirectory("tracker-plans").FullName;
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal)
    {
        ["plan.md"] = """
            ---
            plan: sample
            jurisdiction: sample
            jurisdiction-name: {id: Kabupaten Contoh, en: Example Regency}
            start: 2025-01-01
            end: 2028-12-31
            time-zone: Asia/Jakarta
            languages: [id, en]
            priority-fields:
              kesehatan: {id: Kesehatan, en: Health}
            organisations:
              dinas:
                partner: government
                name: {id: Dinas, en: Office}
              warga:
                partner: public
                name: Forum warga
              kampus:
                partner: academia
                name: Kampus
            reviewers: [warga]
            ---
            # Rencana

            Tentang rencana ini.

            """,
        ["plan.en.md"] = "# Plan\n\nAbout this plan.\n",
        ["01-first.md"] = """
            ---
            number: 1
            start: 2025-01-01
            end: 2028-12-31
            lead: dinas
            supporters: [warga]
            field: kesehatan
            ---
            # Pertama

            Uraian.

            ## Problem definition

            Masalah.

            ## Milestones

            | # | Deliverable | Start | Due | Lead | Weight |
            |---|---|---|---|---|---|
            | 1.1 | Satu | | 2026-12-31 | | |
            | 1.2 | Dua | | quarterly | | |

            ### 1.3 Tiga

            #### 1.3.1 Tiga satu

            - Due: 2027-06-30

            """,
        ["01-first.en.md"] = """
            # First

            Description.

            ## Problem definition

            Problem.

            ## Milestones

            | # | Deliverable |
            |---|---|
            | 1.1 | One |
            | 1.2 | Two |
            | 1.3 | Three |
            | 1.3.1 | Three one |

            """,
        ["history/reports.csv"] = """
            commitment,leaf,completion,percent,on,period,about,org,enteredBy,narrative,source
            1,1.1,Limited,40,2025-03-31,,2025,dinas,warga,Dikatakan,https://contoh.example/1

            """,
        ["history/evidence.csv"] = """
            commitment,leaf,title,summary,source,on,period,about,stance,shows,settledBy,org,enteredBy
            1,-,Survei,Ringkasan,https://contoh.example/2,2025-06-25,,2025,supports,not stated,,kampus,warga

            """,
        ["history/reviews.csv"] = """
            commitment,leaf,title,summary,source,from,on,about,completion,verifiable,didItOpenGovernment,org,enteredBy
            -,-,Tinjauan rencana,Ringkasan,https://contoh.example/3,2025-01-01,2025-06-30,,NR,,,kampus,warga
            1,1.1,Tinjauan,Ringkasan,https://contoh.example/3,2025-01-01,2025-06-30,,Limited,Yes,Did Not Change,kampus,warga

            """,
    };

    private readonly Dictionary<string, byte[]> bytes = new(StringComparer.Ordinal);

    public string Path => System.IO.Path.Combine(root, "sample");

    public string FileAt(string name) => System.IO.Path.Combine(Path, name);

    public string this[string name] => files[name];

    public SomePlanFolder With(string file, string text)
    {
        files[file] = text;
        return this;
    }

    public SomePlanFolder With(string file, byte[] content)
    {
        bytes[file] = content;
        return this;
    }

    public SomePlanFolder Without(string file)
    {
        files.Remove(file);
        return this;
    }

    /// <summary>Changes a text in a file; it must be there.</summary>
    public SomePlanFolder Change(string file, string from, string to)
    {
        if (!files[file].Contains(from, StringComparison.Ordinal)) throw new InvalidOperationException($"{file} has no {from}");
        return With(file, files[file].Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Takes the mark out of a file.</summary>
    /// <returns>Line and column where it stood.</returns>
    public (int Line, int Column) TakeMark(string file)
    {
        var at = files[file].IndexOf(Here, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"{file} has no mark");
        var before = files[file][..at];
        files[file] = files[file].Remove(at, 1);
        return (before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
    }

    public SomePlanFolder Write()
    {
        Directory.CreateDirectory(FileAt("history"));
        foreach (var (name, text) in files) File.WriteAllBytes(FileAt(name), Encoding.UTF8.GetBytes(text));
        foreach (var (name, content) in bytes) File.WriteAllBytes(FileAt(name), content);
        return this;
    }

    public PlanReading Read() => PlanFolder.Read(Write().Path);

    public PlanInFiles Plan()
    {
        var reading = Read();
        return reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    public ImmutableArray<Finding> Errors() => [.. Read().Findings.Where(finding => finding.Severity == Severity.Error)];

    public void Dispose() => Directory.Delete(root, recursive: true);
}
