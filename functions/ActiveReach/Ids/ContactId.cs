using System.Globalization;

namespace ActiveReach.Ids;

/// <summary>A contact's id: 63 bits, written <c>ctc_</c> and the number in decimal.</summary>
public readonly record struct ContactId(long Value) : IComparable<ContactId>
{
    public static bool TryParse(string? text, out ContactId id)
    {
        id = default;
        if (text is null || !text.StartsWith("ctc_", StringComparison.Ordinal)
            || !long.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        id = new ContactId(value);
        return true;
    }

    public int CompareTo(ContactId other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ctc_{Value}");

    public static bool operator <(ContactId left, ContactId right) => left.Value < right.Value;

    public static bool operator >(ContactId left, ContactId right) => left.Value > right.Value;

    public static bool operator <=(ContactId left, ContactId right) => left.Value <= right.Value;

    public static bool operator >=(ContactId left, ContactId right) => left.Value >= right.Value;
}
