using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Alerts.WebPush;

/// <summary>
/// Says to a push service who sends (VAPID, RFC 8292). The key pair is made once, at the first start, and
/// kept in a private file: browsers are subscribed to its public half, and to no other.
/// </summary>
public sealed class Vapid : IDisposable
{
    /// <summary>At most 24 hours are allowed (RFC 8292, §2); the rest is for clocks that differ.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(12);

    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8);

    private readonly ECDsa key;
    private readonly Lock signing = new();
    private readonly TimeProvider clock;
    private readonly string subject;

    /// <exception cref="CryptographicException">The file holds no such key.</exception>
    public Vapid(PimmOptions options, TimeProvider clock)
    {
        (this.clock, subject) = (clock, options.Alerts.PushSubject);
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = options.Data.PushKeyPath;
        if (File.Exists(path))
            key.ImportFromPem(File.ReadAllText(path));
        else
            Keep(path);
        PublicKey = Base64Url.EncodeToString(PushEncryption.PointOf(key.ExportParameters(false).Q));
    }

    /// <summary>Uncompressed, base64url: what a browser subscribes to.</summary>
    public string PublicKey { get; }

    /// <summary>The value of the Authorization header for a push service (RFC 8292, §3).</summary>
    public string Authorization(Uri endpoint)
    {
        var claims = new Dictionary<string, object>
        {
            ["aud"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["exp"] = (clock.GetUtcNow() + GoodFor).ToUnixTimeSeconds(),
        };
        if (subject.Length > 0)
            claims["sub"] = subject;
        var token = Header + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return $"vapid t={token}.{Base64Url.EncodeToString(Sign(token))}, k={PublicKey}";
    }

    public void Dispose() => key.Dispose();

    /// <summary>ES256: r and s, 32 bytes each (RFC 7518, §3.4).</summary>
    private byte[] Sign(string token)
    {
        lock (signing)
            return key.SignData(
                System.Text.Encoding.ASCII.GetBytes(token), HashAlgorithmName.SHA256,
                DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private void Keep(string path)
    {
        var beside = path + ".new";
        using (var file = PrivateFile.Create(beside))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }
}
