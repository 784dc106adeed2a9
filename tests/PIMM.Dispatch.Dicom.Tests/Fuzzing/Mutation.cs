namespace PIMM.Dispatch.Dicom.Tests.Fuzzing;

/// <summary>
/// Small damages to bytes, from a seed: flips, edits of what looks like a length, cuts, splices, repeats.
/// </summary>
internal static class Mutation
{
    private static readonly byte[][] Interesting =
    [
        [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [1, 0, 0, 0],
        [0xFE, 0xFF, 0x00, 0xE0], [0xFE, 0xFF, 0x0D, 0xE0], [0xFE, 0xFF, 0xDD, 0xE0], "SQ\0\0"u8.ToArray(),
        "UN\0\0"u8.ToArray(), "OW\0\0"u8.ToArray(), [0xE0, 0x7F, 0x10, 0x00],
    ];

    public static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        var count = 1 + random.Next(4);
        for (var i = 0; i < count && bytes.Length > 8; i++)
            bytes = MutateOnce(bytes, random);
        return bytes;
    }

    private static byte[] MutateOnce(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length - 4);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                Interesting[random.Next(Interesting.Length)].CopyTo(bytes, at);
                return bytes;
            case 3:
                return bytes[..(at + 1)];
            case 4:
                // A stretch goes somewhere else.
                var length = random.Next(1, Math.Min(64, bytes.Length - at));
                var target = random.Next(bytes.Length);
                return [.. bytes[..target], .. bytes.AsSpan(at, length), .. bytes.AsSpan(target)];
            default:
                var cut = random.Next(1, Math.Min(32, bytes.Length - at));
                return [.. bytes[..at], .. bytes.AsSpan(at + cut)];
        }
    }
}
