using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// How the persons of this node can be reached. What is taken away is gone from the disk when the call
/// returns.
/// </summary>
public sealed partial class ContactDirectory
{
    /// <summary>A desk, a laptop, a phone, a tablet, and one that was forgotten.</summary>
    public const int BrowsersMax = 5;

    private const int IdBytes = 12;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly TimeProvider clock;
    private ImmutableDictionary<ContactId, Contact> known;

    public ContactDirectory(
        PimmOptions options, AccountDirectory accounts, TimeProvider clock, ILogger<ContactDirectory> logger)
    {
        (path, this.clock) = (options.Data.ContactsPath, clock);
        known = Read(path, logger).ToImmutableDictionary(contact => contact.Id);
        // Whoever has no account any more is kept nowhere; accounts that can't be read say nothing.
        if (accounts.Problem is null && !known.Values.All(contact => accounts.Find(contact.User) is not null))
            Save(known.RemoveRange(known.Values
                .Where(contact => accounts.Find(contact.User) is null).Select(contact => contact.Id)));
    }

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    public IReadOnlyCollection<Contact> All => [.. known.Values];

    public IReadOnlyList<Contact> Of(string user) =>
        [.. known.Values.Where(contact => contact.User == user)
            .OrderBy(contact => contact.Channel).ThenBy(contact => contact.AddedAt)];

    public Contact? Find(ContactId id) => known.GetValueOrDefault(id);

    /// <summary>
    /// Adds a contact under a new id; the one that it replaces, and the oldest browser of too many, are gone.
    /// </summary>
    /// <returns>The contact, and those that went.</returns>
    public (Contact Added, IReadOnlyList<Contact> Gone) Add(
        string user, AlertChannel channel, string label, string? number, PushTarget? push)
    {
        var id = new ContactId(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)));
        var added = new Contact(id, user, channel, clock.GetUtcNow(), label, number, push);
        List<Contact> gone;
        lock (gate)
        {
            gone = [.. known.Values.Where(contact => contact.IsReplacedBy(added))];
            var browsers = known.Values.Except(gone)
                .Where(contact => contact.User == user && contact.Channel == AlertChannel.Push)
                .OrderByDescending(contact => contact.AddedAt);
            if (channel == AlertChannel.Push)
                gone.AddRange(browsers.Skip(BrowsersMax - 1));
            Save(known.RemoveRange(gone.Select(contact => contact.Id)).Add(id, added));
        }
        Changed?.Invoke();
        return (added, gone);
    }

    public void Remove(ContactId id)
    {
        lock (gate)
        {
            if (known.ContainsKey(id))
                Save(known.Remove(id));
        }
        Changed?.Invoke();
    }

    private void Save(ImmutableDictionary<ContactId, Contact> contacts)
    {
        ContactsFile.Write(path, contacts.Values.OrderBy(contact => contact.Id));
        known = contacts;
    }

    /// <summary>
    /// A file that can't be read stays where it is, under another name: people say anew how to reach them.
    /// </summary>
    private static IReadOnlyList<Contact> Read(string path, ILogger logger)
    {
        try
        {
            return ContactsFile.Read(path);
        }
        catch (InvalidDataException error)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            Unreadable(logger, error.InnerException!.GetType().Name);
            return [];
        }
    }

    [LoggerMessage(80, LogLevel.Error,
        "contacts.unreadable {Error}: kept as contacts.json.unreadable, people say anew how to reach them")]
    private static partial void Unreadable(ILogger logger, string error);
}
