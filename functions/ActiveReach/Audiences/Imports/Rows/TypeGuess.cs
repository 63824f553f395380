using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>The type of a new custom field, from all its values in a file: numbers, dates (<c>yyyy-MM-dd</c>), true and false, lists of JSON,
/// else texts. A value that a number would not give back as it was written (<c>007</c>, <c>+49</c>, more than 15 digits) makes the field text.</summary>
internal sealed class TypeGuess
{
    private const int MostDigits = 15;

    private bool number = true;
    private bool date = true;
    private bool boolean = true;
    private bool list = true;

    /// <summary>Whether any row has a value.</summary>
    public bool HasSeen { get; private set; }

    public FieldType Type => !HasSeen ? FieldType.Text
        : number ? FieldType.Number
        : date ? FieldType.Date
        : boolean ? FieldType.Boolean
        : list ? FieldType.List
        : FieldType.Text;

    public void See(ReadOnlySpan<char> cell)
    {
        var value = cell.Trim();
        if (value.IsEmpty)
            return;
        (HasSeen, list) = (true, false);
        number = number && IsNumber(value);
        date = date && ValueRules.Date(value.ToString(), out _) is not null;
        boolean = boolean && (value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase));
    }

    public void See(InputValue value)
    {
        if (!value.IsNull)
            Only(value.AsDigits is not null, value.AsText is { } text && ValueRules.Date(text, out _) is not null, value.AsFlag is not null, value.IsList);
    }

    private void Only(bool isNumber, bool isDate, bool isBoolean, bool isList)
    {
        HasSeen = true;
        number &= isNumber;
        date &= isDate;
        boolean &= isBoolean;
        list &= isList;
    }

    /// <summary>Whether a number would give the text back as it is written.</summary>
    public static bool IsNumber(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
            return false;
        var digits = value[0] == '-' ? value[1..] : value;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        return whole.Length > 0 && whole.Length + fraction.Length <= MostDigits
            && whole.IndexOfAnyExceptInRange('0', '9') < 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0
            && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 || fraction.Length > 0);
    }
}
