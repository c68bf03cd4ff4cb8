using System.Collections.Immutable;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;

namespace Tracker.Host.Features.Organisations;

/// <summary>Numbers of commitments in one line, as a declaration or a challenge names them.</summary>
internal static class CommitmentList
{
    /// <summary>Null where the line is empty, which means every one; what cannot be read is said at the field.</summary>
    public static ImmutableArray<CommitmentNumber>? Read(Typed typed)
    {
        if (typed.Text("commitments") is not { } text) return null;
        var numbers = text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (numbers.FirstOrDefault(number => !CommitmentNumber.TryParse(number, out _)) is not { } wrong) return [.. numbers.Select(CommitmentNumber.Parse)];
        typed.Refuse("commitments", Rules.NumberInvalid.Refuse("commitments", ("number", wrong)));
        return null;
    }
}
