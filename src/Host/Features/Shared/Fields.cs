using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Tracker.Domain;
using Tracker.Host.Texts;

namespace Tracker.Host.Features.Shared;

/// <summary>
/// The fields of forms: label, hint, error and control, joined for whoever cannot see the page. Labels are texts named after the
/// form and the field; a hint stands wherever a text <c>…-hint</c> exists.
/// </summary>
public sealed class Fields(Speech T)
{
    /// <summary>A choice: its value, and its words.</summary>
    public sealed record Option(string Value, string Words, string? Hint = null, string? Language = null);

    /// <summary>Choices that belong together, beneath their words, which are in some language.</summary>
    public sealed record Group(string Words, string Language, ImmutableArray<Option> Options);

    public static ImmutableArray<Option> Of<TValue>(Speech speech, params IEnumerable<TValue> values)
        where TValue : struct, Enum => [.. values.Select(value => new Option(Word(value), speech.Of(value)))];

    public static string Word<TValue>(TValue value)
        where TValue : struct, Enum => JsonSerializer.SerializeToElement(value, DomainJson.Options).GetString() ?? "";

    /// <summary>The summary of everything that is wrong, each line a link to its field.</summary>
    public IHtmlContent Summary(IForm form)
    {
        if (form.Typed.Wrong.Count == 0) return HtmlString.Empty;
        var list = new TagBuilder("ul");
        foreach (var (field, why) in form.Typed.Wrong)
        {
            var item = new TagBuilder("li");
            var words = T.Refusal(why);
            var label = form.Label(field) ?? (field.Length > 0 && T.Has($"{form.Form}.{field}") ? T[$"{form.Form}.{field}"] : null);
            if (label is not null) item.InnerHtml.AppendHtml(Chips.Link($"#f-{field}", T.Say("form.error-at", ("field", label), ("error", words))));
            else item.InnerHtml.Append(words);
            list.InnerHtml.AppendHtml(item);
        }

        var box = Element("div", "errors");
        box.Attributes["role"] = "alert";
        box.Attributes["tabindex"] = "-1";
        box.InnerHtml.AppendHtml(Titled("h2", T["form.not-sent"])).AppendHtml(list);
        return box;
    }

    public static IHtmlContent Hidden(IForm form) => new HtmlContentBuilder()
        .AppendHtml(HiddenField(Typed.Key, form.Typed[Typed.Key])).AppendHtml(HiddenField(Typed.Seen, form.Typed[Typed.Seen]));

    public static IHtmlContent HiddenField(string name, string value)
    {
        var input = Control("input", name);
        input.Attributes.Remove("id");
        input.Attributes["type"] = "hidden";
        input.Attributes["value"] = value;
        input.TagRenderMode = TagRenderMode.SelfClosing;
        return input;
    }

    public IHtmlContent Line(IForm form, string name, string type = "text", bool required = true, string? autocomplete = null)
    {
        var input = Written("input", name);
        input.Attributes["type"] = type;
        input.Attributes["value"] = type == "password" ? "" : form.Typed[name];
        input.TagRenderMode = TagRenderMode.SelfClosing;
        if (autocomplete is not null) input.Attributes["autocomplete"] = autocomplete;
        if (type == "text" && autocomplete is null) input.Attributes["maxlength"] = "2000";
        return Around(form, name, required, input);
    }

    public IHtmlContent Prose(IForm form, string name, bool required = true)
    {
        var area = Written("textarea", name);
        area.Attributes["rows"] = "7";
        area.InnerHtml.AppendHtml("\n").Append(form.Typed[name]); // a browser drops the first line end
        return Around(form, name, required, area);
    }

    public IHtmlContent Select(IForm form, string name, IEnumerable<Option> options, bool required = true)
    {
        var select = Control("select", name);
        foreach (var option in options.Prepend(new("", T["form.choose"]))) select.InnerHtml.AppendHtml(Item(form, name, option, T.Language));
        return Around(form, name, required, select);
    }

    /// <summary>The same, for choices that belong together in groups.</summary>
    public IHtmlContent Select(IForm form, string name, IEnumerable<Group> groups, bool required = true)
    {
        var select = Control("select", name);
        select.InnerHtml.AppendHtml(Item(form, name, new("", T["form.choose"]), T.Language));
        foreach (var group in groups)
        {
            var together = new TagBuilder("optgroup");
            together.Attributes["label"] = group.Words;
            if (group.Language != T.Language) together.Attributes["lang"] = group.Language;
            foreach (var option in group.Options) together.InnerHtml.AppendHtml(Item(form, name, option, group.Language));
            select.InnerHtml.AppendHtml(together);
        }

        return Around(form, name, required, select);
    }

    /// <param name="form">The form.</param>
    /// <param name="name">The field.</param>
    /// <param name="option">The choice.</param>
    /// <param name="around">The language of what is around it.</param>
    private TagBuilder Item(IForm form, string name, Option option, string around)
    {
        var item = new TagBuilder("option");
        item.Attributes["value"] = option.Value;
        if ((option.Language ?? T.Language) is var language && language != around) item.Attributes["lang"] = language;
        if (form.Typed[name] == option.Value) item.Attributes["selected"] = "selected";
        item.InnerHtml.Append(option.Words);
        return item;
    }

