using System.Buffers.Binary;
using System.Text;

namespace ActiveReach.Media.Forms;

/// <summary>What the first bytes of a file say it is, whatever it is called.</summary>
internal static class MediaBytes
{
    /// <summary>So many bytes are enough to tell.</summary>
    public const int Enough = 32;

    /// <summary>Brands of the base media format (ISO 14496-12) that players of MP4 play.</summary>
    private static readonly string[] Mp4Brands = ["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "M4V ", "M4VH", "M4VP", "MSNV", "dash", "mmp4", "f4v "];

    /// <summary>Null when it is none of the forms that may be uploaded.</summary>
    public static MediaType? TypeOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return MediaType.Jpeg;
        if (head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return MediaType.Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return MediaType.Gif;
        if (head.StartsWith("%PDF-"u8))
            return MediaType.Pdf;
        if (head.StartsWith("OggS"u8))
            return MediaType.Ogg;
        if (head.StartsWith("ID3"u8))
            return MediaType.Mp3;
        if (IsCalendar(head))
            return MediaType.Calendar;
        if (head.Length < 12)
            return Audio(head);
        if (head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return MediaType.WebP;
        return head[4..].StartsWith("ftyp"u8) ? Film(Encoding.ASCII.GetString(head.Slice(8, 4))) : Audio(head);
    }

    /// <summary>What a file is that can't be taken, as far as it shows; for messages.</summary>
    public static string Guess(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
            return Encoding.ASCII.GetString(head.Slice(8, 4)) is { } brand && brand.All(letter => letter is > ' ' and <= '~' or ' ') ? $"a container of the brand '{brand.Trim()}'" : "a container of an unknown brand";
        var text = Encoding.ASCII.GetString(head).TrimStart();
        if (text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return "an SVG or XML text";
        if (text.StartsWith('<'))
            return "an HTML text";
        return head.StartsWith("PK"u8) ? "a ZIP archive" : head.StartsWith("BM"u8) ? "a BMP picture" : "nothing that is known here";
    }

    /// <summary>RFC 5545: in any case of letters, and some programs write a mark of the order of bytes before it.</summary>
    private static bool IsCalendar(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        return text.Length > 16 && Ascii.EqualsIgnoreCase(text[..15], "BEGIN:VCALENDAR"u8) && text[15] is (byte)'\r' or (byte)'\n';
    }

    private static MediaType? Film(string brand) =>
        brand.StartsWith("3g", StringComparison.Ordinal) ? MediaType.ThreeGp : Mp4Brands.Contains(brand, StringComparer.Ordinal) ? MediaType.Mp4 : null;

    /// <summary>The head of a frame: eleven bits of one, then version, layer and rates, none of them reserved.</summary>
    private static MediaType? Audio(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(head) < 0xFFE0)
            return null;
        var (version, layer, bitRate, sampleRate) = ((head[1] >> 3) & 3, (head[1] >> 1) & 3, head[2] >> 4, (head[2] >> 2) & 3);
        if (layer == 0)
            return head[1] is 0xF0 or 0xF1 or 0xF8 or 0xF9 ? MediaType.Aac : null;
        return layer == 1 && version != 1 && bitRate is not (0 or 15) && sampleRate != 3 ? MediaType.Mp3 : null;
    }
}
