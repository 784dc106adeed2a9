using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>What the virtual people of a territory see at an instant.</summary>
/// <param name="Cases">Those that are kept; finished ones may be among them.</param>
internal sealed record DemoSight(
    IReadOnlyCollection<CaseState> Cases, Func<ReaderId, ReaderState> ReaderOf, RosterState? Roster,
    DateTimeOffset Now);

/// <summary>What one of them does, and in whose name.</summary>
/// <param name="Reader">The reader concerned; null for the emergency department and the
/// external provider.</param>
internal sealed record DemoTurn(DemoAct Act, Identity By, ReaderId? Reader);

/// <summary>
/// The virtual people of one territory: what each of them does now, and the little that they remember. It
/// never acts in the name of an account to which a person is signed in.
/// </summary>
/// <param name="posts">The readers who work here.</param>
/// <param name="companies">The external providers of the territory.</param>
/// <param name="begun">When this evening began: nobody is further with a reading than since then.</param>
internal sealed class DemoCast(
    IReadOnlyCollection<ReaderId> posts, ReaderHabits readers, RequesterHabits requesters,
    IReadOnlyCollection<ExternalProviderSettings> companies, ProviderHabits providers, DateTimeOffset begun)
{
    /// <summary>The account that answers for every emergency department.</summary>
    private const string Requesters = "urgences";

    /// <summary>The account that acts for every external provider.</summary>
    private const string Externals = "externe";

    /// <summary>The desk, which knows who is on duty and gives cases back to the list.</summary>
    public static readonly Identity Desk = new("demonstration", "coordinator");

    private readonly Dictionary<ReaderId, DateTimeOffset> awaySince = [];
    private readonly Dictionary<ReaderId, DateTimeOffset> freeSince = [];
    private readonly HashSet<ReaderId> persons = [];

    /// <summary>What each virtual reader has in hand, as far as it was seen.</summary>
    private readonly Dictionary<ReaderId, HashSet<CaseId>> readingHere = [];

    /// <summary>One act of each virtual person at most, besides what the desk does for a reader.</summary>
    public IReadOnlyList<DemoTurn> Turns(DemoSight sight, PersonSignedIn signedIn)
    {
        var turns = new List<DemoTurn>();
        var cases = sight.Cases.ToLookup(c => c.Reader);
        foreach (var reader in posts)
        {
            var mine = cases[reader].Where(c => c.InHand || c.Status == CaseStatus.Offered).ToList();
            if (DemoDuties.Next(reader, sight.Roster, sight.Now) is { } duty)
                turns.Add(new DemoTurn(duty, Desk, reader));
            if (signedIn(reader.Value))
                turns.AddRange(LeaveTo(reader, sight.ReaderOf(reader), mine, sight.Now));
            else if (Play(reader, sight, mine) is { } act)
                turns.Add(new DemoTurn(act, new Identity(reader.Value, "reader"), reader));
        }
        if (!signedIn(Requesters))
            turns.AddRange(
                from waiting in sight.Cases
                where RequesterHabits.Concerns(waiting)
                let act = requesters.Next(waiting, sight.Now)
                where act is not null
                select new DemoTurn(act, new Identity(Requesters, "requester"), null));
        if (!signedIn(Externals))
            turns.AddRange(
                from company in companies
                let sent = sight.Cases.Where(
                    c => c.Status == CaseStatus.Externalised && c.Provider == company.Id)
                from act in providers.Next(company, sent, sight.Now)
                select new DemoTurn(act, new Identity(Externals, "provider"), null));
        return turns;
    }

    /// <summary>The act was accepted.</summary>
    public void Done(DemoTurn turn, DateTimeOffset now)
    {
        if (turn.Reader is not { } reader)
            return;
        if (turn.Act.Body is AcceptCase)
            readingHere[reader].Add(new CaseId(turn.Act.To.Key));
        else if (turn.Act.Body is SignReport)
            freeSince[reader] = now;
    }

    private DemoAct? Play(ReaderId reader, DemoSight sight, List<CaseState> mine)
    {
        persons.Remove(reader);
        readingHere[reader] = [.. mine.Where(c => c.InHand).Select(c => c.Id)];
        var state = sight.ReaderOf(reader);
        if (state.Presence is Presence.Available or Presence.Reading)
            awaySince.Remove(reader);
        else if (!awaySince.ContainsKey(reader))
            // Nobody was here before: who is away then comes at once.
            awaySince[reader] = freeSince.ContainsKey(reader) ? sight.Now : DateTimeOffset.MinValue;
        freeSince.TryAdd(reader, begun);
        return readers.Next(
            reader, state, mine, freeSince[reader], awaySince.TryGetValue(reader, out var left) ? left : null,
            sight.Now);
    }

    /// <summary>
    /// A person has come. Once, in the desk's name: what the virtual reader had in hand goes back to the
    /// list, and its place is one of somebody present, so that the person is offered what comes. What the
    /// person takes, and what the person says of its presence, is the person's own.
    /// </summary>
    private IEnumerable<DemoTurn> LeaveTo(
        ReaderId reader, ReaderState state, List<CaseState> mine, DateTimeOffset now)
    {
        if (!persons.Add(reader))
            yield break;
        foreach (var taken in mine.Where(c => c.InHand && IsReadHere(reader, c.Id)))
            yield return new DemoTurn(
                new DemoAct(
                    $"hand-over:{taken.Id}:{taken.AcceptedAt?.UtcTicks}", taken.Id,
                    new ReleaseCase(null, "Une personne prend le poste (démonstration)")),
                Desk, reader);
        if (!state.IsPresent)
            yield return new DemoTurn(
                new DemoAct(
                    $"welcome:{reader}:{now.UtcTicks}", reader, new SetPresence(Presence.Available)),
                Desk, reader);
    }

    private bool IsReadHere(ReaderId reader, CaseId id) =>
        readingHere.TryGetValue(reader, out var taken) && taken.Contains(id);
}
