using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// <c>account</c>: local accounts of a node; a running node notices the change within a second.
/// </summary>
public static class AccountVerb
{
    public const string Usage = """
        account add USER --name "NAME" --role ROLE … --territory ID … [--establishment ID/ID …] [--reader ID]
                         [--provider ID]
                                       the password is read from standard input
        account list
        account remove USER

        roles: regulator, reader, coordinator, requester, technologist, quality, administrator, provider,
               integration (a system that flags cases; it names each --establishment)
        """;

    public static Task<int> RunAsync(HostArguments arguments) =>
        RunAsync(arguments, Console.In, Console.Out, Console.Error);

    public static async Task<int> RunAsync(
        HostArguments arguments, TextReader input, TextWriter output, TextWriter errors)
    {
        try
        {
            var path = OptionsReading.Read(Configurations.Of(arguments)).Data.AccountsPath;
            switch (arguments.Words.ToArray())
            {
                case ["add", var user, .. var rest]:
                    return await AddAsync(path, AccountWords.Parse(user, rest), input, output);
                case ["list"]:
                    return await ListAsync(path, output);
                case ["remove", var user]:
                    return await RemoveAsync(path, user, output);
                default:
                    await errors.WriteLineAsync(Usage);
                    return ExitCodes.Usage;
            }
        }
        catch (Exception refused)
            when (refused is OptionsException or FormatException or InvalidDataException)
        {
            await errors.WriteLineAsync(refused.Message);
            return ExitCodes.Usage;
        }
    }

    private static async Task<int> AddAsync(string path, Account account, TextReader input, TextWriter output)
    {
        var password = await input.ReadLineAsync() ?? "";
        if (password.Length is < Passwords.LengthMin or > Passwords.LengthMax)
            throw new FormatException(
                $"a password has {Passwords.LengthMin} to {Passwords.LengthMax} characters");
        var others = AccountsFile.Read(path).RemoveAll(known => known.User == account.User);
        AccountsFile.Write(path, others.Add(account with { PasswordHash = Passwords.Hash(password) }));
        await output.WriteLineAsync($"{account.User}: saved");
        return ExitCodes.Done;
    }

    private static async Task<int> ListAsync(string path, TextWriter output)
    {
        foreach (var account in AccountsFile.Read(path))
            await output.WriteLineAsync(
                $"{account.User}\t{account.Name}\t{string.Join(",", account.Roles.Select(Words.Of))}\t" +
                string.Join(",", account.Territories));
        return ExitCodes.Done;
    }

    private static async Task<int> RemoveAsync(string path, string user, TextWriter output)
    {
        var known = AccountsFile.Read(path);
        var others = known.RemoveAll(account => account.User == user);
        if (others.Length == known.Length)
        {
            await output.WriteLineAsync($"{user}: no such account");
            return ExitCodes.Failed;
        }
        AccountsFile.Write(path, others);
        await output.WriteLineAsync($"{user}: removed, and signed out everywhere");
        return ExitCodes.Done;
    }
}

/// <summary>An account as the command line describes it.</summary>
internal static class AccountWords
{
    private const int UserLengthMax = 64;

    /// <exception cref="FormatException">The words describe no account.</exception>
    public static Account Parse(string user, IReadOnlyList<string> words)
    {
        if (user.Length is 0 or > UserLengthMax
            || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
            throw new FormatException(
                "a user name has up to 64 letters, digits, dots, dashes, underscores or @");
        var values = Read(words);
        var account = new Account(
            user, values["--name"].SingleOrDefault() ?? user, [.. values["--role"].Select(RoleOf)],
            [.. values["--territory"].Select(TerritoryId.Of)],
            [.. values["--establishment"].Select(SiteOf)],
            values["--reader"].Select(id => (ReaderId?)new ReaderId(id))
                .SingleOrDefault(), "", Demonstration: false,
            values["--provider"].Select(id => (ProviderId?)new ProviderId(id)).SingleOrDefault());
        if (account.Roles.IsEmpty || account.Territories.IsEmpty)
            throw new FormatException("an account has at least one --role and one --territory");
        if (account.Has(Role.Integration) && account.Sites.IsEmpty)
            throw new FormatException("an account of the role integration has at least one --establishment");
        return account;
    }

    private static ILookup<string, string> Read(IReadOnlyList<string> words)
    {
        string[] known = ["--name", "--role", "--territory", "--establishment", "--reader", "--provider"];
        var pairs = words.Chunk(2).ToList();
        foreach (var pair in pairs)
            if (pair.Length != 2 || !known.Contains(pair[0]))
                throw new FormatException($"{pair[0]} is not known, or has no value\n\n{AccountVerb.Usage}");
        return pairs.ToLookup(pair => pair[0], pair => pair[1]);
    }

    private static Role RoleOf(string word) =>
        Words.TryParse<Role>(word, out var role) ? role : throw new FormatException($"“{word}” is no role");

    private static SiteKey SiteOf(string text) => SiteKey.TryParse(text, out var key)
        ? key : throw new FormatException($"“{text}” is not territory/establishment");
}
