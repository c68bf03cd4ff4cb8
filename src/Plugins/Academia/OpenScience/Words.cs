namespace Tracker.Plugins.Academia.OpenScience;

/// <summary>What people read of works and surveys beside their titles, in the site's language.</summary>
internal sealed class Words(Language speaks)
{
    private const int MostNamed = 10;

    public string DataDictionary => speaks.Say("data dictionary", "kamus data");

    public string SettledBy => speaks.Say("Another published work, or data, that shows it.", "Karya terbitan lain, atau data, yang menunjukkannya.");

    public string Title(Work work) => work.Retracted ? speaks.Say($"Retracted: {work.Title}", $"Ditarik kembali: {work.Title}") : work.Title;

    public string Summary(Work work, bool dataset)
    {
        if (work.Retracted)
        {
            return speaks.Say(
                $"{(dataset ? "A dataset" : "A work")} that was said to show this was retracted, as its registry says.",
                $"{(dataset ? "Himpunan data" : "Karya")} yang disebut menunjukkan hal ini telah ditarik kembali, menurut registrinya.");
        }

        return speaks.Say($"{(dataset ? "A dataset" : "A work")} published in {work.On.Year}. ", $"{(dataset ? "Himpunan data" : "Karya")} yang terbit pada {work.On.Year}. ")
            + (work.Licence is null
                ? speaks.Say("Its licence is not stated.", "Lisensinya tidak disebut.")
                : speaks.Say("Its licence is stated: it can be used again by those terms.", "Lisensinya disebut: boleh dipakai lagi menurut ketentuannya."));
    }

    public string SurveyTitle(int answers, decimal share) => speaks.Say(
        $"A survey of {speaks.Many(answers, "answer", "answers", "")} scores {Of100(share)} of 100",
        $"Survei dengan {speaks.Number(answers)} jawaban bernilai {Of100(share)} dari 100");

    public string SurveySummary(ScoredSurvey survey, decimal share)
    {
        var means = string.Join("; ", survey.Scores.Take(MostNamed).Select(score => $"{score.Label}: {speaks.Number(score.Mean)}"));
        return speaks.Say(
            $"{speaks.Many(survey.Answers, "answer", "answers", "")}, {speaks.Many(survey.Scores.Length, "scored question", "scored questions", "")}; the mean of all lies at {Of100(share)} of 100 of their scales. {means}. ",
            $"{speaks.Number(survey.Answers)} jawaban, {speaks.Number(survey.Scores.Length)} pertanyaan bernilai; rata-rata semuanya berada pada {Of100(share)} dari 100 skalanya. {means}. ")
            + (survey.LeftOut > 0
                ? speaks.Say($"{speaks.Many(survey.LeftOut, "cell or row was", "cells or rows were", "")} left out.", $"{speaks.Number(survey.LeftOut)} sel atau baris tidak ikut dihitung.")
                : speaks.Say("Nothing was left out.", "Semuanya ikut dihitung."));
    }

    private string Of100(decimal share) => speaks.Number(decimal.Round(share * 100, MidpointRounding.AwayFromZero));
}
