using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>A small CT object, as bytes for the wire.</summary>
internal static class TestImage
{
    public static byte[] Bytes(
        string sopInstanceUid = "1.2.3.4", byte shade = 1, Action<DataSet>? change = null)
    {
        var dataSet = new DataSet()
            .Set(Tags.SopClassUid, Uids.CtImageStorage)
            .Set(Tags.SopInstanceUid, sopInstanceUid)
            .Set(Tags.StudyInstanceUid, "1.2.3")
            .Set(Tags.PatientName, "Test^Anne")
            .Set(Tags.Rows, 2)
            .Set(Tags.PixelData, Vr.OW, new byte[] { shade, 0, shade, 0 });
        change?.Invoke(dataSet);
        return DataSetWriter.Write(dataSet, TransferSyntax.ExplicitLittleEndian).ToArray();
    }

    /// <summary>The data set as one last P-DATA-TF in context 1.</summary>
    public static byte[] Pdu(
        string sopInstanceUid = "1.2.3.4", byte shade = 1, Action<DataSet>? change = null) =>
        RawPeer.Transfer(1, isCommand: false, isLast: true, Bytes(sopInstanceUid, shade, change));
}
