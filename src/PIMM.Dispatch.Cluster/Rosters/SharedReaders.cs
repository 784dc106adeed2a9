using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Rosters;

/// <summary>
/// One person who reads for several territories is on duty in one of them at a time. Territories share
/// nothing, so the time is first taken in every other territory, each by a command of its own, and only then
/// is the duty planned: whatever is interrupted between the two, nobody is on duty twice.
/// </summary>
/// <param name="territories">All territories that live here.</param>
/// <param name="send">Gives the outcome once it is durable.</param>
public sealed class SharedReaders(
    IEnumerable<TerritorySettings> territories, Func<Command, Task<Outcome>> send)
{
    private readonly SortedDictionary<TerritoryId, TerritorySettings> known =
        new(territories.ToDictionary(territory => territory.Id));

    /// <summary>
    /// Sends a command that puts a reader on duty in [from, until) at the latest moment that this is safe.
    /// All ids are derived from the command's: sent again after a crash, it completes what was begun. The
    /// same id means the same reader and the same end.
    /// </summary>
    public async Task<Outcome> PlanAsync(
        Command duty, ReaderId reader, DateTimeOffset from, DateTimeOffset until)
    {
        var others = Others(duty.Territory, reader);
        for (var index = 0; index < others.Count; index++)
        {
            var (territory, same) = others[index];
            var reserved = await send(Derived(duty, territory, "elsewhere", new ReserveElsewhere(
                same, duty.Territory, duty.Id, from, until))).ConfigureAwait(false);
            if (reserved is Outcome.Accepted)
                continue;
            await ReleaseAsync(duty, others.Take(index)).ConfigureAwait(false);
            return new Outcome.Refused(new Refusal(Refusals.ReaderOnDutyElsewhere, reader.Value));
        }
        var outcome = await send(duty).ConfigureAwait(false);
        if (outcome is Outcome.Refused)
            await ReleaseAsync(duty, others).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>
    /// Gives back the time that was taken for duties that never came to be, or are no more. Whether one came
    /// to be is asked under its own command's id, so that afterwards it can't any more.
    /// </summary>
    /// <param name="rosterOf">The roster of a territory, not older than the outcomes that <c>send</c>
    /// gave.</param>
    /// <param name="which">What is looked at; what is being planned at this moment is refused by it.</param>
    public async Task SettleAsync(
        TerritoryId territory, DateTimeOffset now, Func<TerritoryId, RosterState?> rosterOf,
        Func<Elsewhere, bool> which)
    {
        foreach (var held in rosterOf(territory)?.Reserved.Values.Where(which) ?? [])
        {
            if (held.Until <= now || !known.ContainsKey(held.Territory))
                continue;
            var duty = new Command(
                held.Command, held.Territory, now, Identity.System, ActorId.Roster, new AbandonDuty());
            var stands = await send(duty).ConfigureAwait(false) is Outcome.Accepted { Answer: { } id }
                && rosterOf(held.Territory) is { } roster && roster.Duties.ContainsKey(id);
            if (!stands)
                await ReleaseAsync(duty, [(territory, held.Reader)]).ConfigureAwait(false);
        }
    }

    private async Task ReleaseAsync(Command duty, IEnumerable<(TerritoryId Territory, ReaderId Same)> held)
    {
        foreach (var (territory, _) in held)
            await send(Derived(duty, territory, "released", new ReleaseElsewhere(duty.Territory, duty.Id)))
                .ConfigureAwait(false);
    }

    /// <summary>The same person in the other territories, in the order of their ids.</summary>
    private List<(TerritoryId Territory, ReaderId Same)> Others(TerritoryId here, ReaderId reader) =>
        known.TryGetValue(here, out var home) && home.Readers.TryGetValue(reader, out var person)
            ?
            [
                .. from other in known.Values
                   where other.Id != here
                   from same in other.Readers.Values
                   where same.Person == person.Person
                   select (other.Id, same.Id),
            ]
            : [];

    private static Command Derived(Command duty, TerritoryId to, string what, Message body) => duty with
    {
        Id = new CommandId($"{duty.Territory}/{duty.Id}/{what}"), Territory = to, To = ActorId.Roster,
        Body = body,
    };
}
