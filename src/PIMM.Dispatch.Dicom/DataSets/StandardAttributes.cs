using System.Collections.Frozen;
using System.Globalization;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// VR of an attribute whose VR is not on the wire (implicit VR, PS3.5 §7.1.3) or that we write ourselves.
/// </summary>
public static class StandardAttributes
{
    private static readonly Lazy<FrozenDictionary<uint, Vr>> VrByTag = new(Load);

    /// <summary>The VR of PS3.6; UN when neither the standard nor a rule knows the attribute.</summary>
    public static Vr VrOf(Tag tag)
    {
        if (tag.IsGroupLength)
            return Vr.UL;
        if (tag.IsPrivate)
            return tag.IsPrivateCreator ? Vr.LO : Vr.UN;
        return VrByTag.Value.TryGetValue(FoldRepeatingGroup(tag).Value, out var vr) ? vr : Vr.UN;
    }

    /// <summary>
    /// Curves (50xx) and overlays (60xx) repeat by group (PS3.5 §7.6): all read as their first group.
    /// </summary>
    private static Tag FoldRepeatingGroup(Tag tag) => (tag.Group & 0xFF00) switch
    {
        0x6000 when tag.Group <= 0x601E => new Tag(0x6000, tag.Element),
        0x5000 when tag.Group <= 0x501E => new Tag(0x5000, tag.Element),
        _ => tag,
    };

    private static FrozenDictionary<uint, Vr> Load()
    {
        using var resource = typeof(StandardAttributes).Assembly.GetManifestResourceStream("vr-by-tag.txt")!;
        using var reader = new StreamReader(resource);
        var vrByTag = new Dictionary<uint, Vr>(5_000);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var vr = (Vr)((line[0] << 8) | line[1]);
            var group = uint.Parse(line.AsSpan(3, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var at = 8; at + 4 <= line.Length; at += 5)
            {
                var element = line.AsSpan(at, 4);
                var number = uint.Parse(element, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                vrByTag[(group << 16) | number] = vr;
            }
        }
        return vrByTag.ToFrozenDictionary();
    }
}
