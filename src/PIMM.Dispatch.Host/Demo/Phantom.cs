namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// Slices that look like a body from afar: ellipses of a few densities, and noise. Values are Hounsfield
/// units for CT, and an arbitrary signal for MR.
/// </summary>
internal static class Phantom
{
    public const int Side = 512;

    private const short Air = -1000;
    private const short Bone = 700;
    private const short Water = 5;
    private const short Lung = -820;
    private const short Fat = -90;
    private const short Muscle = 50;
    private const short Organ = 65;
    private const short Brain = 36;
    private const short Vessel = 220;

    /// <summary>An ellipse in thousandths of the side, painted over what is there.</summary>
    private readonly record struct Shape(int X, int Y, int RadiusX, int RadiusY, short Value);

    /// <param name="position">Where the slice lies in the body, 0 to 1.</param>
    /// <param name="seed">Of the noise.</param>
    public static short[] Slice(PhantomKind kind, double position, ulong seed)
    {
        var pixels = new short[Side * Side];
        Array.Fill(pixels, Air);
        foreach (var shape in Shapes(kind, position))
            Paint(pixels, shape);
        AddNoise(pixels, seed);
        return pixels;
    }

    private static Shape[] Shapes(PhantomKind kind, double position)
    {
        // A body is thickest in its middle: 1 there, 0.6 at both ends.
        var girth = 1 - 1.6 * (position - 0.5) * (position - 0.5);
        return kind switch
        {
            PhantomKind.Head => Head(girth),
            PhantomKind.Chest => Chest(girth, position),
            PhantomKind.Abdomen => Abdomen(girth, position),
            _ => Limb(girth),
        };
    }

    private static Shape[] Head(double girth)
    {
        var (x, y) = (Thousandths(310, girth), Thousandths(380, girth));
        return
        [
            new(500, 500, x + 18, y + 18, Muscle),
            new(500, 500, x, y, Bone),
            new(500, 500, x - 26, y - 26, Brain),
            new(455, 470, Thousandths(26, girth), Thousandths(85, girth), Water),
            new(545, 470, Thousandths(26, girth), Thousandths(85, girth), Water),
            new(500, 640, Thousandths(14, girth), Thousandths(40, girth), Water),
        ];
    }

    private static Shape[] Chest(double girth, double position) =>
    [
        new(500, 510, Thousandths(440, girth), Thousandths(310, girth), Fat),
        new(500, 510, Thousandths(415, girth), Thousandths(285, girth), Muscle),
        new(330, 500, Thousandths(165, girth), Thousandths(225, girth), Lung),
        new(670, 500, Thousandths(165, girth), Thousandths(225, girth), Lung),
        new(545, 470, Thousandths(95, position), Thousandths(105, position), Organ),
        new(520, 610, 34, 34, Vessel),
        new(500, 700, 48, 48, Bone),
        new(500, 745, 16, 40, Bone),
    ];

    private static Shape[] Abdomen(double girth, double position) =>
    [
        new(500, 510, Thousandths(430, girth), Thousandths(320, girth), Fat),
        new(500, 510, Thousandths(385, girth), Thousandths(275, girth), Muscle),
        new(355, 460, Thousandths(170, 1 - position * 0.6), Thousandths(160, 1 - position * 0.6), Organ),
        new(650, 450, Thousandths(80, 1 - position * 0.5), Thousandths(95, 1 - position * 0.5), Organ),
        new(345, 620, 62, 52, Organ),
        new(655, 620, 62, 52, Organ),
        new(510, 590, 30, 30, Vessel),
        new(560, 480, 55, 40, Water),
        new(500, 690, 52, 50, Bone),
        new(500, 740, 16, 42, Bone),
    ];

    private static Shape[] Limb(double girth) =>
    [
        new(500, 500, Thousandths(230, girth), Thousandths(250, girth), Fat),
        new(500, 500, Thousandths(205, girth), Thousandths(220, girth), Muscle),
        new(490, 480, Thousandths(100, girth), Thousandths(95, girth), Bone),
        new(490, 480, Thousandths(70, girth), Thousandths(66, girth), Organ),
        new(500, 330, 45, 30, Bone),
    ];

    private static int Thousandths(int radius, double factor) => (int)(radius * factor);

    private static void Paint(short[] pixels, Shape shape)
    {
        const int Whole = 1000;
        double radiusX = shape.RadiusX * Side / (double)Whole, radiusY = shape.RadiusY * Side / (double)Whole;
        if (radiusX < 1 || radiusY < 1)
            return;
        int centreX = shape.X * Side / Whole, centreY = shape.Y * Side / Whole;
        for (var y = Math.Max(0, centreY - (int)radiusY); y <= Math.Min(Side - 1, centreY
            + (int)radiusY); y++)
        {
            var height = (y - centreY) / radiusY;
            var half = (int)(radiusX * Math.Sqrt(Math.Max(0, 1 - height * height)));
            var from = Math.Max(0, centreX - half);
            var to = Math.Min(Side - 1, centreX + half);
            pixels.AsSpan(y * Side + from, to - from + 1).Fill(shape.Value);
        }
    }

    /// <summary>The sum of two uniform draws: close enough to the grain of a scanner.</summary>
    private static void AddNoise(short[] pixels, ulong seed)
    {
        const int Amplitude = 24;
        var state = seed | 1;
        for (var index = 0; index < pixels.Length; index++)
        {
            // xorshift64: a few instructions a pixel, and nobody's secret.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            pixels[index] += (short)(
                (int)(state & 0xFFFF) % Amplitude + (int)(state >> 32 & 0xFFFF) % Amplitude - Amplitude);
        }
    }
}
