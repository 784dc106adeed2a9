using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>What the virtual people of a territory see at an instant.</summary>
/// <param name="Cases">Those that are kept; finished ones may be among them.</param>
internal sealed record DemoSight(
    IReadOnlyCollection<CaseState> Cases, Func<ReaderId, ReaderState> ReaderOf, RosterState? Roster,
    DateTimeOffset Now);

/// <summary>What one of them does, and in whose name.</summary>
/// <param name="Reader">The reader concerned; null for the emergency department.</param>
internal sealed record DemoTurn(DemoAct Act, Identity By, ReaderId? Reader);

/// <summary>
/// The virtual people of one territory: what each of them does now, and the little that they remember. It
/// never acts in the name of an account to which a person is signed in.
/// </summary>
/// <param name="posts">The readers who work here.</param>
/// <param name="begun">When this evening began: nobody is further with a reading than since then.</param>
internal sealed class DemoCast(
    IReadOnlyCollection<ReaderId> posts, ReaderHabits readers, RequesterHabits requesters,
    DateTimeOffset begun)
{
    /// <summary>The account that answers for every emergency department.</summary>
    private const string Requesters = "urgences";

    private static readonly Identity Desk = new("demonstration", "coordinator");

    private readonly Dictionary<ReaderId, DateTimeOffset> awaySince = [];
    private readonly Dictionary<ReaderId, DateTimeOffset> freeSince = [];
    private readonly Dictionary<CaseId, ReaderId> takenHere = [];
    private readonly HashSet<ReaderId> persons = [];

    /// <summary>One act of each virtual person at most.</summary>
    public IReadOnlyList<DemoTurn> Turns(DemoSight sight, PersonSignedIn signedIn)
    {
        var turns = new List<DemoTurn>();
        var cases = sight.Cases.ToLookup(c => c.Reader);
        foreach (var reader in posts)
        {
            var mine = cases[reader].Where(c => c.InHand || c.Status == CaseStatus.Offered).ToList();
            if (signedIn(reader.Value))
                turns.AddRange(LeaveTo(reader, mine));
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
        return turns;
    }

    /// <summary>The act was accepted.</summary>
    public void Done(DemoTurn turn, DateTimeOffset now)
    {
        if (turn.Reader is not { } reader)
            return;
        if (turn.Act.Body is AcceptCase)
            takenHere[new CaseId(turn.Act.To.Key)] = reader;
        if (turn.Act.Body is not SignReport)
            return;
        takenHere.Remove(new CaseId(turn.Act.To.Key));
        freeSince[reader] = now;
    }

    private DemoAct? Play(ReaderId reader, DemoSight sight, List<CaseState> mine)
    {
        persons.Remove(reader);
        var state = sight.ReaderOf(reader);
        if (state.Presence is Presence.Available or Presence.Reading)
            awaySince.Remove(reader);
        else if (!awaySince.ContainsKey(reader))
            // Nobody was here before: who is away then comes at once.
            awaySince[reader] = freeSince.ContainsKey(reader) ? sight.Now : DateTimeOffset.MinValue;
        freeSince.TryAdd(reader, begun);
        return DemoDuties.Next(reader, sight.Roster, sight.Now) ?? readers.Next(
            reader, state, mine, freeSince[reader], awaySince.TryGetValue(reader, out var left) ? left : null,
            sight.Now);
    }

    /// <summary>
    /// A person has come: what the virtual reader had accepted goes back to the list, once, in the desk's
    /// name, and is offered anew; what the person takes is the person's own.
    /// </summary>
    private IEnumerable<DemoTurn> LeaveTo(ReaderId reader, List<CaseState> mine) =>
        persons.Add(reader)
            ? from taken in mine
              where taken.InHand && takenHere.Remove(taken.Id)
              select new DemoTurn(
                  new DemoAct(
                      $"hand-over:{taken.Id}:{taken.AcceptedAt?.UtcTicks}", taken.Id,
                      new ReleaseCase(null, "Une personne prend le poste (démonstration)")),
                  Desk, reader)
            : [];
}
