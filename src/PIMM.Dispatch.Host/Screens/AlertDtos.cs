using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>How a contact is known to do.</summary>
public enum ContactCondition { Fails, Untested, Works }

/// <summary>Contacts, ladders and ledger as screens show them.</summary>
internal static class AlertDtos
{
    private const int DigitsShown = 2;

    /// <param name="health">As the ledgers of the person's territories know it.</param>
    public static ContactDto Of(Contact contact, IReadOnlyList<ContactHealth> health)
    {
        var last = health.MaxBy(one => Later(one.WorkedAt, one.FailedAt));
        return new ContactDto(
            contact.Id.Value, Words.Of(contact.Channel),
            contact.Number is { } number ? Hidden(number) : contact.Label, contact.AddedAt,
            Words.Of(ConditionOf(last)), last?.WorkedAt, last?.FailedAt, last?.Code);
    }

    public static IReadOnlyList<LadderDto> Of(AlertLadder ladder) =>
    [
        .. ladder.Steps.Select(pair => new LadderDto(Words.Of(pair.Key), StepsOf(pair.Value))),
        new LadderDto("other", StepsOf(ladder.Other)),
    ];

    public static AlertLineDto Of(AlertLine line) => new(
        line.At, Words.Of(line.What), line.Account, Words.Of(line.Channel), line.Contact.Value,
        line.Alert?.Notice.ToString(), line.Alert is { } alert ? AlertTexts.About(alert) : null, line.Attempt,
        line.Code);

    public static IReadOnlyList<string> FailingOf(AlertsState ledger) =>
    [
        .. ledger.Channels.Where(pair => pair.Value.FailingSince is not null)
            .Select(pair => Words.Of(pair.Key)),
    ];

    public static ReachableDto Of(
        Account account, IReadOnlyList<Contact> contacts, AlertsState ledger, DateTimeOffset? nextDuty)
    {
        var channels = contacts.GroupBy(contact => contact.Channel).OrderBy(group => group.Key)
            .Select(group => ChannelOf(group.Key, [.. group], ledger)).ToList();
        return new ReachableDto(
            account.User, account.Name, [.. account.Roles.Select(Words.Of)], nextDuty,
            channels.Exists(channel => channel.State != Words.Of(ContactCondition.Fails)), channels);
    }

    private static ReachableChannelDto ChannelOf(
        AlertChannel channel, IReadOnlyList<Contact> contacts, AlertsState ledger)
    {
        var health = contacts.Select(contact => ledger.Contacts.GetValueOrDefault(contact.Id)).ToList();
        return new ReachableChannelDto(
            Words.Of(channel), contacts.Count, Words.Of(health.Max(ConditionOf)),
            health.Max(one => one?.TestedAt));
    }

    private static ContactCondition ConditionOf(ContactHealth? health) => health switch
    {
        null => ContactCondition.Untested,
        { Works: true } => ContactCondition.Works,
        _ => ContactCondition.Fails,
    };

    private static IReadOnlyList<LadderStepDto> StepsOf(IEnumerable<AlertStep> steps) =>
        [.. steps.Select(step => new LadderStepDto((int)step.After.TotalSeconds, Words.Of(step.Channel)))];

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one > other || other is null ? one : other;

    /// <summary>Enough for its person to know it by.</summary>
    private static string Hidden(string number) =>
        $"{number[..(DigitsShown + 1)]} ••• {number[^DigitsShown..]}";
}
