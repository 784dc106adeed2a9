namespace PIMM.Dispatch.Contracts;

/// <summary>How the caller is told outside the screens.</summary>
/// <param name="PushKey">The key to which a browser subscribes (RFC 8292), base64url.</param>
/// <param name="Channels">Those behind which something is set up: <c>push</c>, <c>text</c>,
/// <c>voice</c>.</param>
/// <param name="Failing">Those that do not work at the moment, for anybody.</param>
/// <param name="NextDutyAt">When the caller's next duty begins, or the one that runs began.</param>
public sealed record MyAlertsDto(
    string PushKey, IReadOnlyList<string> Channels, IReadOnlyList<string> Failing,
    DateTimeOffset? NextDutyAt, IReadOnlyList<ContactDto> Contacts, IReadOnlyList<LadderDto> Ladders,
    IReadOnlyList<AlertLineDto> Lines);

/// <summary>A way to reach the caller.</summary>
/// <param name="Label">The browser, or the number without its middle.</param>
/// <param name="State"><c>untested</c>, <c>works</c>, <c>fails</c>.</param>
/// <param name="Code">Why it failed the last time.</param>
public sealed record ContactDto(
    string Id, string Channel, string Label, DateTimeOffset AddedAt, string State, DateTimeOffset? WorkedAt,
    DateTimeOffset? FailedAt, string? Code);

/// <summary>What is told of an urgency, over which channel, after how long.</summary>
/// <param name="Urgency">A wire word; <c>other</c> for notices that speak of no case.</param>
public sealed record LadderDto(string Urgency, IReadOnlyList<LadderStepDto> Steps);

public sealed record LadderStepDto(int AfterSeconds, string Channel);

/// <summary>A line of the ledger.</summary>
/// <param name="What"><c>sent</c>, <c>failed</c>, <c>given-up</c>, <c>delivered</c>, <c>undelivered</c>,
/// <c>tested</c>, <c>test-failed</c>, <c>contact-lost</c>.</param>
/// <param name="Notice">Null when it is about the contact alone.</param>
/// <param name="About">French: the kind of notice and its urgency.</param>
/// <param name="Attempt">From 1; 0 when it is no try.</param>
public sealed record AlertLineDto(
    DateTimeOffset At, string What, string Account, string Channel, string Contact, string? Notice,
    string? About, int Attempt, string? Code);

/// <summary>Body of <c>POST /api/me/contacts</c>.</summary>
/// <param name="Number">E.164, for <c>text</c> and <c>voice</c>.</param>
/// <param name="Push">For <c>push</c>.</param>
public sealed record ContactBody(
    string Channel, string? Label = null, string? Number = null, PushBody? Push = null);

/// <summary>What <c>PushSubscription</c> says (Push API).</summary>
/// <param name="Key">Its <c>p256dh</c>, base64url.</param>
/// <param name="Secret">Its <c>auth</c>, base64url.</param>
public sealed record PushBody(string Endpoint, string Key, string Secret);

/// <summary>What came of trying a contact out.</summary>
/// <param name="Code">Why not; null when it went.</param>
public sealed record ContactTestDto(bool Sent, string? Code);

/// <summary>Body of <c>POST /api/acknowledgements</c>.</summary>
public sealed record AcknowledgementBody(string Notice);

/// <summary>Body of <c>POST /api/alert-receipts</c>, signed as the alerts are.</summary>
/// <param name="Id">Of the alert, as it was sent.</param>
/// <param name="Status"><c>delivered</c>, <c>failed</c>, <c>acknowledged</c> (the person pressed the
/// key).</param>
/// <param name="Code">Why it failed: letters, digits and hyphens.</param>
public sealed record AlertReceiptBody(string Id, string Status, string? Code = null);

/// <summary>The alerts of a territory: the ledger, and who can be reached how.</summary>
/// <param name="Failing">Channels that do not work at the moment.</param>
public sealed record TerritoryAlertsDto(
    string Territory, IReadOnlyList<string> Failing, IReadOnlyList<ReachableDto> People,
    IReadOnlyList<AlertLineDto> Lines);

/// <summary>Somebody who can have to be told, without numbers.</summary>
/// <param name="NextDutyAt">The next duty, or the one that runs.</param>
/// <param name="Reachable">At least one channel is set up and not known to fail.</param>
public sealed record ReachableDto(
    string Account, string Name, IReadOnlyList<string> Roles, DateTimeOffset? NextDutyAt, bool Reachable,
    IReadOnlyList<ReachableChannelDto> Channels);

/// <param name="State">As of a contact; of several browsers the best.</param>
public sealed record ReachableChannelDto(
    string Channel, int Contacts, string State, DateTimeOffset? TestedAt);
