using System.Collections.Immutable;
using Tracker.PluginRunner.Fetching;

namespace Tracker.PluginRunner.Manifest;

internal sealed partial class ManifestReader
{
    private AllowedRequests? Requests(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("requests", out var value)) return null;
        if (value is not YamlMembers requests)
        {
            Wrong(value, "requests", $"`requests` says how it may ask", $"write `{{post: true, headers: [x-api-key]}}`, or leave it out");
            return null;
        }

        var asked = Members(requests, ["post", "headers"], []);
        var post = false;
        if (asked.TryGetValue("post", out var may) && (may is not YamlText { Plain: true } word || !bool.TryParse(word.Text, out post)))
            Wrong(may, "requests", $"`post` is neither true nor false", $"write `post: true`, or leave it out");
        var headers = Items(asked, "headers", 16);
        foreach (var header in headers.Where(header => !Header().IsMatch(header.Text)))
            Wrong(header, "requests", $"`{header.Text}` is no header's name in small letters", $"write it as `{"x-api-key"}`");
        foreach (var header in headers.Where(header => FetchHeaders.IsTheHosts(header.Text)))
            Wrong(header, "requests", $"`{header.Text}` is the host's own", $"leave it out");
        return new(post, [.. headers.Select(header => header.Text)]);
    }

    private ImmutableArray<string>? Webhook(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("webhook", out var value)) return null;
        if (value is not YamlMembers webhook)
        {
            Wrong(value, "webhook", $"a webhook names the headers it needs", $"write `{{headers: [x-signature]}}`");
            return null;
        }

        var headers = Items(Members(webhook, ["headers"], []), "headers", 16);
        foreach (var header in headers.Where(header => !Header().IsMatch(header.Text)))
            Wrong(header, "webhook", $"`{header.Text}` is no header's name in small letters", $"write it as `{"x-signature"}`");
        foreach (var header in headers.Where(header => header.Text is "cookie" or "authorization" or "host"))
            Wrong(header, "webhook", $"`{header.Text}` is not let through", $"sign the body instead, in a header of your own");
        return [.. headers.Select(header => header.Text)];
    }

    private OfferedForm? Form(Dictionary<string, YamlValue> members)
    {
        if (!members.TryGetValue("form", out var value)) return null;
        if (value is YamlMembers form)
        {
            var offered = Members(form, ["template"], []);
            var template = Text(offered, "template", FileName(), $"the name of a file beside the manifest, such as `template.xlsx`");
            if (template is not null && holds?.Invoke(template) == false) Wrong(offered["template"], "form", $"there is no file `{template}`", $"put the template beside the manifest");
            return new(template);
        }

        Wrong(value, "form", $"a form may name a template", $"write `{{}}` where there is none, else `{{template: template.xlsx}}`");
        return null;
    }
}