    /// <summary>Radio buttons, or boxes to tick.</summary>
    public IHtmlContent Choices(IForm form, string name, IEnumerable<Option> options, bool many = false, bool required = true)
    {
        var set = Element("fieldset", Wrong(form, name).Any() ? "wrong" : null);
        set.Attributes["id"] = "f-" + name;
        set.Attributes["tabindex"] = "-1";
        set.InnerHtml.AppendHtml(Titled("legend", Label(form, name, required)));
        set.InnerHtml.AppendHtml(Notes(form, name));
        var chosen = form.Typed.All(name);
        foreach (var (option, index) in options.Select((option, index) => (option, index)))
        {
            var input = Control("input", name);
            input.Attributes["id"] = $"f-{name}-{index}";
            input.Attributes["type"] = many ? "checkbox" : "radio";
            input.Attributes["value"] = option.Value;
            input.TagRenderMode = TagRenderMode.SelfClosing;
            if (chosen.Contains(option.Value)) input.Attributes["checked"] = "checked";
            var label = Titled("label", option.Words);
            label.Attributes["for"] = $"f-{name}-{index}";
            if (option.Hint is not null) label.InnerHtml.AppendHtml(Hint(option.Hint));
            var row = Element("div", "choice");
            row.InnerHtml.AppendHtml(input).AppendHtml(label);
            set.InnerHtml.AppendHtml(row);
        }

        return set;
    }

    private TagBuilder Around(IForm form, string name, bool required, TagBuilder control)
    {
        var label = Titled("label", Label(form, name, required));
        label.Attributes["for"] = "f-" + name;
        List<string> told = [];
        if (T.Has($"{form.Form}.{name}-hint")) told.Add($"h-{name}");
        if (Wrong(form, name).Any())
        {
            told.Add($"e-{name}");
            control.Attributes["aria-invalid"] = "true";
        }

        if (told.Count > 0) control.Attributes["aria-describedby"] = string.Join(' ', told);
        if (required) control.Attributes["aria-required"] = "true";
        var field = Element("div", Wrong(form, name).Any() ? "field wrong" : "field");
        field.InnerHtml.AppendHtml(label).AppendHtml(Notes(form, name)).AppendHtml(control);
        return field;
    }

    /// <summary>What is wrong with a field that stands on the page by itself; its id is <c>e-</c> and the name.</summary>
    public IHtmlContent Error(IForm form, string name) => ErrorOf(form, name) is { } error ? error : HtmlString.Empty;

    private HtmlContentBuilder Notes(IForm form, string name)
    {
        var notes = new HtmlContentBuilder();
        if (T.Has($"{form.Form}.{name}-hint"))
        {
            var hint = Hint(T[$"{form.Form}.{name}-hint"]);
            hint.Attributes["id"] = $"h-{name}";
            notes.AppendHtml(hint);
        }

        return ErrorOf(form, name) is { } error ? (HtmlContentBuilder)notes.AppendHtml(error) : notes;
    }

    private TagBuilder? ErrorOf(IForm form, string name)
    {
        var wrong = Wrong(form, name).ToList();
        if (wrong.Count == 0) return null;
        var error = Element("p", "error");
        error.Attributes["id"] = $"e-{name}";
        error.InnerHtml.AppendHtml(Chips.Icon("late")).AppendHtml(Titled("span", string.Join(' ', wrong)));
        return error;
    }

    private IEnumerable<string> Wrong(IForm form, string name) =>
        form.Typed.Wrong.Where(wrong => wrong.Field == name).Select(wrong => T.Refusal(wrong.Why));

    private string Label(IForm form, string name, bool required) =>
        (form.Label(name) ?? T[$"{form.Form}.{name}"]) is var label && required ? label : T.Say("form.optional", ("label", label));

    private static TagBuilder Hint(string words)
    {
        var hint = Titled("span", words);
        hint.AddCssClass("hint");
        return hint;
    }

    private static TagBuilder Control(string element, string name)
    {
        var control = new TagBuilder(element);
        control.Attributes["name"] = name;
        control.Attributes["id"] = "f-" + name;
        return control;
    }

    /// <summary>A control that words are typed into. A text in one language, such as <c>title/en</c>, is read out in that one.</summary>
    private TagBuilder Written(string element, string name)
    {
        var control = Control(element, name);
        if (T.LanguageOf(name) is { } language) control.Attributes["lang"] = language;
        return control;
    }

    private static TagBuilder Element(string element, string? style)
    {
        var builder = new TagBuilder(element);
        if (style is not null) builder.AddCssClass(style);
        return builder;
    }

    private static TagBuilder Titled(string element, string words)
    {
        var builder = new TagBuilder(element);
        builder.InnerHtml.Append(words);
        return builder;
    }
}
