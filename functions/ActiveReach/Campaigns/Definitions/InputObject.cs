using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>A JSON object that a caller sent, read member by member. Whatever is wrong is noted with its path, and reading
/// goes on, so that one answer lists every problem. A member that is null counts as missing.</summary>
internal sealed class InputObject
{
    public const string UnknownField = "unknown_field";

    private readonly JsonElement element;
    private readonly string path;
    private readonly List<InputProblem> problems;

    private InputObject(JsonElement element, string path, List<InputProblem> problems)
    {
        this.element = element;
        this.path = path;
        this.problems = problems;
    }

    /// <summary>Null, with the problem noted, when it is no object.</summary>
    public static InputObject? Of(JsonElement element, string path, List<InputProblem> problems, params ReadOnlySpan<string> members)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(WrongType(path, element, "an object"));
            return null;
        }

        var input = new InputObject(element, path, problems);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                input.Note(member.Name, UnknownField, $"'{Short(member.Name)}' is not known here: remove it or use one of {string.Join(", ", members.ToArray())}.");
            else if (!seen.Add(member.Name))
                input.Note(member.Name, "duplicate_field", $"'{member.Name}' stands there more than once: keep one.");
        }

        return input;
    }

    public void Note(string member, string code, string message) => problems.Add(new InputProblem(PathOf(member), code, message));

    public bool Has(string member) => Find(member) is not null;

    public string? Text(string member, int maxLength)
    {
        if (Find(member) is not { } value)
            return null;
        return TextOf(value, PathOf(member), maxLength, problems);
    }

    public T? Enum<T>(string member)
        where T : struct, Enum
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.String && EnumNames.TryParse<T>(value.GetString(), out var known))
            return known;
        Note(member, "unknown_value", $"{PathOf(member)} is {Shown(value)}: use one of {EnumNames.All<T>()}.");
        return null;
    }

    public TimeSpan? Duration(string member, TimeSpan min, TimeSpan max)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.String || !IsoDurationConverter.TryParse(value.GetString(), out var duration))
        {
            Note(member, "invalid_duration", $"{PathOf(member)} is {Shown(value)}: write a duration as ISO 8601 in days and smaller units, e.g. \"PT6H\" or \"P2D\".");
            return null;
        }

        if (duration >= min && duration <= max)
            return duration;
        Note(member, "out_of_range", $"{PathOf(member)} is {Shown(value)}: use {Iso(min)} to {Iso(max)}.");
        return null;
    }

    public double? Number(string member, double min, double max)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Number)
        {
            problems.Add(WrongType(PathOf(member), value, "a number"));
            return null;
        }

        if (value.GetDouble() is var number && number >= min && number <= max)
            return number;
        Note(member, "out_of_range", $"{PathOf(member)} is {Shown(value)}: use {min} to {max}.");
        return null;
    }

    public int? Whole(string member, int min, int max)
    {
        if (Number(member, min, max) is not { } number)
            return null;
        if (number == Math.Truncate(number))
            return (int)number;
        Note(member, "wrong_type", $"{PathOf(member)} is {number}: use a whole number.");
        return null;
    }

    public bool? Flag(string member)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        problems.Add(WrongType(PathOf(member), value, "true or false"));
        return null;
    }

    public InputObject? Object(string member, params ReadOnlySpan<string> members) =>
        Find(member) is { } value ? Of(value, PathOf(member), problems, members) : null;

    /// <summary>Notes what is no object; its members are somebody else's to read.</summary>
    public void AnyObject(string member)
    {
        if (Find(member) is { ValueKind: not JsonValueKind.Object } value)
            problems.Add(WrongType(PathOf(member), value, "an object"));
    }

    /// <summary>Null when missing; items that the reader refuses (by null) are left out.</summary>
    public IReadOnlyList<T>? List<T>(string member, int maxCount, Func<JsonElement, string, T?> read)
        where T : class
    {
        if (Find(member) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Array)
        {
            problems.Add(WrongType(PathOf(member), value, "a list"));
            return null;
        }

        if (value.GetArrayLength() > maxCount)
        {
            Note(member, "too_many", $"{PathOf(member)} has {value.GetArrayLength()} items: at most {maxCount} are possible.");
            return null;
        }

        return [.. value.EnumerateArray().Select((item, index) => read(item, $"{PathOf(member)}[{index}]")).OfType<T>()];
    }

    public IReadOnlyList<string>? Texts(string member, int maxCount, int maxLength) =>
        List(member, maxCount, (item, at) => TextOf(item, at, maxLength, problems));

    public JsonElement? Raw(string member) => Find(member)?.Clone();

    private string PathOf(string member) => path.Length == 0 ? member : $"{path}.{member}";

    private JsonElement? Find(string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static string? TextOf(JsonElement value, string path, int maxLength, List<InputProblem> problems)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            problems.Add(WrongType(path, value, "a text"));
            return null;
        }

        var text = value.GetString()!;
        if (text.Length <= maxLength && !text.Contains('\0'))
            return text;
        problems.Add(text.Length > maxLength
            ? new InputProblem(path, "too_long", $"{path} has {text.Length} characters: at most {maxLength} are possible.")
            : new InputProblem(path, "invalid_value", $"{path} contains a NUL character: remove it."));
        return null;
    }

    private static InputProblem WrongType(string path, JsonElement value, string expected) =>
        new(path, "wrong_type", $"{(path.Length == 0 ? "The body" : path)} is {Shown(value)}: it must be {expected}.");

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Short(value.GetRawText()),
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";

    private static string Iso(TimeSpan duration) => System.Xml.XmlConvert.ToString(duration);
}
