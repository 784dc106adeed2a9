using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>What every patient may rely on.</summary>
internal static class CaseChecks
{
    /// <summary>Each request and each study that was acknowledged ends in exactly one case.</summary>
    public static string? EveryExaminationHasItsCase(History history)
    {
        var states = new States();
        var opened = new Dictionary<CaseId, int>();
        var requested = new HashSet<string>();
        foreach (var fact in history.Facts)
        {
            states.Fold(fact);
            if (fact.Event is not CaseOpened e)
                continue;
            var id = new CaseId(fact.Actor.Key);
            opened[id] = opened.GetValueOrDefault(id) + 1;
            if (e.AccessionNumber is { } accession && !requested.Add($"{e.Establishment} {accession}"))
                return $"accession number {accession} of {e.Establishment} has two cases";
        }
        foreach (var answer in history.Answers.Where(answer => answer.Outcome is Outcome.Accepted))
        {
            var lost = answer.Command.Body switch
            {
                RequestExam => Requested(((Outcome.Accepted)answer.Outcome).Answer, opened),
                StudyArrived arrived => Stored(arrived.Facts.Study, states),
                _ => null,
            };
            if (lost is not null)
                return $"{answer.Command.Id}: {lost}";
        }
        return null;
    }

    /// <summary>Between two readers there is always a release, a hold or an end; one reader's offer is nobody
    /// else's.</summary>
    public static string? OneReaderAtATime(History history)
    {
        var has = new Dictionary<ActorId, ReaderId>();
        foreach (var fact in history.Facts)
        {
            switch (fact.Event)
            {
                case CaseAccepted accepted:
                    if (has.TryGetValue(fact.Actor, out var reader))
                        return $"at {fact.Sequence} {accepted.Reader} takes {fact.Actor}, which {reader} has";
                    has[fact.Actor] = accepted.Reader;
                    break;
                case CaseOffered offered when has.TryGetValue(fact.Actor, out var owner):
                    return $"at {fact.Sequence} {offered.Reader} is offered {fact.Actor}, {owner} has it";
                case CaseHandedOver moved:
                    if (has.GetValueOrDefault(fact.Actor, moved.From) != moved.From)
                        return $"at {fact.Sequence} {moved.From} hands over {fact.Actor}, which it hasn't";
                    has[fact.Actor] = moved.To;
                    break;
                case CaseReleased or CaseCancelled or CaseExternalised or ReportSigned or PartSigned:
                    has.Remove(fact.Actor);
                    break;
            }
        }
        return null;
    }

    /// <summary>Somebody answers for it after every turn, and knows so.</summary>
    public static string? UnfinishedHasOwner(History history)
    {
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var entry in turn)
                states.Fold(entry.Recorded);
            foreach (var actor in turn.Select(entry => entry.Row.Actor).Distinct())
            {
                if (states.Of(actor) is CaseState { Exists: true, IsFinished: false } item
                    && !IsOwned(item, states))
                    return $"after {turn[^1].Row.Sequence} nobody answers for {item.Id}, {item.Status}";
            }
        }
        return null;
    }

    public static string? UnfinishedHasDeadline(History history)
    {
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var entry in turn)
                states.Fold(entry.Recorded);
            foreach (var actor in turn.Select(entry => entry.Row.Actor).Distinct())
            {
                if (states.Of(actor)
                    is CaseState { Exists: true, IsFinished: false, Deadlines.IsEmpty: true } item)
                    return $"after {turn[^1].Row.Sequence} {item.Id} is {item.Status} without a deadline";
            }
        }
        return null;
    }

    /// <summary>A finished case has no deadline, and only notices that say something about the end
    /// itself.</summary>
    public static string? EndedIsSilent(History history)
    {
        var states = new States();
        foreach (var fact in history.Facts)
            states.Fold(fact);
        foreach (var (id, item) in states.Cases.Where(one => one.State.IsFinished))
        {
            if (!item.Deadlines.IsEmpty)
                return $"{id} is {item.Status} and waits for {string.Join(", ", item.Deadlines.Keys)}";
            if (item.Notices.Values.FirstOrDefault(
                notice => notice.Kind is not (NoticeKind.CaseWithdrawn or NoticeKind.ImagesLate))
                    is { } ringing)
                return $"{id} is {item.Status} and still says {ringing.Kind}";
        }
        return null;
    }

    /// <summary>Every part that is read belongs to a case that waits for it, and to one alone.</summary>
    public static string? PartsFollowTheirCase(History history)
    {
        var states = new States();
        foreach (var turn in history.Turns())
        {
            foreach (var entry in turn)
                states.Fold(entry.Recorded);
            if (turn.All(entry => entry.Row.Actor.Kind != ActorKind.Case))
                continue;
            var open = states.Cases.Where(one => one.State is { Part: not null, IsFinished: false })
                .Select(one => (Case: one.State.Part!.Case, one.Id)).ToHashSet();
            var wanted = states.Cases.Where(one => one.State.Unsigned)
                .SelectMany(one => one.State.OpenParts.Select(part => (Case: one.Id, part.Id))).ToHashSet();
            open.SymmetricExceptWith(wanted);
            if (open.Count > 0)
                return $"after {turn[^1].Row.Sequence} {open.First().Case} and {open.First().Id} disagree";
        }
        return null;
    }

    private static bool IsOwned(CaseState item, States states) => CaseOwner.Of(item) switch
    {
        null => false,
        { Kind: OwnerKind.Reader, Key: var key } when item.InHand =>
            states.Of(new ReaderId(key)) is ReaderState reader && reader.InHand.ContainsKey(item.Id),
        { Kind: OwnerKind.Provider, Key: var key } =>
            states.Of(new ProviderId(key)) is ProviderState provider && provider.Queue.ContainsKey(item.Id),
        _ => true,
    };

    private static string? Requested(string? answer, Dictionary<CaseId, int> opened) =>
        answer is null ? "the request has no case"
        : opened.GetValueOrDefault(new CaseId(answer)) == 1 ? null
        : $"{answer} was opened {opened.GetValueOrDefault(new CaseId(answer))} times";

    private static string? Stored(StudyUid study, States states)
    {
        var holders = states.Cases.Count(
            one => one.State.Part is null && one.State.Studies.ContainsKey(study));
        var orphans = states.All.Values.OfType<EstablishmentState>()
            .Count(site => site.Orphans.ContainsKey(study));
        return holders + orphans == 1 ? null : $"{study} is held by {holders} cases and {orphans} orphans";
    }
}
