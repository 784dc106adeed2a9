using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// Shows that a body comes from whoever knows the secret, and when: <c>t=…,v1=…</c>, where <c>v1</c> is
/// HMAC-SHA256 in hexadecimal over the seconds since 1970, a dot, and the body's bytes.
/// </summary>
public static class WebhookSignature
{
    public const string Header = "PIMM-Signature";

    /// <summary>What is older or newer is refused: a captured call is worth nothing for long.</summary>
    public static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(5);

    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Mac(secret, seconds, body))}";
    }

    public static bool IsGood(string? header, string secret, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var parts = (header ?? "").Split(',');
        if (parts is not [['t', '=', .. var seconds], ['v', '1', '=', .. var given]]
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || Math.Abs(now.ToUnixTimeSeconds() - at) > SkewMax.TotalSeconds)
            return false;
        var expected = Convert.ToHexStringLower(Mac(secret, seconds, body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given));
    }

    private static byte[] Mac(string secret, string seconds, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(seconds + "."), .. body]);
}
