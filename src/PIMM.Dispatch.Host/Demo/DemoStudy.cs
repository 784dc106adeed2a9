using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>A fictitious study, as a scanner would send it.</summary>
/// <param name="Chance">Draws its identifiers, its length and its noise.</param>
/// <param name="At">When it is made, on the wall clock of its territory.</param>
internal sealed record DemoStudy(
    DemoExam Exam, Patient Patient, string? AccessionNumber, int Images, DateTime At, DemoChance Chance)
{
    /// <summary>CT numbers are stored with this added, so that air is not negative.</summary>
    private const int Intercept = -1024;

    public required string Uid { get; init; }

    public string SopClass => Exam.Modality == "MR" ? Uids.MrImageStorage : Uids.CtImageStorage;

    /// <summary>One image; made when it is asked for, so that a study never stands in memory.</summary>
    /// <param name="index">From 0 to <see cref="Images"/> - 1.</param>
    public DataSet Image(int index)
    {
        var position = Images == 1 ? 0.5 : index / (double)(Images - 1);
        var dataSet = new DataSet().Set(Tags.SpecificCharacterSet, "ISO_IR 192");
        SetStudy(dataSet);
        SetSeries(dataSet, index);
        SetPixels(dataSet, Phantom.Slice(Exam.Phantom, position, Chance.For("noise").For(index).Bits()));
        return dataSet;
    }

    /// <summary>A UID of PS3.5 annex B.2 from 128 bits of chance.</summary>
    public static string UidOf(DemoChance chance)
    {
        var bits = new BigInteger(chance.For("high").Bits());
        return "2.25." + ((bits << 64) | chance.For("low").Bits()).ToString(CultureInfo.InvariantCulture);
    }

    private void SetStudy(DataSet dataSet)
    {
        dataSet
            .Set(Tags.StudyInstanceUid, Uid)
            .Set(Tags.StudyId, "DEMO")
            .Set(Tags.StudyDate, At.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .Set(Tags.StudyTime, At.ToString("HHmmss", CultureInfo.InvariantCulture))
            .Set(Tags.AccessionNumber, AccessionNumber ?? "")
            .Set(Tags.StudyDescription, Exam.Description)
            .Set(Tags.InstitutionName, "Démonstration")
            .Set(Tags.ReferringPhysicianName, "")
            .Set(Tags.PatientName, $"{Patient.FamilyName}^{Patient.GivenName}")
            .Set(Tags.PatientId, Patient.PatientId!)
            .Set(Tags.IssuerOfPatientId, "DEMONSTRATION")
            .Set(Tags.PatientBirthDate,
                Patient.BirthDate!.Value.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .Set(Tags.PatientSex, Patient.Sex!)
            .Set(Tags.PatientComments, "Patient fictif, images synthétiques")
            .Set(Tags.RequestedProcedurePriority, Exam.Priority)
            .Set(Tags.RequestedProcedureDescription, Exam.Description);
    }

    private void SetSeries(DataSet dataSet, int index)
    {
        const double SliceThickness = 5;
        var z = (index * SliceThickness).ToString("0.0", CultureInfo.InvariantCulture);
        dataSet
            .Set(Tags.SopClassUid, SopClass)
            .Set(Tags.SopInstanceUid, UidOf(Chance.For("image").For(index)))
            .Set(Tags.SeriesInstanceUid, UidOf(Chance.For("series")))
            .Set(Tags.FrameOfReferenceUid, UidOf(Chance.For("frame")))
            .Set(Tags.Modality, Exam.Modality)
            .Set(Tags.ImageType, "DERIVED", "PRIMARY", "AXIAL")
            .Set(Tags.Manufacturer, "PIMM.Dispatch")
            .Set(Tags.ManufacturerModelName, "Phantom")
            .Set(Tags.SeriesDescription, "Coupes axiales")
            .Set(Tags.SeriesNumber, 1)
            .Set(Tags.BodyPartExamined, Exam.BodyPart)
            .Set(Tags.InstanceNumber, index + 1)
            .Set(Tags.SliceThickness, "5")
            .Set(Tags.ImagePositionPatient, "-200", "-200", z)
            .Set(Tags.ImageOrientationPatient, "1", "0", "0", "0", "1", "0");
    }

    private void SetPixels(DataSet dataSet, short[] slice)
    {
        var isCt = Exam.Modality == "CT";
        dataSet
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, Phantom.Side)
            .Set(Tags.Columns, Phantom.Side)
            .Set(Tags.PixelSpacing, "0.78", "0.78")
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, 12)
            .Set(Tags.HighBit, 11)
            .Set(Tags.PixelRepresentation, 0)
            .Set(Tags.WindowCenter, isCt ? "40" : "500")
            .Set(Tags.WindowWidth, isCt ? "400" : "1000")
            .Set(Tags.PixelData, Vr.OW, isCt ? Ct(slice) : Mr(slice));
        if (isCt)
            dataSet
                .Set(Tags.RescaleIntercept, Intercept.ToString(CultureInfo.InvariantCulture))
                .Set(Tags.RescaleSlope, "1");
    }

    private static byte[] Ct(short[] slice) => Stored(slice, static value => value - Intercept);

    /// <summary>Air and bone give no signal; the rest gives more the more water it holds.</summary>
    private static byte[] Mr(short[] slice) => Stored(slice, static value => value switch
    {
        < -300 => (value + 1024) / 4,
        > 400 => 60 + (value - 400) / 8,
        _ => 480 + value,
    });

    private static byte[] Stored(short[] slice, Func<short, int> map)
    {
        const int ValueMax = 4095;
        var bytes = new byte[slice.Length * 2];
        for (var index = 0; index < slice.Length; index++)
            BinaryPrimitives.WriteUInt16LittleEndian(
                bytes.AsSpan(index * 2), (ushort)Math.Clamp(map(slice[index]), 0, ValueMax));
        return bytes;
    }
}
