using System.Collections.Frozen;
using System.Text;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// One coded character set that an escape sequence can bring into G0 or G1 (PS3.3 §C.12.1.1.2). Single bytes
/// go through a table of 256; pairs through the EUC form of a code page of the framework.
/// </summary>
internal sealed class Repertoire
{
    internal const char Replacement = '\uFFFD';

    public static readonly Repertoire Ascii = new(6, 28591, bytesPerCharacter: 1, isG0: true);
    public static readonly Repertoire JisRomaji = new(14, 28591, bytesPerCharacter: 1, isG0: true);
    public static readonly Repertoire JisKatakana = new(13, 932, bytesPerCharacter: 1, isG0: false);
    public static readonly Repertoire JisKanji = new(87, 20932, bytesPerCharacter: 2, isG0: true);
    public static readonly Repertoire JisSupplement = new(159, 20932, bytesPerCharacter: 2, isG0: true);
    public static readonly Repertoire Korean = new(149, 51949, bytesPerCharacter: 2, isG0: false);
    public static readonly Repertoire Chinese = new(58, 936, bytesPerCharacter: 2, isG0: false);

    private static readonly FrozenDictionary<int, Repertoire> ByRegistration = new Repertoire[]
    {
        Ascii, JisRomaji, JisKatakana, JisKanji, JisSupplement, Korean, Chinese,
        SingleByte(100, 28591), SingleByte(101, 28592), SingleByte(109, 28593), SingleByte(110, 28594),
        SingleByte(144, 28595), SingleByte(127, 28596), SingleByte(126, 28597), SingleByte(138, 28598),
        SingleByte(148, 28599), SingleByte(203, 28605), SingleByte(166, 874),
    }.ToFrozenDictionary(r => r._registration);

    private readonly int _registration;
    private readonly int _codePage;
    private readonly Lazy<Encoding> _encoding;
    private readonly Lazy<char[]> _table;

    private Repertoire(int registration, int codePage, int bytesPerCharacter, bool isG0)
    {
        _registration = registration;
        _codePage = codePage;
        BytesPerCharacter = bytesPerCharacter;
        IsG0 = isG0;
        _encoding = new Lazy<Encoding>(() => EncodingOf(_codePage));
        _table = new Lazy<char[]>(BuildTable);
    }

    public int BytesPerCharacter { get; }

    /// <summary>Lives in the lower half (bytes 0x21 to 0x7E); the others in the upper half.</summary>
    public bool IsG0 { get; }

    /// <summary>By ISO registration number, as the defined terms of (0008,0005) carry it.</summary>
    public static Repertoire? Find(int registration) => ByRegistration.GetValueOrDefault(registration);

    /// <summary>
    /// The repertoire that an escape sequence (without ESC) designates, and the sequence's length.
    /// </summary>
    public static Repertoire? FromEscape(ReadOnlySpan<byte> afterEscape, out int length)
    {
        length = afterEscape is [(byte)'$', (byte)'(' or (byte)')', ..] ? 3 : 2;
        if (afterEscape.Length < length)
            return null;
        return afterEscape[..length] switch
        {
            [(byte)'(', (byte)'B'] => Ascii,
            [(byte)'(', (byte)'J'] => JisRomaji,
            [(byte)')', (byte)'I'] => JisKatakana,
            [(byte)'$', (byte)'B'] => JisKanji,
            [(byte)'$', (byte)'(', (byte)'D'] => JisSupplement,
            [(byte)'$', (byte)')', (byte)'C'] => Korean,
            [(byte)'$', (byte)')', (byte)'A'] => Chinese,
            [(byte)'-', var final] => Find(RegistrationOfG1(final)),
            _ => null,
        };
    }

    /// <summary>A code page of the framework that answers U+FFFD for what it can't read.</summary>
    public static Encoding EncodingOf(int codePage)
    {
        var onEncode = new EncoderReplacementFallback("?");
        var onDecode = new DecoderReplacementFallback("\uFFFD");
        return CodePagesEncodingProvider.Instance.GetEncoding(codePage, onEncode, onDecode)
            ?? Encoding.GetEncoding(codePage, onEncode, onDecode);
    }

    public Encoding Encoding => _encoding.Value;

    public char Single(byte value) => _table.Value[value];

    /// <summary>Appends the character of one pair, each byte without its high bit.</summary>
    public void AppendPair(StringBuilder text, byte first, byte second)
    {
        if (first is < 0x21 or > 0x7E || second is < 0x21 or > 0x7E)
        {
            text.Append(Replacement);
            return;
        }
        // Code page 20932 tells the supplement (JIS X 0212) by a second byte without its high bit.
        ReadOnlySpan<byte> pair =
            [(byte)(first | 0x80), ReferenceEquals(this, JisSupplement) ? second : (byte)(second | 0x80)];
        Span<char> characters = stackalloc char[4];
        var count = Encoding.GetChars(pair, characters);
        text.Append(count == 1 ? characters[0] : Replacement);
    }

    private static Repertoire SingleByte(int registration, int codePage) =>
        new(registration, codePage, bytesPerCharacter: 1, isG0: false);

    private static int RegistrationOfG1(byte final) => final switch
    {
        (byte)'A' => 100,
        (byte)'B' => 101,
        (byte)'C' => 109,
        (byte)'D' => 110,
        (byte)'L' => 144,
        (byte)'G' => 127,
        (byte)'F' => 126,
        (byte)'H' => 138,
        (byte)'M' => 148,
        (byte)'b' => 203,
        (byte)'T' => 166,
        _ => 0,
    };

    private char[] BuildTable()
    {
        var table = new char[256];
        Span<char> characters = stackalloc char[2];
        for (var value = 0; value < 256; value++)
        {
            var count = Encoding.GetChars([(byte)value], characters);
            table[value] = count == 1 && IsAllowed(characters[0]) ? characters[0] : Replacement;
        }
        return table;
    }

    // C1 controls and private-use stand-ins are nobody's name, and some make a terminal misbehave.
    private static bool IsAllowed(char character) => character is not (>= '\u0080' and <= '\u009F')
        && character is not (>= '\uE000' and <= '\uF8FF');
}
