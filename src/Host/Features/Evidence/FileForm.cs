using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Evidence;
using Tracker.Host.Features.Shared;
using Tracker.Host.Files;
using Tracker.Host.Http;
using Tracker.Host.Projections.Evidence;
using Tracker.Host.Projections.Plans;

namespace Tracker.Host.Features.Evidence;

/// <summary>
/// A form for putting a file to a piece, in one go and without JavaScript. A page of its own: the words are recorded before it, so
/// that a file that does not arrive costs nobody a word.
/// </summary>
[RequestSizeLimit(4 * FileRules.MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = FileRules.MostBytes + 1)]
public abstract class FileForm(IMediator mediator, EvidenceViews evidence, PlanClock clock, Reader reader, FileIntake intake)
    : EvidenceForm(mediator, evidence, clock, reader)
{
    public override string Form => "attach-file";

    protected override IEnumerable<Type> Commands => [typeof(AttachFile)];

    /// <summary>A file is added to whatever is there.</summary>
    protected override long? Version => null;

    /// <summary>Bytes that this sender's files may have together; null: an account's.</summary>
    protected virtual long? Room => null;

    protected override Refused TooLarge =>
        DoorRules.FileTooLarge.Refuse("file", ("megabytes", (FileRules.MostBytes >> 20).ToString(CultureInfo.InvariantCulture)));

    protected override long Small => FileRules.MostBytes;

    public static IEnumerable<Fields.Option> Places(Texts.Speech T) => [new("keep", T["attach-file.place-keep"], T["attach-file.place-keep-what"])];

    protected override async Task<WriteOutcome?> Send()
    {
        if (Request.Form.Files is not [{ Length: > 0 } file])
        {
            Typed.Refuse("file", DoorRules.FileEmpty.Refuse("file"));
            return null;
        }

        if (file.Length > FileRules.MostBytes)
        {
            Typed.Refuse("file", TooLarge);
            return null;
        }

        await using var bytes = file.OpenReadStream();
        return await intake.Take(
            new(View.Row.Id, FileNames.Sent(file.FileName), file.Length, Typed["place"] == "keep"), bytes, ActorFor<AttachFile>(), Typed[Typed.Key], Room);
    }
}
