using System.Buffers.Binary;
using System.Text;

namespace ActiveReach.Functions.Tests.Media;

/// <summary>Files of each form that may be uploaded, as small as they can be.</summary>
internal static class SomeFiles
{
    public static byte[] Jpeg { get; } = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0x01, 0xE0, 0x02, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xD9];

    public static byte[] Gif { get; } = [.. "GIF89a"u8, 0x40, 0x01, 0xF0, 0x00, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, .. new byte[30]];

    public static byte[] WebP { get; } = [.. "RIFF"u8, 40, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x8F, 0x01, 0, 0x2B, 0x01, 0, .. new byte[20]];

    public static byte[] Mp3 { get; } = [0xFF, 0xFB, 0x90, 0x64, .. new byte[60]];

    public static byte[] Aac { get; } = [0xFF, 0xF1, 0x50, 0x80, .. new byte[60]];

    public static byte[] Ogg { get; } = [.. "OggS"u8, .. new byte[60]];

    public static byte[] Pdf { get; } = [.. "%PDF-1.7\n%%EOF\n"u8, .. new byte[20]];

    public static byte[] Calendar { get; } = [.. "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"u8];

    /// <summary>Told apart from another by its size in bytes.</summary>
    public static byte[] Png(int bytes = 60, int width = 600, int height = 400)
    {
        var png = new byte[bytes];
        ((byte[])[0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8]).CopyTo(png, 0);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    /// <summary>A film of 12.5 s, whose table of contents stands behind what it is made of.</summary>
    public static byte[] Film(string brand = "isom", int bytes = 100_000)
    {
        var header = new byte[100];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(12), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), 12_500);
        var track = new byte[84];
        BinaryPrimitives.WriteUInt16BigEndian(track.AsSpan(76), 1280);
        BinaryPrimitives.WriteUInt16BigEndian(track.AsSpan(80), 720);
        return [.. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 2, 0]), .. Box("mdat", new byte[bytes]), .. Box("moov", [.. Box("mvhd", header), .. Box("trak", Box("tkhd", track))])];
    }

    private static byte[] Box(string type, byte[] content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        content.CopyTo(box, 8);
        return box;
    }
}
