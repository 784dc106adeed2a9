using System.Globalization;
using System.Text;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// The meaning of Specific Character Set (0008,0005): turns text bytes into strings and back (PS3.5 §6.1,
/// PS3.3 §C.12.1.1.2). Decoding never fails: what can't be read becomes U+FFFD.
/// </summary>
public sealed class CharacterSet
{
    /// <summary>ISO IR 6, the default repertoire.</summary>
    public static readonly CharacterSet Default = new(Repertoire.Ascii, Repertoire.Ascii, whole: null);

    public static readonly CharacterSet Latin1 = SingleByte(100);

    /// <summary>ISO_IR 192.</summary>
    public static readonly CharacterSet Utf8 = new(Repertoire.Ascii, Repertoire.Ascii, Encoding.UTF8);

    private const byte Escape = 0x1B;

    private readonly Repertoire _initialG0;
    private readonly Repertoire _initialG1;
    private readonly Encoding? _whole;

    private CharacterSet(Repertoire initialG0, Repertoire initialG1, Encoding? whole)
    {
        _initialG0 = initialG0;
        _initialG1 = initialG1;
        _whole = whole;
    }

    /// <summary>
    /// Reads the value of (0008,0005). Its first term sets the start state; escape sequences do the rest, so
    /// the further terms need no memory. An unknown term reads as the default repertoire.
    /// </summary>
    public static CharacterSet Parse(ReadOnlySpan<byte> specificCharacterSet)
    {
        var end = specificCharacterSet.IndexOf((byte)'\\');
        var first = specificCharacterSet[..(end < 0 ? specificCharacterSet.Length : end)];
        Span<char> term = stackalloc char[Math.Min(first.Length, 32)];
        for (var i = 0; i < term.Length; i++)
            term[i] = (char)first[i];
        return OfTerm(((ReadOnlySpan<char>)term).Trim(" \0"));
    }

    /// <summary>The text of a value, padding included.</summary>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (_whole is not null)
            return _whole.GetString(bytes);
        if (System.Text.Ascii.IsValid(bytes) && !bytes.Contains(Escape))
            return Encoding.ASCII.GetString(bytes);
        return DecodeWithEscapes(bytes, vr);
    }

    /// <summary>The bytes of a text; characters outside the repertoire become '?'.</summary>
    public byte[] Encode(string text)
    {
        if (_whole is not null)
            return _whole.GetBytes(text);
        return _initialG1.IsG0 ? Encoding.ASCII.GetBytes(text) : _initialG1.Encoding.GetBytes(text);
    }

    private static CharacterSet OfTerm(ReadOnlySpan<char> term)
    {
        if (term.Equals("GB18030", StringComparison.OrdinalIgnoreCase))
            return new CharacterSet(Repertoire.Ascii, Repertoire.Ascii, Repertoire.EncodingOf(54936));
        if (term.Equals("GBK", StringComparison.OrdinalIgnoreCase))
            return new CharacterSet(Repertoire.Ascii, Repertoire.Ascii, Repertoire.EncodingOf(936));
        var number = TrailingNumber(term);
        return number switch
        {
            100 => Latin1,
            192 => Utf8,
            _ => SingleByte(number),
        };
    }

    /// <summary>
    /// Senders write "ISO_IR 100", "ISO 2022 IR 100", "ISO-IR 100", "ISO_IR_100": the number decides.
    /// </summary>
    private static int TrailingNumber(ReadOnlySpan<char> term)
    {
        var start = term.Length;
        while (start > 0 && char.IsAsciiDigit(term[start - 1]))
            start--;
        return start > 0
            && int.TryParse(term[start..], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : 6;
    }

    private static CharacterSet SingleByte(int registration)
    {
        if (registration == 13)
            return new CharacterSet(Repertoire.JisRomaji, Repertoire.JisKatakana, whole: null);
        var repertoire = Repertoire.Find(registration);
        // A two-byte set stands only after an escape sequence; alone in first place it starts as ASCII.
        return repertoire is null || repertoire.IsG0 || repertoire.BytesPerCharacter == 2
            ? Default
            : new CharacterSet(Repertoire.Ascii, repertoire, whole: null);
    }

    private string DecodeWithEscapes(ReadOnlySpan<byte> bytes, Vr vr)
    {
        var text = new StringBuilder(bytes.Length);
        var (g0, g1) = (_initialG0, _initialG1);
        for (var at = 0; at < bytes.Length;)
        {
            var value = bytes[at];
            if (value == Escape)
            {
                at += 1 + Designate(bytes[(at + 1)..], text, ref g0, ref g1);
                continue;
            }
            var active = value < 0x80 ? g0 : g1;
            if (active.BytesPerCharacter == 2 && IsGraphic(value))
            {
                at += AppendPair(active, bytes[at..], text);
                continue;
            }
            // G1 still holding a G0 repertoire means that nothing was designated there.
            text.Append(value >= 0x80 && active.IsG0 ? Repertoire.Replacement : active.Single(value));
            if (IsDelimiter(value, vr))
                (g0, g1) = (_initialG0, _initialG1);
            at++;
        }
        return text.ToString();
    }

    private static int Designate(
        ReadOnlySpan<byte> afterEscape, StringBuilder text, ref Repertoire g0, ref Repertoire g1)
    {
        var designated = Repertoire.FromEscape(afterEscape, out var length);
        if (designated is null)
        {
            text.Append(Repertoire.Replacement);
            return 0;
        }
        if (designated.IsG0)
            g0 = designated;
        else
            g1 = designated;
        return length;
    }

    private static int AppendPair(Repertoire repertoire, ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        if (bytes.Length < 2 || (bytes[0] ^ bytes[1]) >= 0x80)
        {
            text.Append(Repertoire.Replacement);
            return 1;
        }
        repertoire.AppendPair(text, (byte)(bytes[0] & 0x7F), (byte)(bytes[1] & 0x7F));
        return 2;
    }

    private static bool IsGraphic(byte value) => (value & 0x7F) is >= 0x21 and <= 0x7E;

    /// <summary>Where the start state comes back by itself (PS3.5 §6.1.2.5.3).</summary>
    private static bool IsDelimiter(byte value, Vr vr) => value switch
    {
        (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r' => true,
        (byte)'\\' => vr.IsMultiValuedText(),
        (byte)'^' or (byte)'=' => vr == Vr.PN,
        _ => false,
    };
}
