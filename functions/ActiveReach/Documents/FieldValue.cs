namespace ActiveReach.Documents;

/// <summary>A value that documents are found and sorted by: a text, compared by code points, or a number; times are milliseconds since
/// 1970. Numbers come before texts.</summary>
public readonly record struct FieldValue : IComparable<FieldValue>
{
    private FieldValue(string? text, double number) => (Text, Number) = (text, number);

    /// <summary>Null for a number.</summary>
    public string? Text { get; }

    public double Number { get; }

    public static implicit operator FieldValue(string text) => new(text ?? throw new ArgumentNullException(nameof(text)), 0);

    public static implicit operator FieldValue(double number) => new(null, number);

    public static implicit operator FieldValue(DateTimeOffset time) => new(null, time.ToUnixTimeMilliseconds());

    public static bool operator <(FieldValue left, FieldValue right) => left.CompareTo(right) < 0;

    public static bool operator >(FieldValue left, FieldValue right) => left.CompareTo(right) > 0;

    public static bool operator <=(FieldValue left, FieldValue right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FieldValue left, FieldValue right) => left.CompareTo(right) >= 0;

    public int CompareTo(FieldValue other) => (Text, other.Text) switch
    {
        (null, null) => Number.CompareTo(other.Number),
        (null, _) => -1,
        (_, null) => 1,
        var (mine, theirs) => CompareCodePoints(mine, theirs),
    };

    /// <summary>As UTF-8 sorts: UTF-16 would put what is beyond the basic plane before its last two thousand letters.</summary>
    public static int CompareCodePoints(string left, string right)
    {
        var (length, at) = (Math.Min(left.Length, right.Length), 0);
        while (at < length && left[at] == right[at])
            at++;
        if (at == length)
            return left.Length.CompareTo(right.Length);
        var (one, other) = (left[at], right[at]);
        return char.IsSurrogate(one) == char.IsSurrogate(other) ? one.CompareTo(other) : char.IsSurrogate(one) ? 1 : -1;
    }
}
