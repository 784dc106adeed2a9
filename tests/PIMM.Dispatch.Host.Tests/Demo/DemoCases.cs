using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Demo;

/// <summary>Cases as the virtual people see them.</summary>
internal static class DemoCases
{
    public static readonly DateTimeOffset Now = VirtualClock.Evening;
    public static readonly ReaderId Reader = new("radiologue2");

    public static CaseState Offered(int number, Urgency urgency = Urgency.Urgent) => CaseState.Initial with
    {
        Exists = true,
        Id = new CaseId($"hainaut-cambresis.{number}"),
        Status = CaseStatus.Offered,
        Reader = Reader,
        OfferedAt = Now,
        OfferExpiresAt = Now.AddMinutes(3),
        Exam = new Exam("CT", "HEAD", "Scanner cérébral"),
        Classification = new Classification(
            urgency, Specialty.Neuro, AnatomicalRegion.Head, 9, Derived: true),
    };

    public static CaseState InHand(int number, Urgency urgency = Urgency.Urgent) =>
        Offered(number, urgency) with
    {
        Status = CaseStatus.Accepted, AcceptedAt = Now,
    };

    public static CaseState Signed(int number) =>
        InHand(number) with { Status = CaseStatus.Signed, SignedAt = Now };
}
