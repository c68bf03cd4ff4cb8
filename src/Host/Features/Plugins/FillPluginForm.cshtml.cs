using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Commitments;
using Tracker.Host.Features.Shared;
using Tracker.Host.Http;
using Tracker.Host.Projections.Commitments;
using Tracker.Host.Projections.Plugins;
using Tracker.Host.Running;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Plugins;

/// <summary>The form that a plugin offers to the people of the organisation it speaks for.</summary>
[RequestSizeLimit(2 * 1024 * 1024)]
public sealed class FillPluginFormPage(IMediator mediator, PluginViews plugins, PluginFiles files, IPluginForms forms, OpenPromises promises, Reader reader)
    : PluginForm<FillPluginForm>(mediator, plugins, reader)
{
    private const int LargestFile = 640 * 1024; // in base 64 it still fits into one message

    private ImmutableArray<Fields.Group>? _offered;
    private Refused? _bar;

    public override string Form => "fill-plugin-form";

    public ImmutableArray<SettingField>? Asked { get; private set; }

    /// <summary>Whether it was stopped, or is not run any more, while somebody filled in its form: what they typed is still theirs.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What was typed, for whoever can send it no longer.</summary>
    public IEnumerable<string> Kept => Typed.Values.Where(one => one.Key.StartsWith(SetPluginPage.Name(""), StringComparison.Ordinal)).Select(one => one.Value.ToString()).Where(text => text.Length > 0);

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
        if (!Find()) return false;
        if (Known() is not var (known, approval)) return Stopped = HttpMethods.IsPost(Request.Method) && View.Approvals.Any(one => one.Organisation.Id == Writer.Organisation);
        Template = known.Template;
        if (!Allowed()) return true; // they are told so, and start nothing
        _bar = forms.Bar(View.Id, approval);
        if (_bar is not null) Stopped = HttpMethods.IsPost(Request.Method);
        else Asked = await forms.Fields(known, new(approval.Organisation.Id, approval.Partner, approval.Version, approval.Digest), To.Language);
        return true;
    }

    protected override Task<Refused?> Bars() => Task.FromResult(_bar);

    private (KnownPlugin Plugin, PluginApprovalView Approval)? Known() =>
        View.Speaking.FirstOrDefault(one => one.Organisation.Id == Writer.Organisation) is { } approval && files.Find(approval.Digest) is { Form: true } known
            ? (known, approval)
            : null;

    /// <summary>Whoever comes from a commitment's page finds it chosen.</summary>
    protected override void Prefill() => Typed["about"] = Request.Query["about"].ToString();

    protected override FillPluginForm? Read()
    {
        if (Stopped) return new(Writer.Organisation, "{}", default, null, To.Language); // it is refused whatever is in it
        if (Asked is not { Length: > 0 })
        {
            Stopped = true; // what was typed is shown, and kept by whoever typed it
            Typed.Refuse("about", DoorRules.FormSilent.Refuse());
            return null;
        }

        var about = Typed["about"];
        var offered = Offered.Any(group => group.Options.Any(option => option.Value == about));
        if (!offered) Typed.Refuse("about", Rules.ValueUnknown.Refuse("about"));
        var values = new JsonObject();
        foreach (var field in Asked ?? [])
        {
            if (field.IsFile) ReadFile(field, values);
            else ReadText(field, values);
        }

        if (Typed.Wrong.Count > 0 || about.Split('#') is not [var whole, .. var parts]) return null;
        return new(Writer.Organisation, values.ToJsonString(), CommitmentId.Parse(whole), parts is [var leaf] ? MilestoneNumber.Parse(leaf) : null, To.Language); // both were offered
    }

    private void ReadFile(SettingField field, JsonObject values)
    {
        var name = SetPluginPage.Name(field);
        if (Request.Form.Files[name] is not { Length: > 0 } file)
        {
            if (field.Required) Typed.Refuse(name, DoorRules.Required.Refuse());
            return;
        }

        if (file.Length > LargestFile)
        {
            Typed.Refuse(name, DoorRules.FieldFileTooLarge.Refuse(null, ("size", Kilobytes(file.Length)), ("most", Kilobytes(LargestFile))));
            return;
        }

        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        values[field.Name] = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private void ReadText(SettingField field, JsonObject values)
    {
        var (name, text) = (SetPluginPage.Name(field), Typed[SetPluginPage.Name(field)].Trim());
        var culture = Speech.In(To.Language).Culture;
        if (text.Length == 0 && field.Required) Typed.Refuse(name, DoorRules.Required.Refuse());
        else if (field.Kept(text, culture) is not { } kept) Typed.Refuse(name, FieldWords.Of(field, field.Unclear(culture)));
        else if (field.WhyNot(kept) is { } why) Typed.Refuse(name, FieldWords.Of(field, why));
        else if (kept.Length > 0) values[field.Name] = field.Read(kept);
    }

    /// <summary>The plugin's own word for a field.</summary>
    public override string? Label(string field) => Asked?.FirstOrDefault(one => SetPluginPage.Name(one) == field)?.Title;

    /// <summary>Everything that is open, by plan: each commitment and beneath it its leaves, as far as one can be told from another in the reader's language.</summary>
    public ImmutableArray<Fields.Group> Offered => _offered ??=
    [
        .. promises.Offered().GroupBy(one => one.Plan.Id).Select(plan => new Fields.Group(
            plan.First().Plan.Title.Text(To.Language), LanguageOf(plan.First().Plan.Title), [.. plan.SelectMany(one => Options(one.Promised))])),
    ];

    private IEnumerable<Fields.Option> Options(Promised promised)
    {
        yield return new($"{promised.Id}", $"{promised.Id.Number} {promised.Title.Text(To.Language)}", Language: LanguageOf(promised.Title));
        foreach (var leaf in promised.Leaves)
            yield return new($"{promised.Id}#{leaf.Number}", $"{leaf.Number} {leaf.Title.Text(To.Language)}", Language: LanguageOf(leaf.Title));
    }

    private string LanguageOf(Projections.Words words) => words.In(To.Language)?.Language ?? To.Language;

    protected override string Shown(WriteOutcome.Noted noted) =>
        long.TryParse(noted.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? To.Run(View.Id, run) : To.Plugin(View.Id);

    private static string Kilobytes(long bytes) => ((bytes + 1023) / 1024).ToString(CultureInfo.InvariantCulture);
}
