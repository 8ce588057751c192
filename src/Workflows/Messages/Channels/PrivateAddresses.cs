using System.Net;
using System.Net.Sockets;

namespace Innovation.Workflows.Messages.Channels;

/// <summary>Addresses that a name from outside must not lead to: this machine, its link, private networks, and addresses of nobody.</summary>
public static class PrivateAddresses
{
    // RFC 1918, 6598 (shared), 3927 (link), 1122 (this network, loopback), 2544 (benchmarks), 5771 and 1112 (multicast, reserved),
    // 4193 (unique local), 4291 (link-local, unspecified, loopback), 3879 (site-local), 6052 and 3056 (an IPv4 address inside).
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return Array.Exists(Networks, n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
    }

    /// <summary>Whether a host is written as such an address; of a name nothing is known before it is resolved.</summary>
    public static bool IsWritten(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && Contains(address));
}
