using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>The channel took it.</summary>
public sealed record AlertSent(Alert Alert, int Attempt, DateTimeOffset BegunAt) : DomainEvent;

/// <summary>Nobody knows that it arrived; it is tried again.</summary>
public sealed record AlertFailed(
    Alert Alert, int Attempt, DateTimeOffset BegunAt, string Code, DateTimeOffset RetryAt) : DomainEvent;

/// <summary>It is not tried again.</summary>
public sealed record AlertGivenUp(Alert Alert, int Attempt, DateTimeOffset BegunAt, string Code)
    : DomainEvent;

/// <summary>The gateway says that it reached the person's device.</summary>
public sealed record AlertDelivered(Alert Alert) : DomainEvent;

/// <summary>The gateway had taken it and could not deliver it.</summary>
public sealed record AlertUndelivered(Alert Alert, string Code) : DomainEvent;

/// <param name="Code">Why it did not go; null when it went.</param>
public sealed record ContactTested(ContactId Contact, string Account, AlertChannel Channel, string? Code)
    : DomainEvent;

/// <summary>The channel says that this contact does not exist any more.</summary>
public sealed record ContactLost(ContactId Contact, string Account, AlertChannel Channel) : DomainEvent;

/// <summary>Its person took it away.</summary>
public sealed record ContactForgotten(ContactId Contact) : DomainEvent;

/// <summary>Nothing more is sent of these notices.</summary>
public sealed record AlertsClosed(ImmutableArray<NoticeId> Notices) : DomainEvent;

/// <summary>One alarm, however many alerts don't go: the channel as a whole does not work.</summary>
public sealed record ChannelFailing(AlertChannel Channel, string Code) : DomainEvent;

/// <summary>It works again.</summary>
public sealed record ChannelRestored(AlertChannel Channel) : DomainEvent;
