using System.Text.Json.Serialization;
using Tracker.Domain.Text;

namespace Tracker.Domain.Commitments;

/// <summary>Reasons for delay, the value list of Canada's tracker. <see cref="Other"/> needs words.</summary>
[JsonConverter(typeof(WordsConverter<Challenge>))]
public enum Challenge
{
    [JsonStringEnumMemberName("Change of funding")] ChangeOfFunding,
    [JsonStringEnumMemberName("Lack of resources")] LackOfResources,
    [JsonStringEnumMemberName("Shift in priorities")] ShiftInPriorities,
    [JsonStringEnumMemberName("Delay in approvals")] DelayInApprovals,
    [JsonStringEnumMemberName("Dependent on other activities")] DependentOnOtherActivities,
    [JsonStringEnumMemberName("Other")] Other,
}
