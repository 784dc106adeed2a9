using System.Diagnostics;
using PIMM.Dispatch.Dicom.DataSets;
using Xunit.Abstractions;

namespace PIMM.Dispatch.Dicom.Tests.Fuzzing;

/// <summary>
/// Damaged objects in process: read, or refused by the format's own exception; soon, and without a stack.
/// </summary>
public sealed class DataSetFuzzTests(ITestOutputHelper output)
{
    private const int Mutations = 20_000;
    private const int Seed = 20_261_122;

    private static readonly TimeSpan OneReadMax = TimeSpan.FromSeconds(2);

    [Fact]
    public void Damaged_data_sets_never_crash_the_reader()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var originals = Samples.All().Where(p => new FileInfo(p).Length < 10_000).Select(Load).ToList();
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var (syntax, bytes) = originals[random.Next(originals.Count)];
            refused += Read(Mutation.Mutate(bytes, random), syntax, i) ? 0 : 1;
        }
        output.WriteLine($"{refused} of {Mutations} refused");
        // Neither all nor none: otherwise the mutations say nothing.
        Assert.InRange(refused, Mutations / 20, Mutations * 19 / 20);
    }

    private static (TransferSyntax Syntax, byte[] Bytes) Load(string path)
    {
        using var file = File.OpenRead(path);
        var meta = Part10.ReadMeta(file);
        var bytes = new byte[file.Length - file.Position];
        file.ReadExactly(bytes);
        return (meta.TransferSyntax, bytes);
    }

    private static bool Read(byte[] bytes, TransferSyntax syntax, int round)
    {
        var started = Stopwatch.GetTimestamp();
        var reads = Reads(() => Touch(DataSetReader.Read(bytes, syntax)));
        var headerReads = Reads(() =>
        {
            using var stream = new MemoryStream(bytes);
            Touch(DataSetReader.Read(stream, bytes.Length, syntax,
                ReadRequest.Header() with { VerifyToEnd = true }));
        });
        Assert.True(Stopwatch.GetElapsedTime(started) < OneReadMax, $"mutation {round} took too long");
        return reads || headerReads;
    }

    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (DicomFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads every value as what it should be; null is fine.</summary>
    private static void Touch(DataSet dataSet)
    {
        foreach (var element in dataSet)
        {
            _ = element.Vr switch
            {
                Vr.DA => (object?)dataSet.GetDate(element.Tag),
                Vr.TM => dataSet.GetTime(element.Tag),
                Vr.PN => dataSet.GetPersonName(element.Tag),
                Vr.DS => dataSet.GetDecimal(element.Tag),
                Vr.UI => dataSet.GetUid(element.Tag),
                Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.IS => dataSet.GetInt(element.Tag),
                _ => dataSet.GetStrings(element.Tag),
            };
            foreach (var item in element.Items)
                Touch(item);
        }
    }
}
