using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>An alert was tried; the sender tells it after every try, before it tries anything else of
/// it.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="BegunAt">When it was handed to the channel.</param>
public sealed record RecordTry(Alert Alert, int Attempt, DateTimeOffset BegunAt, TryResult Result) : Message;

/// <summary>What the gateway learned later of an alert that it had taken.</summary>
/// <param name="Code">Why it did not arrive; null: it did.</param>
public sealed record RecordReceipt(AlertId Alert, string? Code) : Message;

/// <summary>A person tried out a contact, all the way.</summary>
public sealed record RecordTest(ContactId Contact, string Account, AlertChannel Channel, TryResult Result)
    : Message;

/// <summary>The person has taken the contact away.</summary>
public sealed record ForgetContact(ContactId Contact) : Message;

/// <summary>These notices are acknowledged or no longer true: nothing more is sent of them.</summary>
public sealed record CloseAlerts(ImmutableArray<NoticeId> Notices) : Message;
