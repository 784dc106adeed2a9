using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PIMM.Dispatch.Host.Alerts.WebPush;

/// <summary>
/// Encrypts a payload so that only the subscribed browser reads it, not its push service (RFC 8291, with the
/// content coding aes128gcm of RFC 8188).
/// </summary>
public static class PushEncryption
{
    public const int SaltBytes = 16;
    public const int SecretBytes = 16;

    /// <summary>An uncompressed point of P-256 (SEC 1, §2.3.3).</summary>
    public const int PointBytes = 65;

    /// <summary>What is left of 4096 bytes for the payload after header, delimiter and tag (RFC 8291,
    /// §4).</summary>
    public const int PayloadBytesMax = RecordBytes - HeaderBytes - 1 - TagBytes;

    private const int RecordBytes = 4096;
    private const int HeaderBytes = SaltBytes + sizeof(uint) + 1 + PointBytes;
    private const int TagBytes = 16;
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;
    private const int SharedBytes = 32;

    // Of the last, here the only, record (RFC 8188, §2).
    private const byte LastDelimiter = 2;

    /// <param name="browserKey">The subscription's public key.</param>
    /// <param name="secret">The subscription's authentication secret.</param>
    /// <param name="own">A key pair for this message alone.</param>
    /// <param name="salt">Random, for this message alone.</param>
    /// <exception cref="CryptographicException">The key is no point of the curve.</exception>
    public static byte[] Encrypt(
        ReadOnlySpan<byte> payload, ReadOnlySpan<byte> browserKey, byte[] secret, ECDiffieHellman own,
        byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, PayloadBytesMax);
        var ownKey = PointOf(own.ExportParameters(includePrivateParameters: false).Q);
        using var browser = ECDiffieHellman.Create(ParametersOf(browserKey));
        using var browserPublic = browser.PublicKey;
        var agreed = own.DeriveRawSecretAgreement(browserPublic);
        byte[] keyInfo = [.. "WebPush: info\0"u8, .. browserKey, .. ownKey];
        var shared = Derive(agreed, SharedBytes, secret, keyInfo);
        var key = Derive(shared, KeyBytes, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = Derive(shared, NonceBytes, salt, "Content-Encoding: nonce\0"u8.ToArray());

        byte[] plain = [.. payload, LastDelimiter];
        var message = new byte[HeaderBytes + plain.Length + TagBytes];
        salt.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(SaltBytes), RecordBytes);
        message[SaltBytes + sizeof(uint)] = PointBytes;
        ownKey.CopyTo(message, HeaderBytes - PointBytes);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce, plain, message.AsSpan(HeaderBytes, plain.Length),
            message.AsSpan(HeaderBytes + plain.Length));
        return message;
    }

    /// <exception cref="CryptographicException">It is no point of the curve.</exception>
    public static ECParameters ParametersOf(ReadOnlySpan<byte> point)
    {
        const byte uncompressed = 4;
        if (point.Length != PointBytes || point[0] != uncompressed)
            throw new CryptographicException("no uncompressed point of P-256");
        const int coordinate = (PointBytes - 1) / 2;
        return new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = point[1..(1 + coordinate)].ToArray(), Y = point[(1 + coordinate)..].ToArray(),
            },
        };
    }

    public static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static byte[] Derive(byte[] from, int length, byte[] salt, byte[] info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, from, length, salt, info);
}
