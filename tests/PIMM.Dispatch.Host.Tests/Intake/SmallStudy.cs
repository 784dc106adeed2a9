using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>A study of objects without pixels, made for a test.</summary>
internal sealed class SmallStudy(string number)
{
    public string Uid { get; } = "2.25.1000." + number;

    /// <summary>One object; the same number gives the same bytes.</summary>
    public DataSet Object(int instance, Action<DataSet>? change = null)
    {
        var header = new DataSet()
            .Set(Tags.SpecificCharacterSet, "ISO_IR 192")
            .Set(Tags.SopClassUid, Uids.CtImageStorage)
            .Set(Tags.SopInstanceUid, $"{Uid}.1.{instance}")
            .Set(Tags.StudyInstanceUid, Uid)
            .Set(Tags.SeriesInstanceUid, Uid + ".1")
            .Set(Tags.Modality, "CT")
            .Set(Tags.StudyDescription, "Scanner cérébral")
            .Set(Tags.BodyPartExamined, "HEAD")
            .Set(Tags.PatientName, "DEMO-ALPHA^TEST")
            .Set(Tags.PatientId, "P" + number)
            .Set(Tags.PatientBirthDate, "19600102")
            .Set(Tags.PatientSex, "F")
            .Set(Tags.InstanceNumber, instance);
        change?.Invoke(header);
        return header;
    }

    /// <summary>Sends an object over an open association.</summary>
    public static async Task<DicomStatus> SendAsync(DicomClient client, DataSet dataSet)
    {
        var meta = new FileMeta(
            dataSet.GetUid(Tags.SopClassUid)!, dataSet.GetUid(Tags.SopInstanceUid)!,
            TransferSyntax.ExplicitLittleEndian);
        var bytes = DataSetWriter.Write(dataSet, TransferSyntax.ExplicitLittleEndian);
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        return await client.StoreAsync(meta, stream);
    }
}
