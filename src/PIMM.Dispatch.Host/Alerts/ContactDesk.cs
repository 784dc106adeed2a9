using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// Where a person says how to be reached, and tries it out before a duty rather than during it. The store
/// changes first; then each of the person's territories notes in its ledger what it must know.
/// </summary>
public sealed class ContactDesk(
    TerritoryNode node, ContactDirectory contacts, AlertOutlets outlets, SendCommand send, TimeProvider clock)
{
    /// <summary>Between two tests of a contact: a message costs money, and a gateway is no toy.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<ContactId, DateTimeOffset> lastTests = [];

    public async Task<Contact> AddAsync(
        Account account, AlertChannel channel, string label, string? number, PushTarget? push,
        CancellationToken cancellation)
    {
        var (added, gone) = contacts.Add(account.User, channel, label, number, push);
        foreach (var contact in gone)
            await ForgetAsync(account, contact.Id, cancellation);
        return added;
    }

    public Task RemoveAsync(Account account, ContactId contact, CancellationToken cancellation)
    {
        contacts.Remove(contact);
        return ForgetAsync(account, contact, cancellation);
    }

    /// <summary>All the way, as an alert goes.</summary>
    /// <param name="key">The caller's own, so that a repeat is noted once.</param>
    /// <exception cref="ProblemException">429: the last test was a moment ago.</exception>
    public async Task<TryResult> TestAsync(
        Account account, Contact contact, string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Enter(contact.Id, now);
        var result = await outlets.SendAsync(
            contact,
            new AlertMessage(
                $"test/{contact.Id}/{now.ToUnixTimeMilliseconds()}", "", null, "test", null, null, now,
                AlertTexts.Test),
            cancellation);
        await NoteAsync(
            account, CommandKey.ToCommand(account, $"test/{contact.Id}", key),
            new RecordTest(contact.Id, account.User, contact.Channel, result), cancellation);
        if (result.End == TryEnd.ContactGone)
            contacts.Remove(contact.Id);
        return result;
    }

    private Task ForgetAsync(Account account, ContactId contact, CancellationToken cancellation) => NoteAsync(
        account, new CommandId($"contact/forget/{contact}"), new ForgetContact(contact), cancellation);

    private async Task NoteAsync(
        Account account, CommandId id, Message body, CancellationToken cancellation)
    {
        var by = new Identity(account.User, Words.Of(account.Roles[0]));
        foreach (var territory in account.Territories.Select(node.Find).OfType<ServedTerritory>())
        {
            var outcome = await send(new Command(
                id, territory.Id, Microseconds.Truncate(clock.GetUtcNow()), by, ActorId.Alerts, body));
            if (outcome is not Outcome.Accepted accepted)
                continue;
            await territory.Screen.AtLeastAsync(accepted.Last, cancellation);
            await territory.Alerts.AtLeastAsync(accepted.Last, cancellation);
        }
    }

    private void Enter(ContactId contact, DateTimeOffset now)
    {
        lock (gate)
        {
            if (lastTests.TryGetValue(contact, out var last) && now - last < Pause)
                throw new ProblemException(
                    Problem.Of(ProblemCodes.TestTooSoon, StatusCodes.Status429TooManyRequests),
                    Pause - (now - last));
            foreach (var old in lastTests.Where(pair => now - pair.Value >= Pause).ToList())
                lastTests.Remove(old.Key);
            lastTests[contact] = now;
        }
    }
}
