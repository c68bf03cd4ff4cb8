using CsCheck;
using FluentAssertions;
using Tracker.PluginRunner.Manifest;
using Xunit;

namespace Tracker.Plugins.Tests.Manifest;

/// <summary>Anybody may upload a manifest: whatever it is, it is read or its mistakes are named, and nothing is thrown.</summary>
public sealed class HostileManifestTests
{
    [Fact]
    public void Any_text_is_a_manifest_or_findings()
    {
        string[] pieces =
        [
            "id: a-b\n", "settings: {type: object, type: object}\n", "settings:\n  type: object\n", "  properties: {a: {type: string}, a: 1}\n", "fetch: [\"{a}\"]\n", "settings: [1]\n", "settings: {type: object, properties: {a: {type: [x], pattern: \"(\", minimum: [1], maximum: a, default: {}}}, required: {}}\n", "command: [./x, -c, a.py]\n", "command: [{}]\n",
            "partners: []\n", "partners:\n", "- x\n", "? [a, b]\n: c\n", "webhook: {headers: [a, a]}\n", "limits: {seconds: 1, seconds: 2}\n", "name: {id: a, id: b, en: c}\n", "name: x\n",
            "maintainer: {name: [a]}\n", "---\n", "...\n", "\t", "'", "\"", "{", "}", "[", "]", ": ", "|\n", "*a", "&a", "!!x ", "%YAML 1.2\n", "\u0000", "\ufeff", "\ud800", "9e999", "schedule: \"* * * * *\"\n",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 10].Select(at => string.Concat(at.Select(i => pieces[i]))).Sample(
            yaml =>
            {
                var (manifest, findings) = ManifestReader.Read(yaml, name => name.Length % 2 == 0);
                (manifest is null).Should().Be(findings.Length > 0);
                findings.Should().OnlyContain(finding => finding.Line >= 1 && finding.Column >= 1 && finding.Message.ToString().Length > 0);
            },
            iter: 5_000);
    }
}
