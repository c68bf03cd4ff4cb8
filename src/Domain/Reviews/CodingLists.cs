using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Reviews;

// OGP's value lists, in their order and with their exact words. What is not coded ends each of them: ND, NR and NA stand in
// every review column of the data set. They are read together, so they stand together.

/// <summary>Completion: the scale in force, and what OGP's data set has beside it.</summary>
[JsonConverter(typeof(WordsConverter<CompletionCoding>))]
public enum CompletionCoding
{
    [JsonStringEnumMemberName("No Evidence Available")] NoEvidenceAvailable,
    [JsonStringEnumMemberName("Not Started")] NotStarted,
    [JsonStringEnumMemberName("Limited")] Limited,
    [JsonStringEnumMemberName("Substantial")] Substantial,
    [JsonStringEnumMemberName("Complete")] Complete,
    [JsonStringEnumMemberName("Withdrawn")] Withdrawn,
    [JsonStringEnumMemberName("Unclear")] Unclear,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>How specific and verifiable the commitment is; to 2019.</summary>
[JsonConverter(typeof(WordsConverter<Specificity>))]
public enum Specificity
{
    [JsonStringEnumMemberName("None")] None,
    [JsonStringEnumMemberName("Low")] Low,
    [JsonStringEnumMemberName("Medium")] Medium,
    [JsonStringEnumMemberName("High")] High,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>Whether it can be verified; 2021 on.</summary>
[JsonConverter(typeof(WordsConverter<Verifiable>))]
public enum Verifiable
{
    [JsonStringEnumMemberName("Yes")] Yes,
    [JsonStringEnumMemberName("No")] No,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>Whether it has an open government lens; 2021 on.</summary>
[JsonConverter(typeof(WordsConverter<OpenGovernmentLens>))]
public enum OpenGovernmentLens
{
    [JsonStringEnumMemberName("Yes")] Yes,
    [JsonStringEnumMemberName("No")] No,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>What it would change if it were done; to 2020.</summary>
[JsonConverter(typeof(WordsConverter<PotentialImpact>))]
public enum PotentialImpact
{
    [JsonStringEnumMemberName("None")] None,
    [JsonStringEnumMemberName("Minor")] Minor,
    [JsonStringEnumMemberName("Moderate")] Moderate,
    [JsonStringEnumMemberName("Transformative")] Transformative,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>Ambition; 2020 on.</summary>
[JsonConverter(typeof(WordsConverter<PotentialForResults>))]
public enum PotentialForResults
{
    [JsonStringEnumMemberName("Unclear")] Unclear,
    [JsonStringEnumMemberName("Modest")] Modest,
    [JsonStringEnumMemberName("Substantial")] Substantial,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>Whether it opened government; 2015 to 2020.</summary>
[JsonConverter(typeof(WordsConverter<DidItOpenGovernment>))]
public enum DidItOpenGovernment
{
    [JsonStringEnumMemberName("Worsens")] Worsens,
    [JsonStringEnumMemberName("Did Not Change")] DidNotChange,
    [JsonStringEnumMemberName("Marginal")] Marginal,
    [JsonStringEnumMemberName("Major")] Major,
    [JsonStringEnumMemberName("Outstanding")] Outstanding,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>Early results; 2020 on.</summary>
[JsonConverter(typeof(WordsConverter<EarlyResults>))]
public enum EarlyResults
{
    [JsonStringEnumMemberName("No notable results")] NoNotableResults,
    [JsonStringEnumMemberName("Moderate")] Moderate,
    [JsonStringEnumMemberName("Significant")] Significant,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}

/// <summary>How the public took part, by IAP2's spectrum.</summary>
[JsonConverter(typeof(WordsConverter<Participation>))]
public enum Participation
{
    [JsonStringEnumMemberName("No Consultation")] NoConsultation,
    [JsonStringEnumMemberName("Inform")] Inform,
    [JsonStringEnumMemberName("Consult")] Consult,
    [JsonStringEnumMemberName("Involve")] Involve,
    [JsonStringEnumMemberName("Collaborate")] Collaborate,
    [JsonStringEnumMemberName("Empower")] Empower,
    [JsonStringEnumMemberName("ND")] ND,
    [JsonStringEnumMemberName("NR")] NR,
    [JsonStringEnumMemberName("NA")] NA,
}
