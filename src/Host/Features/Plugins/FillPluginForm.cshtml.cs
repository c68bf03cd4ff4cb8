using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;

namespace Tracker.Host.Features.Plugins;

/// <summary>The form that a plugin offers to the people of the organisation it speaks for.</summary>
[RequestSizeLimit(2 * 1024 * 1024)]
public sealed class FillPluginFormPage(IMediator mediator, PluginViews plugins, PluginFiles files, IPluginForms forms, OpenPromises promises, Reader reader)
    : PluginForm<FillPluginForm>(mediator, plugins, reader)
{
    private const int LargestFile = 640 * 1024; // in base 64 it still fits into one message

    public override string Form => "fill-plugin-form";

    public ImmutableArray<SettingField>? Asked { get; private set; }

    /// <summary>The file that people fill in and send back by this form; null: there is none.</summary>
    public string? Template { get; private set; }

    /// <summary>The template, as it was approved: never as something that a browser would show or run.</summary>
    public IActionResult OnGetTemplate()
    {
        if (Caller.Of(HttpContext) is null) return Redirect(To.SignInFor(Request.Path));
        if (!Find() || Known() is not var (known, _) || known.Template is not { } template) return NotFound();
        return PhysicalFile(Path.Combine(known.Folder, template), "application/octet-stream", template);
    }

    protected override async Task<bool> FindAsked()
    {
        if (!Find() || Known() is not var (known, approval)) return false;
        Template = known.Template;
        Asked = await forms.Fields(known, new(approval.Organisation.Id, approval.Partner, approval.Version, approval.Digest), To.Language);
        return true;
    }

    private (KnownPlugin Plugin, PluginApprovalView Approval)? Known() =>
        View.Speaking.FirstOrDefault(one => one.Organisation.Id == Writer.Organisation) is { } approval && files.Find(approval.Digest) is { Form: true } known
            ? (known, approval)
            : null;

    protected override FillPluginForm? Read()
    {
        var values = new JsonObject();
        foreach (var field in Asked ?? [])
        {
            var name = SetPluginPage.Name(field);
            if (field.IsFile)
            {
                if (Request.Form.Files[name] is not { Length: > 0 } file)
                {
                    if (field.Required) Refuse(field, "required");
                    continue;
                }

                if (file.Length > LargestFile)
                {
                    Refuse(field, $"{LargestFile / 1024} KB");
                    continue;
                }

                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                values[field.Name] = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
                continue;
            }

            var text = Typed[name].Trim();
            if (text.Length == 0 && field.Required) Refuse(field, "required");
            else if (field.WhyNot(text) is { } why) Typed.Refuse(name, why);
            else if (text.Length > 0) values[field.Name] = field.Read(text);
        }

        MilestoneNumber? leaf = null;
        if (Typed["about"].Split('#') is not [var whole, .. var parts] || !CommitmentId.TryParse(whole, out var commitment)
            || (parts is [var named] && !TryLeaf(named, out leaf))) Typed.Refuse("about", Rules.ValueUnknown.Refuse("about"));
        else if (Typed.Wrong.Count == 0) return new(Writer.Organisation, values.ToJsonString(), commitment, leaf, To.Language);
        return null;
    }

    /// <summary>The plugin's own word for a field.</summary>
    public override string? Label(string field) => Asked?.FirstOrDefault(one => SetPluginPage.Name(one) == field)?.Title;

    /// <summary>Everything that is open, each commitment and beneath it its leaves.</summary>
    public IEnumerable<Fields.Option> Open()
    {
        foreach (var one in promises.Open().OfType<JsonObject>())
        {
            var commitment = $"{one["plan"]}/{one["number"]}";
            yield return new(commitment, $"{one["number"]} {one["title"]}");
            foreach (var leaf in one["milestones"]!.AsArray()) // always there
                yield return new($"{commitment}#{leaf!["number"]}", $"{leaf["number"]} {leaf["title"]}");
        }
    }

    private static bool TryLeaf(string text, out MilestoneNumber? leaf)
    {
        leaf = MilestoneNumber.TryParse(text, out var number) ? number : null;
        return leaf is not null;
    }

    protected override string Shown(WriteOutcome.Noted noted) =>
        long.TryParse(noted.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? To.Run(View.Id, run) : To.Plugin(View.Id);

    private void Refuse(SettingField field, string wanted) =>
        Typed.Refuse(SetPluginPage.Name(field), DoorRules.SettingInvalid.Refuse(null, ("setting", field.Title), ("wanted", wanted)));
}
