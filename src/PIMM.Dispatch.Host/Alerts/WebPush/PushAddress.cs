using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Alerts.WebPush;

/// <summary>
/// Guards what a browser says of itself: its endpoint is an address that this node will call. Only known push
/// services over https are called, and only at public addresses, whatever their name leads to at the moment
/// of the call.
/// </summary>
public sealed class PushAddress(PimmOptions options)
{
    private const int EndpointLengthMax = 1_024;

    private readonly bool privateToo = options.Alerts.PushPrivateAddresses;

    private readonly string[] hosts =
        options.Alerts.PushHosts.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether this is a browser that we would call.</summary>
    public bool Accepts(PushTarget target) =>
        target.Endpoint.Length <= EndpointLengthMax
        && Uri.TryCreate(target.Endpoint, UriKind.Absolute, out var endpoint)
        && Accepts(endpoint) && IsKey(target.Key) && IsSecret(target.Secret);

    public bool Accepts(Uri endpoint) =>
        endpoint.UserInfo.Length == 0
        && (privateToo || (endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort))
        && (hosts.Length == 0 || Array.Exists(hosts, host => IsOf(endpoint.IdnHost, host)));

    /// <summary>Opens a connection to the host's first address, if all of them are public.</summary>
    /// <exception cref="AddressRefusedException">One of them is not.</exception>
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        if (!privateToo && !Array.TrueForAll(addresses, IsPublic))
            throw new AddressRefusedException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Not loopback, link-local, private, shared, multicast or reserved (RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            // 2000::/3 is what is routed; 2001:db8::/32 and 2002::/16 (6to4) lead elsewhere.
            return (bytes[0] & 0xE0) == 0x20 && !(bytes is [0x20, 0x01, 0x0D, 0xB8, ..] or [0x20, 0x02, ..]);
        return bytes is not ([0 or 10 or 127, ..] or [100, >= 64 and < 128, ..] or [169, 254, ..]
            or [172, >= 16 and < 32, ..] or [192, 168, ..] or [192, 0, 0 or 2, ..] or [198, 18 or 19, ..]
            or [198, 51, 100, ..] or [203, 0, 113, ..] or [>= 224, ..]);
    }

    /// <param name="known">A name, or a dot and the end of one.</param>
    private static bool IsOf(string host, string known) => known[0] == '.'
        ? host.EndsWith(known, StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, known, StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(string text) =>
        Base64Url.IsValid(text, out var length) && length == PushEncryption.SecretBytes;

    private static bool IsKey(string text)
    {
        if (!Base64Url.IsValid(text, out var length) || length != PushEncryption.PointBytes)
            return false;
        try
        {
            ECDiffieHellman.Create(PushEncryption.ParametersOf(Base64Url.DecodeFromChars(text))).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            // Sixty-five bytes that are no point of the curve.
            return false;
        }
    }
}
