using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

public readonly partial struct InputValue
{
    /// <summary>Null, with the problem noted, when it is no object; other members than these are noted, too.</summary>
    public InputValue? Object(params ReadOnlySpan<string> members)
    {
        if (ObjectOfAnything() is not { } settled)
            return null;
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                settled.Note(member.Name, InputShape.UnknownField, $"'{Short(member.Name)}' is not known here: remove it or use one of {string.Join(", ", members.ToArray())}.");
        }

        return settled;
    }

    /// <summary>An object whose members are somebody else's to name: what nobody reads is passed over.</summary>
    public InputValue? ObjectOfAnything()
    {
        if (IsObject)
            return new InputValue(element, problems, Path);
        NoteType("an object");
        return null;
    }

    /// <summary>The first member that isn't one of these; null when there is none.</summary>
    public (string Name, InputValue Value)? Unknown(params ReadOnlySpan<string> members)
    {
        foreach (var member in Members)
        {
            if (!members.Contains(member.Name))
                return member;
        }

        return null;
    }

    public IReadOnlyList<InputValue>? List(int maxCount)
    {
        if (!IsList)
            NoteType("a list");
        else if (Count > maxCount)
            Note("too_many", $"{Path} has {Count} items: at most {maxCount} are possible.");
        else
            return [.. Items];
        return null;
    }

    /// <summary>Items that aren't such texts are noted and left out.</summary>
    public IReadOnlyList<string>? Texts(int maxCount, int maxLength) => List(maxCount)?.Select(item => item.Text(maxLength)).OfType<string>().ToList();

    public string? Text(int maxLength)
    {
        if (AsText is not { } text)
            NoteType("a text");
        else if (text.Length > maxLength)
            Note("too_long", $"{Path} has {text.Length} characters: at most {maxLength} are possible.");
        else if (text.Contains('\0'))
            Note("invalid_value", $"{Path} contains a NUL character: remove it.");
        else
            return text;
        return null;
    }

    public T? Enum<T>()
        where T : struct, Enum
    {
        if (EnumNames.TryParse<T>(AsText, out var known))
            return known;
        Note("unknown_value", $"{Path} is {Shown}: use one of {EnumNames.All<T>()}.");
        return null;
    }

    public TimeSpan? Duration(TimeSpan min, TimeSpan max)
    {
        if (!IsoDurationConverter.TryParse(AsText, out var duration))
            Note("invalid_duration", $"{Path} is {Shown}: write a duration as ISO 8601 in days and smaller units, e.g. \"PT6H\" or \"P2D\".");
        else if (duration < min || duration > max)
            Note("out_of_range", $"{Path} is {Shown}: use {XmlConvert.ToString(min)} to {XmlConvert.ToString(max)}.");
        else
            return duration;
        return null;
    }

    public double? Number(double min, double max)
    {
        if (AsNumber is not { } number)
            NoteType("a number");
        else if (number < min || number > max)
            Note("out_of_range", $"{Path} is {Shown}: use {min} to {max}.");
        else
            return number;
        return null;
    }

    public int? Whole(int min, int max)
    {
        if (Number(min, max) is not { } number)
            return null;
        if (number == Math.Truncate(number))
            return (int)number;
        Note("wrong_type", $"{Path} is {number}: use a whole number.");
        return null;
    }

    public bool? Flag()
    {
        if (AsFlag is null)
            NoteType("true or false");
        return AsFlag;
    }

    /// <summary>The value as a <typeparamref name="T"/>: unknown members, wrong types and missing members are noted by name.</summary>
    public T? As<T>()
    {
        if (IsNull)
        {
            Note("required", "The body is null: send the JSON of the thing itself.");
            return default;
        }

        var before = problems.Count;
        // The serializer lets null stand in lists and under names.
        if (JsonMarshal.GetRawUtf8Value(element).IndexOf("null"u8) >= 0)
            InputShape.Check(this, typeof(T));
        if (problems.Count > before)
            return default;
        try
        {
            return element.Deserialize<T>(Wire.Strict);
        }
        catch (JsonException)
        {
            InputShape.Check(this, typeof(T));
            if (problems.Count == before)
                NoteType("another value");
            return default;
        }
    }

    /// <summary>What a serializer makes of a single value, or how it is wrong.</summary>
    internal string? Misfit(Type type)
    {
        try
        {
            element.Deserialize(type, Wire.Strict);
            return null;
        }
        catch (JsonException error)
        {
            return error.Message;
        }
    }

    private void NoteType(string expected) =>
        Note("wrong_type", $"{(Path.Length == 0 ? "The body" : Path)} is {Shown}: it must be {expected}.");
}
