using System.Net;
using CsCheck;
using FluentAssertions;
using Tracker.PluginRunner.Fetching;
using Xunit;

namespace Tracker.Plugins.Tests.Fetching;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.127.255.255")]
    [InlineData("100.100.100.200"), InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("169.254.169.254")]
    [InlineData("168.63.129.16"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.192"), InlineData("192.0.2.1")]
    [InlineData("192.88.99.1"), InlineData("192.168.1.1"), InlineData("198.18.0.1"), InlineData("198.19.255.255"), InlineData("198.51.100.1")]
    [InlineData("203.0.113.1"), InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::127.0.0.1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::8.8.8.8"), InlineData("64:ff9b:1::1"), InlineData("100::1")]
    [InlineData("2001::1"), InlineData("2001:0:7f00:1::"), InlineData("2001:db8::1"), InlineData("2002:7f00:1::"), InlineData("2002:808:808::1")]
    [InlineData("3fff::1"), InlineData("5f00::1"), InlineData("fc00::1"), InlineData("fd00:ec2::254"), InlineData("fe80::1"), InlineData("fe80::1%1")]
    [InlineData("fec0::1"), InlineData("ff02::1"), InlineData("ff0e::1")]
    public void What_is_not_the_public_internets_is_named(string address) =>
        PublicAddress.WhyNot(IPAddress.Parse(address)).Should().NotBeNull();

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0")]
    [InlineData("126.255.255.255"), InlineData("128.0.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("192.167.255.255")]
    [InlineData("192.169.0.0"), InlineData("198.17.255.255"), InlineData("198.20.0.0"), InlineData("223.255.255.255"), InlineData("168.63.129.17")]
    [InlineData("2606:4700::1111"), InlineData("2400:cb00::1"), InlineData("2a00:1450:4001::1"), InlineData("2001:4860:4860::8888")]
    public void What_is_public_passes(string address) =>
        PublicAddress.WhyNot(IPAddress.Parse(address)).Should().BeNull();

    [Fact]
    public void No_IPv6_form_of_any_IPv4_address_passes() =>
        Gen.Byte.Array[4].Sample(bytes =>
        {
            byte[] mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, .. bytes];
            byte[] compatible = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes];
            byte[] nat64 = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. bytes];
            byte[] sixToFour = [0x20, 0x02, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
            return new[] { mapped, compatible, nat64, sixToFour }.All(form => PublicAddress.WhyNot(new IPAddress(form)) is not null);
        });
}
