using System.Globalization;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests;

/// <summary>A CT image of 512 by 512 that nobody ever was.</summary>
public static class SyntheticImage
{
    private const int Side = 512;

    public static DataSet Create(string studyUid, int number, byte shade = 1)
    {
        var pixels = new byte[Side * Side * 2];
        Array.Fill(pixels, shade);
        return new DataSet()
            .Set(Tags.SpecificCharacterSet, "ISO_IR 192")
            .Set(Tags.SopClassUid, Uids.CtImageStorage)
            .Set(Tags.SopInstanceUid, string.Create(CultureInfo.InvariantCulture, $"{studyUid}.1.{number}"))
            .Set(Tags.StudyInstanceUid, studyUid)
            .Set(Tags.SeriesInstanceUid, studyUid + ".1")
            .Set(Tags.PatientName, "Test^Été")
            .Set(Tags.PatientId, "TEST0001")
            .Set(Tags.Modality, "CT")
            .Set(Tags.AccessionNumber, "A0001")
            .Set(Tags.InstanceNumber, number)
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, Side)
            .Set(Tags.Columns, Side)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, 12)
            .Set(Tags.HighBit, 11)
            .Set(Tags.PixelRepresentation, 0)
            .Set(Tags.PixelData, Vr.OW, pixels);
    }
}
