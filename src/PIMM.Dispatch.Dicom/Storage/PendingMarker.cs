using System.Text.Json;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>The file that says: this study has news that nobody has been told of yet.</summary>
internal static class PendingMarker
{
    public const string FileName = "study.pending";

    public static void Write(
        string path, StudyKey study, ReceivedObject received, IReadOnlyDictionary<string, string> attributes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("scope", study.Scope);
        json.WriteString("establishment", study.Establishment);
        json.WriteString("studyInstanceUid", study.StudyInstanceUid);
        json.WriteString("accessionNumber", received.Header.GetString(Tags.AccessionNumber) ?? "");
        json.WriteStartObject("attributes");
        foreach (var (name, value) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public static PendingStudy Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            string Text(string name) => root.GetProperty(name).GetString() ?? "";
            var attributes = root.GetProperty("attributes").EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal);
            var study = new StudyKey(Text("scope"), Text("establishment"), Text("studyInstanceUid"));
            return new PendingStudy(study, Text("accessionNumber"), attributes, InstanceCount: 0);
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Not a pending marker: {path}", fault);
        }
    }
}
