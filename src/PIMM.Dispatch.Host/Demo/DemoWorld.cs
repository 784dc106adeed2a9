using System.Net;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Host.Intake;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// What the demonstration has of the product: what its people see, the way in for commands, and the DICOM
/// port.
/// </summary>
/// <param name="Listening">Where images are received; null while they are not.</param>
/// <param name="Store">The images received, of which old fictitious ones are removed; null while there is
/// none.</param>
internal sealed record DemoWorld(
    CurrentView View, SendCommand Send, PersonSignedIn SignedIn, Func<IPEndPoint?> Listening,
    Func<StudyStore?> Store);
