using System.Net;
using System.Net.Sockets;

namespace Tracker.PluginRunner.Fetching;

/// <summary>
/// Which network addresses are the public internet's. After IANA's registries of special-purpose addresses (RFC 6890), and
/// stricter: forms that carry an IPv4 address inside an IPv6 one (mapped, NAT64, 6to4, Teredo) are refused whatever they
/// carry, and so is the one public address at which a cloud serves its machines' secrets.
/// </summary>
public static class PublicAddress
{
    private static readonly (IPNetwork Network, string Name)[] Refused4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this host"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), "metadata"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local or metadata"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "protocol assignment"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved or broadcast"),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly (IPNetwork Network, string Name)[] Refused6 =
    [
        (IPNetwork.Parse("2001::/23"), "protocol assignment or Teredo"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
    ];

    /// <summary>Why this address is not one to connect to, such as <c>loopback</c>; null where it is public.</summary>
    public static string? WhyNot(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => NameIn(Refused4, address),
        // Before any network is asked: IPNetwork reads a mapped address as the IPv4 one and answers by its first bits.
        AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => "IPv4 mapped into IPv6",
        AddressFamily.InterNetworkV6 when !Global6.Contains(Plain(address)) => "not global",
        AddressFamily.InterNetworkV6 => NameIn(Refused6, Plain(address)),
        _ => "not an internet address",
    };

    // A scope makes an address another value, not another network.
    private static IPAddress Plain(IPAddress address) => address.ScopeId == 0 ? address : new IPAddress(address.GetAddressBytes());

    private static string? NameIn((IPNetwork Network, string Name)[] networks, IPAddress address)
    {
        foreach (var (network, name) in networks)
        {
            if (network.Contains(address)) return name;
        }

        return null;
    }
}
