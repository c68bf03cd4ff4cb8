using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>What an author means to be a secret is one, or they are told.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Key = "key: {type: string, secret: true}";
    private readonly SomeManifest _some = new();

    [Theory]
    [InlineData("key: {type: string, secret: yes}", "14:33: secret: `secret` is neither true nor false, write `secret: true`")]
    [InlineData("key: {type: string, secret: \"true\"}", "14:33: secret: `secret` is neither true nor false")]
    [InlineData("key: {type: string, secret: True}", "14:33: secret: `secret` is neither true nor false")]
    [InlineData("key: {type: string, secret: 1}", "14:33: secret: `secret` is neither true nor false")]
    [InlineData("key: {type: string, secret: [true]}", "14:33: secret: `secret` is neither true nor false")]
    [InlineData("key: {type: string, secret: }", "14:33: secret: `secret` is neither true nor false")]
    [InlineData("key: {type: string, secret: true, default: abcd}", "14:48: secret: the `default` of a secret would be read by everybody")]
    [InlineData("key: {type: object, properties: {token: {type: string, secret: true}}}", "14:68: secret: only a setting itself is a secret")]
    [InlineData("key: {type: array, items: {type: string, secret: true}}", "14:54: secret: only a setting itself is a secret")]
    [InlineData("key: {type: array, items: {type: string}, secret: true}", "14:17: secret: a secret is one text or number")]
    [InlineData("key: {type: string, Secret: true}", "14:25: settings: the keyword `Secret` would be ignored, did you mean `secret`?")]
    [InlineData("key: {type: string, writeOnly: true}", "14:25: settings: the keyword `writeOnly` would be ignored")]
    public void A_mark_that_would_leave_a_secret_in_the_open_is_refused(string wrong, string told) =>
        _some.Finding(Key, wrong).Should().StartWith($"plugin.yaml:{told}");

    [Fact]
    public void A_secret_is_no_address_because_what_is_fetched_is_shown_with_the_evidence() =>
        _some.Finding("feed: {type: string}", "feed: {type: string, secret: true}").Should().StartWith("plugin.yaml:16:42: fetch: the setting `feed` is a secret");

    [Theory]
    [InlineData("key: {type: string, secret: false}")]
    [InlineData("key: {type: integer, secret: true}")]
    [InlineData("secret: {type: string, secret: true}")]
    [InlineData("key: {type: object, properties: {secret: {type: string}}}")]
    public void A_setting_that_is_called_secret_or_is_none_is_let_be(string well) => _some.Finding(Key, well).Should().BeEmpty();

    [Fact]
    public void What_was_taken_before_goes_on_and_the_host_keeps_it_secret()
    {
        _some.Finding(Key, "key: {type: string, secret: yes}").Should().NotBeEmpty();

        PluginFolder.Read(_some.Folder, taken: true).Manifest!.Settings!["properties"]!["key"]!["secret"]!.ToString().Should().Be("yes");
    }

    public void Dispose() => _some.Dispose();
}
