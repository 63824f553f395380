namespace ActiveReach.Channels.Sms;

public enum SmsEncoding
{
    /// <summary>The alphabet of GSM 03.38: 160 septets, 153 each when there are several.</summary>
    Gsm7,

    /// <summary>16-bit units: 70, 67 each when there are several.</summary>
    Ucs2,
}

/// <summary>What a text costs.</summary>
/// <param name="Units">Septets or 16-bit units, escapes counted.</param>
/// <param name="Segments">Messages that the carrier bills; 0 for an empty text.</param>
public readonly record struct SmsLength(SmsEncoding Encoding, int Units, int Segments);

/// <summary>Counts the segments of a rendered text. One character outside of the GSM alphabet turns the whole text to UCS-2; an
/// escape or a surrogate pair is never split. Source: 3GPP TS 23.038 and 23.040.</summary>
public static class SmsSegments
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "^{}\\[~]|€\f";

    /// <summary>Septets by character, for the part of Unicode that the alphabet comes from; 0 is outside.</summary>
    private static readonly byte[] Septets = MakeSeptets();

    public static SmsLength Count(string text)
    {
        var septets = 0;
        foreach (var c in text)
        {
            var cost = CostOf(c);
            if (cost == 0)
                return Ucs2(text);
            septets += cost;
        }

        return new SmsLength(SmsEncoding.Gsm7, septets, septets switch { 0 => 0, <= 160 => 1, _ => Parts(text, 153, CostAt) });

        static int CostAt(string text, int at) => CostOf(text[at]);
    }

    private static SmsLength Ucs2(string text)
    {
        return new SmsLength(SmsEncoding.Ucs2, text.Length, text.Length <= 70 ? 1 : Parts(text, 67, CostAt));

        static int CostAt(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
    }

    /// <summary>Fills parts one after the other; what costs two moves to the next part when only one unit is left.</summary>
    private static int Parts(string text, int room, Func<string, int, int> costAt)
    {
        var parts = 1;
        var used = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var cost = costAt(text, at);
            if (used + cost > room)
                (parts, used) = (parts + 1, 0);
            used += cost;
            if (cost == 2 && char.IsHighSurrogate(text[at]))
                at++;
        }

        return parts;
    }

    private static int CostOf(char c) => c < Septets.Length ? Septets[c] : 0;

    private static byte[] MakeSeptets()
    {
        var septets = new byte['€' + 1];
        foreach (var c in Basic)
            septets[c] = 1;
        foreach (var c in Extension)
            septets[c] = 2;
        return septets;
    }
}
