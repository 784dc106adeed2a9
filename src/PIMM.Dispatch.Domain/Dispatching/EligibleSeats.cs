using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The readers who may read one specialty of one establishment, found once per plan: all cases of that kind
/// share them. By skill and then by work, so that the best free one is the first of its skill.
/// </summary>
internal sealed class EligibleSeats
{
    /// <summary>So many are looked at one by one.</summary>
    private const int FewMax = 32;
    private const int PerSkill = 8;

    private readonly ReaderSeat[][] bySkill = new ReaderSeat[ReaderSeat.SkillLevels][];
    private readonly int[] firstFree = new int[ReaderSeat.SkillLevels];
    private readonly string?[] barriers;
    private readonly Func<ImmutableArray<NotChosen>> findAbsent;
    private ImmutableArray<NotChosen> absent;
    private ReaderSeat[]? shortList;

    /// <param name="privileged">Whether each of those present may read for the establishment.</param>
    public EligibleSeats(
        Specialty specialty, List<ReaderSeat> seats, bool[] privileged,
        Func<ImmutableArray<NotChosen>> findAbsent)
    {
        this.findAbsent = findAbsent;
        barriers = [.. seats.Select(seat => !privileged[seat.Number] ? Obstacles.NoPrivilege
            : seat.SkillIn(specialty) == 0 ? Obstacles.NoSpecialty : null)];
        All = [.. seats.Where(seat => barriers[seat.Number] is null)];
        for (var level = 0; level < bySkill.Length; level++)
        {
            // Stable: readers whose work weighs the same stay in the order of their ids.
            bySkill[level] = [.. All.Where(seat => seat.SkillIn(specialty) == level + 1)
                .OrderBy(seat => seat.WorkMilli)];
        }
    }

    /// <summary>In the order of their ids.</summary>
    public ReaderSeat[] All { get; }

    /// <summary>
    /// Those who can be among the cheapest of such a case: everybody when there are few; else, of each skill,
    /// the free ones with the least work and the others who are done first.
    /// </summary>
    public ReaderSeat[] ShortList => shortList ??= All.Length <= FewMax ? All :
    [
        .. bySkill.SelectMany(seats => seats.Where(seat => seat.IsFree).Take(PerSkill)
            .Concat(seats.Where(seat => !seat.IsFree).OrderBy(seat => seat.FreeIn).Take(PerSkill))),
    ];

    /// <summary>Readers who could read such a case and are not here.</summary>
    public ImmutableArray<NotChosen> Absent => absent.IsDefault ? absent = findAbsent() : absent;

    /// <summary>Why the seat can't have any such case; null when it may.</summary>
    public string? BarrierOf(ReaderSeat seat) => barriers[seat.Number];

    /// <summary>Somebody present may have the case, perhaps later.</summary>
    public bool CanPlace(CaseState item) =>
        item.DeclinedBy.IsEmpty && item.Part is null ? All.Length > 0
        : Array.Exists(All, seat => !item.DeclinedBy.Contains(seat.Id) && !seat.Leads(item));

    /// <summary>Somebody may have it now.</summary>
    public bool HasFree(WaitingCase item)
    {
        for (var skill = 1; skill <= ReaderSeat.SkillLevels; skill++)
        {
            if (LeastLoaded(item, skill) is not null)
                return true;
        }
        return false;
    }

    /// <summary>
    /// The free reader of that skill with the least work who may have the case; null when there is none.
    /// </summary>
    public ReaderSeat? LeastLoaded(WaitingCase item, int skill)
    {
        var seats = bySkill[skill - 1];
        ref var first = ref firstFree[skill - 1];
        while (first < seats.Length && !seats[first].IsFree)
            first++;
        for (var index = first; index < seats.Length; index++)
        {
            if (seats[index].IsFree && Obstacles.Between(item, seats[index]) is null)
                return seats[index];
        }
        return null;
    }
}
