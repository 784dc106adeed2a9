using System.Globalization;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Benchmarks.Dicom;

/// <summary>
/// A CT study of nobody, with pixels of noise: 512 × 512 × 16 bits, half a megabyte an image.
/// </summary>
internal static class CtStudy
{
    private const int Side = 512;
    private const int Seed = 20_261_124;

    /// <summary>Writes the images as files of PS3.10 and gives their paths.</summary>
    public static IReadOnlyList<string> Write(string folder, int images)
    {
        Directory.CreateDirectory(folder);
        var noise = new byte[Side * Side * sizeof(ushort)];
        new Random(Seed).NextBytes(noise);
        return [.. Enumerable.Range(1, images).Select(number => WriteOne(folder, number, noise))];
    }

    private static string WriteOne(string folder, int number, byte[] noise)
    {
        var name = number.ToString("0000", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, name + ".dcm");
        using var file = File.Create(path);
        Part10.Write(file, Image(number, noise), TransferSyntax.ExplicitLittleEndian);
        return path;
    }

    private static DataSet Image(int number, byte[] noise) => new DataSet()
        .Set(Tags.SpecificCharacterSet, "ISO_IR 100")
        .Set(Tags.SopClassUid, Uids.CtImageStorage)
        .Set(Tags.SopInstanceUid, "2.25.900000." + number.ToString(CultureInfo.InvariantCulture))
        .Set(Tags.StudyInstanceUid, "2.25.900001")
        .Set(Tags.SeriesInstanceUid, "2.25.900002")
        .Set(Tags.StudyDate, "20260101")
        .Set(Tags.Modality, "CT")
        .Set(Tags.AccessionNumber, "ESSAI-1")
        .Set(Tags.PatientName, "ESSAI^BANC")
        .Set(Tags.PatientId, "ESSAI-1")
        .Set(Tags.PatientBirthDate, "19700101")
        .Set(Tags.PatientSex, "O")
        .Set(Tags.StudyDescription, "Banc d'essai")
        .Set(Tags.SeriesNumber, 1)
        .Set(Tags.InstanceNumber, number)
        .Set(Tags.SamplesPerPixel, 1)
        .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
        .Set(Tags.Rows, Side)
        .Set(Tags.Columns, Side)
        .Set(Tags.BitsAllocated, 16)
        .Set(Tags.BitsStored, 16)
        .Set(Tags.HighBit, 15)
        .Set(Tags.PixelRepresentation, 0)
        .Set(Tags.PixelData, Vr.OW, noise);
}
