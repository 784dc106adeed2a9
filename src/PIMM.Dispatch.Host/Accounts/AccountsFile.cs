using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Accounts;

/// <summary>
/// The local accounts, in <c>accounts.json</c> of the data directory; replaced as a whole, never half
/// written.
/// </summary>
public static class AccountsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Every account of the file; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">The file says something that is no account.</exception>
    public static ImmutableArray<Account> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var lines = JsonSerializer.Deserialize<List<Line>>(File.ReadAllBytes(path), Json) ?? [];
            return [.. lines.Select(line => line.ToAccount())];
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is no list of accounts: {error.Message}", error);
        }
    }

    public static void Write(string path, IEnumerable<Account> accounts)
    {
        var lines = accounts.OrderBy(account => account.User, StringComparer.Ordinal).Select(Line.Of);
        var beside = path + ".new";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var file = PrivateFile.Create(beside))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(lines, Json));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    private sealed record Line(
        string User, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Territories,
        IReadOnlyList<string> Establishments, string? Reader, string Password,
        string? Provider = null)
    {
        public static Line Of(Account account) => new(
            account.User, account.Name, [.. account.Roles.Select(Words.Of)],
            [.. account.Territories.Select(territory => territory.Value)],
            [.. account.Sites.Select(site => site.ToString()).Order(StringComparer.Ordinal)],
            account.Reader?.Value, account.PasswordHash, account.Provider?.Value);

        public Account ToAccount() => new(
            User, Name,
            [.. Roles.Select(word => Words.TryParse<Role>(word, out var role)
                ? role : throw new FormatException($"“{word}” is no role"))],
            [.. Territories.Select(TerritoryId.Of)],
            [.. Establishments.Select(text => SiteKey.TryParse(text, out var key)
                ? key : throw new FormatException($"“{text}” is not territory/establishment"))],
            Reader is null ? null : new ReaderId(Reader), Password, Demonstration: false,
            Provider is null ? null : new ProviderId(Provider));
    }
}
