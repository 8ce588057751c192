using System.Net;
using System.Net.Sockets;
using Innovation.Workflows.Messages.Channels;

namespace Innovation.Web.Messages;

/// <summary>The one way in which a connection leaves the system.</summary>
internal static class OutboundSocket
{
    /// <summary>
    /// What is said of a connection that did not come about, whatever the reason: who may set addresses here learns nothing
    /// about machines and ports elsewhere.
    /// </summary>
    public const string Unreached = "没有收到对方的答复，请核对地址、端口和网络；对方在内网的，请先由运维人员把主机名写进系统设置 Messages:PlainHosts。";

    /// <summary>Connects to a host. Its addresses are looked at after the name is resolved: a name may point anywhere.</summary>
    /// <exception cref="SocketException">It did not come about, or leads into a private network that was not allowed.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, OutboundRule rule, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!rule.MayBeLocal(host)) addresses = [.. addresses.Where(a => !PrivateAddresses.Contains(a))];
        if (addresses.Length == 0) throw new SocketException((int)SocketError.AccessDenied);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
