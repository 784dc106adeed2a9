using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>How much of a case somebody sees; each hides what the one before shows.</summary>
public enum Visibility { Full, WithoutReport, WithoutIdentity, Wall }

/// <summary>From what the table grants to what is shown.</summary>
public static class Visibilities
{
    public static Visibility Of(Caller caller)
    {
        if (Grant.Find(caller, Operation.SeePatient) is null)
            return Visibility.WithoutIdentity;
        return Grant.Find(caller, Operation.SeeReport) is null ? Visibility.WithoutReport : Visibility.Full;
    }
}
