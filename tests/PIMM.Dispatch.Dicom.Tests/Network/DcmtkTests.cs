using System.Globalization;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>DCMTK's tools on the other side of the wire.</summary>
public sealed class DcmtkTests
{
    [Fact]
    public async Task Echoscu_gets_its_echo()
    {
        await using var fixture = ServerFixture.Start();
        var (exitCode, output) = await Dcmtk.RunAsync(
            "echoscu", "-v", "-aet", "DENAIN", "-aec", "PIMM", "127.0.0.1", PortOf(fixture));
        Assert.True(exitCode == 0, output);
        Assert.Contains("Received Echo Response (Success)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storescu_sends_every_sample_as_it_is()
    {
        await using var fixture = ServerFixture.Start();
        var hashes = new List<string>();
        foreach (var path in Samples.AllObjects())
        {
            // -R: propose what the file is; -xi and the like would transcode.
            var (exitCode, output) = await Dcmtk.RunAsync(
                "storescu", ["-v", "-R", .. ProposalFor(path), "-aet", "DENAIN", "-aec", "PIMM", "127.0.0.1",
                    PortOf(fixture), path]);
            Assert.True(
                exitCode == 0 && output.Contains("Success", StringComparison.Ordinal), $"{path}: {output}");
            hashes.Add(path);
        }
        Assert.Equal(hashes.Count, fixture.Received.Count);
        foreach (var (path, received) in hashes.Zip(fixture.Received))
        {
            var sent = Part10.Read(path, ReadRequest.Header());
            Assert.Equal(sent.Meta.TransferSyntax, received.TransferSyntax);
            Assert.Equal(sent.DataSet.GetString(Tags.SopInstanceUid), received.SopInstanceUid);
            Assert.Equal(
                sent.DataSet.GetString(Tags.PatientName), received.Header.GetString(Tags.PatientName));
        }
    }

    private static string PortOf(ServerFixture fixture) =>
        fixture.Port.ToString(CultureInfo.InvariantCulture);

    private static string[] ProposalFor(string path)
    {
        using var file = File.OpenRead(path);
        return Part10.ReadMeta(file).TransferSyntax.Uid switch
        {
            "1.2.840.10008.1.2" => ["-xi"],
            "1.2.840.10008.1.2.1" => ["-xe"],
            "1.2.840.10008.1.2.1.99" => ["-xd"],
            "1.2.840.10008.1.2.2" => ["-xb"],
            "1.2.840.10008.1.2.4.90" => ["-xv"],
            "1.2.840.10008.1.2.4.91" => ["-xw"],
            "1.2.840.10008.1.2.5" => ["-xr"],
            var other => throw new InvalidOperationException($"No option of storescu for {other}"),
        };
    }
}
