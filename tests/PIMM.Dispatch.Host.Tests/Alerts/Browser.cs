using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Host.Alerts;

namespace PIMM.Dispatch.Host.Tests.Alerts;

/// <summary>The other half of a push subscription: keys of its own, and it reads what was encrypted for
/// it (RFC 8291, written here a second time, from the receiving side).</summary>
internal sealed class Browser(Uri service) : IDisposable
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;

    private readonly ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(16);

    public string Endpoint { get; } = new Uri(service, "/push/" + Guid.NewGuid()).ToString();

    public PushTarget Target =>
        new(Endpoint, Base64Url.EncodeToString(Point), Base64Url.EncodeToString(secret));

    private byte[] Point => PointOf(own.ExportParameters(false).Q);

    /// <summary>The body of <c>POST /api/me/contacts</c>.</summary>
    public object Subscription => new
    {
        channel = "push", label = "Navigateur d’essai",
        push = new { endpoint = Target.Endpoint, key = Target.Key, secret = Target.Secret },
    };

    public JsonNode Read(Got got)
    {
        Assert.Equal("aes128gcm", got.Headers["Content-Encoding"]);
        var message = got.Body;
        var salt = message[..SaltBytes];
        Assert.Equal(4096u, BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(SaltBytes)));
        var keyLength = message[SaltBytes + 4];
        var sender = message[(SaltBytes + 5)..(SaltBytes + 5 + keyLength)];
        var sealedText = message[(SaltBytes + 5 + keyLength)..];
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
        });
        byte[] info = [.. "WebPush: info\0"u8, .. Point, .. sender];
        var shared = Derive(own.DeriveRawSecretAgreement(other.PublicKey), secret, info, 32);
        var key = Derive(shared, salt, "Content-Encoding: aes128gcm\0"u8.ToArray(), 16);
        var nonce = Derive(shared, salt, "Content-Encoding: nonce\0"u8.ToArray(), 12);
        var plain = new byte[sealedText.Length - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(nonce, sealedText.AsSpan(..^TagBytes), sealedText.AsSpan(^TagBytes..), plain);
        Assert.Equal(2, plain[^1]);
        return JsonNode.Parse(plain.AsSpan(..^1))!;
    }

    public void Dispose() => own.Dispose();

    private static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static byte[] Derive(byte[] from, byte[] salt, byte[] info, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, from, length, salt, info);
}
