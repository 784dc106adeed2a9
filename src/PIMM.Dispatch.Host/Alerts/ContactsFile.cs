using System.Text.Json;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>
/// The contacts of all persons, in <c>contacts.json</c> of the data directory; readable by nobody else,
/// replaced as a whole, never half written.
/// </summary>
internal static class ContactsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="InvalidDataException">The file says something that is no contact.</exception>
    public static IReadOnlyList<Contact> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var lines = JsonSerializer.Deserialize<List<Line>>(File.ReadAllBytes(path), Json) ?? [];
            return [.. lines.Select(line => line.ToContact())];
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is no list of contacts: {error.Message}", error);
        }
    }

    public static void Write(string path, IEnumerable<Contact> contacts)
    {
        var beside = path + ".new";
        using (var file = PrivateFile.Create(beside))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(contacts.Select(Line.Of), Json));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    private sealed record Line(
        string Id, string User, string Channel, DateTimeOffset AddedAt, string Label, string? Number,
        PushTarget? Push)
    {
        public static Line Of(Contact contact) => new(
            contact.Id.Value, contact.User, Words.Of(contact.Channel), contact.AddedAt, contact.Label,
            contact.Number, contact.Push);

        public Contact ToContact() => new(
            new ContactId(Id), User,
            Words.TryParse<AlertChannel>(Channel, out var channel)
                ? channel : throw new FormatException($"“{Channel}” is no channel"),
            AddedAt, Label, Number, Push);
    }
}
