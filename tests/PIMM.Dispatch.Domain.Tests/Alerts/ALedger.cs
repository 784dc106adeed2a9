using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain.Tests.Alerts;

/// <summary>
/// A notice, a person with a browser and two numbers, and a ladder that is easy to remember.
/// </summary>
internal static class ALedger
{
    public static readonly DateTimeOffset Evening = VirtualClock.Evening;
    public static readonly NoticeId Notice = NoticeId.Of(ACase.Id, 1);
    public static readonly ContactId Browser = new("browser");
    public static readonly ContactId Mobile = new("mobile");
    public static readonly ContactId Landline = new("landline");

    /// <summary>A notification at once, a message after one minute, a call after two.</summary>
    public static readonly AlertLadder Ladder = new(
        ImmutableSortedDictionary<Urgency, ImmutableArray<AlertStep>>.Empty
            .Add(Urgency.Vital,
            [
                new AlertStep(TimeSpan.Zero, AlertChannel.Push),
                new AlertStep(TimeSpan.FromMinutes(1), AlertChannel.Text),
                new AlertStep(TimeSpan.FromMinutes(2), AlertChannel.Voice),
            ])
            .Add(Urgency.Urgent, [new AlertStep(TimeSpan.Zero, AlertChannel.Push)]),
        [new AlertStep(TimeSpan.Zero, AlertChannel.Push)],
        [NoticeKind.ProtocolGiven], [NoticeKind.ReportSigned]);

    public static readonly Reachable Ana = Person("ana",
        (Browser, AlertChannel.Push), (Mobile, AlertChannel.Text), (Landline, AlertChannel.Voice));

    public static ActorSpec Spec() => new(AlertsState.Initial, ActorId.Alerts, TestTerritory.Settings);

    public static AlertableNotice Open(
        Urgency? urgency = Urgency.Vital, NoticeKind kind = NoticeKind.CaseAssigned, NoticeId? id = null,
        DateTimeOffset? at = null, params Reachable[] to) =>
        new(id ?? Notice, kind, urgency, at ?? Evening, Ladder, to.Length == 0 ? [Ana] : [.. to]);

    public static Reachable Person(string account, params (ContactId Id, AlertChannel Channel)[] points) =>
        new(account, [.. points.Select(
            point => new ContactPoint(point.Id, point.Channel, DateTimeOffset.MinValue))]);

    /// <summary>The alert of a step of <see cref="Notice"/> to Ana.</summary>
    public static Alert Step(int step, NoticeId? notice = null)
    {
        var (contact, channel) = step switch
        {
            0 => (Browser, AlertChannel.Push),
            1 => (Mobile, AlertChannel.Text),
            _ => (Landline, AlertChannel.Voice),
        };
        return new Alert(
            notice ?? Notice, NoticeKind.CaseAssigned, Urgency.Vital, step, "ana", contact, channel);
    }
}
