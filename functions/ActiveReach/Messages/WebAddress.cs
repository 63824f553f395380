using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ActiveReach.Messages;

/// <summary>What counts as an address on the web that a link may lead to, and how it is written in ASCII: the host as IDNA has it
/// (RFC 5890), the rest in UTF-8 and percent signs (RFC 3986). What is encoded already stays as it is.</summary>
internal static class WebAddress
{
    private const int Longest = 8_000;
    private static readonly IdnMapping Idn = new();

    public static bool IsWeb(string text) => TryRead(text, out _);

    /// <summary>Reads an absolute http or https address of one line; space around it doesn't count.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        text = text?.Trim() ?? "";
        var scheme = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://" : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://" : null;
        if (scheme is null || text.Length > Longest || !HeaderText.IsOneLine(text))
            return false;
        var authority = Authority(text, scheme.Length);
        if (authority.Contains('\\'))
            return false;
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = PortOf(host);
        if (HostOf(host[..^port.Length].ToString()) is not { } name || (port.Length > 1 && !ushort.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return false;
        var address = new StringBuilder(text.Length + 16).Append(scheme);
        Encode(authority[..^host.Length], address);
        address.Append(name).Append(port.Length > 1 ? port : default);
        Encode(text.AsSpan(scheme.Length + authority.Length), address);
        ascii = address.ToString();
        return true;
    }

    /// <summary>Whether the literal beginning of an address names its whole host, so that no value can change it.</summary>
    public static bool NamesItsHost(string beginning)
    {
        var start = beginning.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3 || !(beginning.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || beginning.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            return false;
        var authority = Authority(beginning, start);
        return start + authority.Length < beginning.Length && !authority.Contains('@') && IsWeb(beginning[..(start + authority.Length)]);
    }

    /// <summary>Characters that an address can't hold as they are; percent signs that begin no code among them.</summary>
    private static void Encode(ReadOnlySpan<char> part, StringBuilder address)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < part.Length;)
        {
            Rune.DecodeFromUtf16(part[i..], out var rune, out var length);
            var isPlain = rune.IsAscii && rune.Value > ' ' && (rune.Value == '%' ? IsCode(part[i..]) : !"\"<>\\^`{|}\u007f".Contains((char)rune.Value, StringComparison.Ordinal));
            if (isPlain)
            {
                address.Append((char)rune.Value);
            }
            else
            {
                foreach (var code in bytes[..rune.EncodeToUtf8(bytes)])
                    address.Append(CultureInfo.InvariantCulture, $"%{code:X2}");
            }

            i += length;
        }
    }

    private static bool IsCode(ReadOnlySpan<char> text) => text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    private static ReadOnlySpan<char> Authority(string text, int start)
    {
        var rest = text.AsSpan(start);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<char> PortOf(ReadOnlySpan<char> host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[colon..] : [];
    }

    /// <summary>In ASCII and lower case; null when it is none.</summary>
    private static string? HostOf(string host)
    {
        try
        {
            var name = host.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(host) : host;
            if (!Ascii.IsValid(name))
                name = Idn.GetAscii(name);
            name = name.ToLowerInvariant();
            return Uri.CheckHostName(name) is UriHostNameType.Unknown or UriHostNameType.Basic ? null : name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
