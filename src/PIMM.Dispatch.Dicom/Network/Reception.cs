using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// From a file that arrived to an object that can be kept, or the status that says why not: its structure
/// must be sound to the last byte, and it must be what the command said (PS3.4 §B.2.3).
/// </summary>
internal static class Reception
{
    public static DicomStatus Examine(
        IncomingObject incoming, AssociationRequest association, TagSelection headerTags, ReadLimits limits,
        out ReceivedObject? received)
    {
        received = null;
        DataSet header;
        try
        {
            header = Part10.Read(incoming.Path, new ReadRequest
            {
                Only = headerTags,
                StopBefore = Tags.FirstPixelElement,
                VerifyToEnd = true,
                Limits = limits,
            }).DataSet;
        }
        catch (DicomFormatException fault)
        {
            return DicomStatus.CannotUnderstand.With(fault.Message);
        }
        var meta = incoming.Meta;
        if (header.GetString(Tags.SopClassUid) != meta.SopClassUid)
            return DicomStatus.DataSetDoesNotMatch.With("SOP Class UID of data set and command differ");
        if (header.GetString(Tags.SopInstanceUid) != meta.SopInstanceUid)
            return DicomStatus.DataSetDoesNotMatch.With("SOP Instance UID of data set and command differ");
        if (header.GetUid(Tags.StudyInstanceUid) is not { } study)
            return DicomStatus.CannotUnderstand.With("Study Instance UID is missing or malformed");
        received = new ReceivedObject
        {
            AssociationId = association.AssociationId,
            CallingAeTitle = association.CallingAeTitle,
            RemoteAddress = association.RemoteAddress,
            SopClassUid = meta.SopClassUid,
            SopInstanceUid = meta.SopInstanceUid,
            StudyInstanceUid = study,
            TransferSyntax = meta.TransferSyntax,
            Header = header,
            DataSetLength = incoming.Length,
            Path = incoming.Path,
        };
        return DicomStatus.Success;
    }
}
