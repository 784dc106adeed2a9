using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// What the virtual company does with the cases that were sent to it, as a pure function of what it sees:
/// accepts after a while, then reads as many at a time as it has lanes.
/// </summary>
internal sealed record ProviderHabits(DemoOptions Options, DemoChance Chance)
{
    /// <param name="sent">Every case that this provider has or was sent.</param>
    public IEnumerable<DemoAct> Next(
        ExternalProviderSettings me, IEnumerable<CaseState> sent, DateTimeOffset now)
    {
        var accepted = sent.ToLookup(item => item.External!.AcceptedAt is not null);
        foreach (var waiting in accepted[false])
        {
            if (now >= waiting.External!.SentAt + OfCase(me, waiting).For("accept").Seconds(15, 45))
                yield return new DemoAct(
                    $"accept-outside:{waiting.Id}:{waiting.External.SentAt.UtcTicks}", waiting.Id,
                    new AcceptExternally(me.Id));
        }
        var before = 0;
        foreach (var item in accepted[true]
            .OrderBy(item => item.External!.AcceptedAt).ThenBy(item => item.Id))
        {
            var turns = 1 + (before++ / me.Lanes);
            if (now >= item.External!.AcceptedAt + turns * LengthOf(me, item))
                yield return new DemoAct(
                    $"sign-outside:{item.Id}:{item.External.SentAt.UtcTicks}:{item.Report?.Version}", item.Id,
                    new SignReport(
                        me.Id, DemoReports.Of(item, OfCase(me, item)), item.Report?.Version));
        }
    }

    private TimeSpan LengthOf(ExternalProviderSettings me, CaseState item) =>
        Options.ReadingMinute * (me.SetUp.TotalMinutes + item.Classification!.ExpectedMinutes);

    private DemoChance OfCase(ExternalProviderSettings me, CaseState item) =>
        Chance.For(me.Id.Value).For(item.Id.Value);
}
