using FsCheck;
using FsCheck.Fluent;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

/// <summary>
/// What is written reads back the same, for any data set and any uncompressed transfer syntax.
/// </summary>
public sealed class RoundTripTests
{
    private static readonly Vr[] Vrs =
    [
        Vr.AE, Vr.AS, Vr.AT, Vr.CS, Vr.DA, Vr.DS, Vr.DT, Vr.FD, Vr.FL, Vr.IS, Vr.LO, Vr.LT, Vr.OB, Vr.OD,
        Vr.OF, Vr.OL, Vr.OV, Vr.OW, Vr.PN, Vr.SH, Vr.SL, Vr.SS, Vr.ST, Vr.SV, Vr.TM, Vr.UC, Vr.UI, Vr.UL,
            Vr.UN,
        Vr.UR, Vr.US, Vr.UT, Vr.UV,
    ];

    private static readonly TransferSyntax[] Syntaxes =
    [
        TransferSyntax.ExplicitLittleEndian, TransferSyntax.ExplicitBigEndian,
        TransferSyntax.DeflatedExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian,
    ];

    [Fact]
    public void Any_data_set_survives_writing_and_reading() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(DataSets(depth: 3).ToArbitrary(), dataSet =>
        {
            foreach (var syntax in Syntaxes)
            {
                var bytes = DataSetWriter.Write(dataSet, syntax);
                var again = DataSetReader.Read(bytes, syntax);
                Expect.Same(dataSet, again, ignoreVr: !syntax.IsExplicitVr);
                // From a stream, in pieces, it is the same again.
                using var stream = new MemoryStream(bytes.ToArray());
                Expect.Same(again, DataSetReader.Read(stream, bytes.Length, syntax));
            }
        }));

    private static Gen<DataSet> DataSets(int depth) =>
        Gen.Choose(0, 12).SelectMany(count => Gen.ListOf(Elements(depth), count))
            .Select(elements => elements.Aggregate(new DataSet(), (dataSet, set) => set(dataSet)));

    private static Gen<Func<DataSet, DataSet>> Elements(int depth) => depth == 0
        ? Values()
        : Gen.Frequency((5, Values()), (1, Sequences(depth)));

    private static Gen<Func<DataSet, DataSet>> Values() =>
        from tag in Tags()
        from vr in Gen.Elements(Vrs)
        from units in Gen.Choose(0, 40)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), units * vr.UnitLength())
        select new Func<DataSet, DataSet>(
            d => d.Set(tag, vr, Array.ConvertAll(bytes, b => (byte)b)));

    /// <summary>
    /// Only of tags that the dictionary knows as sequences, so that implicit VR reads them as such.
    /// </summary>
    private static Gen<Func<DataSet, DataSet>> Sequences(int depth) =>
        from tag in Gen.Elements(
            Dicom.DataSets.Tags.RequestAttributesSequence, Dicom.DataSets.Tags.ProcedureCodeSequence,
            Dicom.DataSets.Tags.AnatomicRegionSequence)
        from items in Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(DataSets(depth - 1), count))
        select new Func<DataSet, DataSet>(d => d.Set(tag, [.. items]));

    /// <summary>Private elements: in implicit VR they stay bytes, whatever VR they had.</summary>
    private static Gen<Tag> Tags() =>
        from block in Gen.Choose(0x10, 0x1F)
        from element in Gen.Choose(0x00, 0xFF)
        select new Tag(0x0029, (ushort)((block << 8) | element));
}
