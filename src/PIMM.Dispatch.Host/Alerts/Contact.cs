using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>Where a browser is told of a notice (RFC 8030), and the keys with which only it can read it (RFC
/// 8291).</summary>
/// <param name="Endpoint">Of the browser's own push service.</param>
/// <param name="Key">The browser's public key on P-256, uncompressed, base64url.</param>
/// <param name="Secret">Its authentication secret of 16 bytes, base64url.</param>
public sealed record PushTarget(string Endpoint, string Key, string Secret);

/// <summary>How a person can be reached: personal, kept in a private file, removed when its person
/// says so. Journal and ledger know its id and its channel alone.</summary>
/// <param name="Label">What the person recognises it by: a browser, or the number.</param>
/// <param name="Number">E.164, for a message or a call.</param>
/// <param name="Push">For a notification.</param>
public sealed record Contact(
    ContactId Id, string User, AlertChannel Channel, DateTimeOffset AddedAt, string Label,
    string? Number = null, PushTarget? Push = null)
{
    /// <summary>Replaces this one: the same browser, or the same channel of the same person.</summary>
    public bool IsReplacedBy(Contact other) =>
        other.Channel == AlertChannel.Push
            ? Push?.Endpoint == other.Push!.Endpoint
            : User == other.User && Channel == other.Channel;
}
