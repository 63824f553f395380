using System.Globalization;
using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>A JSON value that somebody sent, at its place. Everything that is wrong with what was sent is noted with its path, and reading goes
/// on, so that one answer lists every problem.</summary>
/// <remarks>What begins with As only looks; the readers note what doesn't fit, and give null.</remarks>
public readonly partial struct InputValue
{
    private readonly JsonElement element;
    private readonly List<InputProblem> problems;

    /// <summary>The path of what it stands in, and its name or index there; or its own path. It is written only when somebody asks.</summary>
    private readonly string place;
    private readonly string? name;
    private readonly int index;

    private InputValue(JsonElement element, List<InputProblem> problems, string place, string? name = null, int index = -1)
    {
        this.element = element;
        this.problems = problems;
        this.place = place;
        this.name = name;
        this.index = index;
    }

    /// <param name="problems">Where they are noted; null: begun anew.</param>
    public static InputValue Of(JsonElement json, string path = "", List<InputProblem>? problems = null) => new(json, problems ?? [], path);

    /// <summary>JSON path without the root; empty for the whole body.</summary>
    public string Path => name is not null ? JsonPath.Append(place, name) : index < 0 ? place : string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]");

    /// <summary>All that is noted so far, of the whole body.</summary>
    public IReadOnlyList<InputProblem> Problems => problems;

    /// <summary>As it was written, to be kept.</summary>
    public JsonElement Json => element.Clone();

    /// <summary>The JSON as a text.</summary>
    public string Raw => element.GetRawText();

    public bool IsNull => element.ValueKind is JsonValueKind.Null;

    public bool IsObject => element.ValueKind is JsonValueKind.Object;

    public bool IsList => element.ValueKind is JsonValueKind.Array;

    /// <summary>The text that it is; null for half of a surrogate pair, too.</summary>
    public string? AsText
    {
        get
        {
            try
            {
                return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>The texts of a list; null when one of its items isn't one.</summary>
    public IReadOnlyList<string>? AsTexts => IsList && Items.Select(item => item.AsText).OfType<string>().ToList() is var texts && texts.Count == Count ? texts : null;

    public double? AsNumber => element.ValueKind is JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public int? AsWhole => element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var whole) ? whole : null;

    public bool? AsFlag => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A number with the digits that were sent; null for anything else.</summary>
    public string? AsDigits => element.ValueKind is JsonValueKind.Number ? Raw : null;

    public bool IsEmptyObject => IsObject && !element.EnumerateObject().MoveNext();

    /// <summary>Number of its items; 0 when it is no list.</summary>
    public int Count => IsList ? element.GetArrayLength() : 0;

    /// <summary>None when it is no list.</summary>
    public IEnumerable<InputValue> Items
    {
        get
        {
            if (!IsList)
                yield break;
            var at = 0;
            var path = Path;
            foreach (var item in element.EnumerateArray())
                yield return new InputValue(item, problems, path, index: at++);
        }
    }

    /// <summary>In the order in which they were sent; none when it is no object.</summary>
    public IEnumerable<(string Name, InputValue Value)> Members
    {
        get
        {
            if (!IsObject)
                yield break;
            var path = Path;
            foreach (var member in element.EnumerateObject())
                yield return (member.Name, new InputValue(member.Value, problems, path, member.Name));
        }
    }

    /// <summary>A member; one that is null counts as missing.</summary>
    public InputValue? this[string member] => Find(member) is { IsNull: false } found ? found : null;

    /// <summary>A member, null included.</summary>
    public InputValue? Find(string member) =>
        IsObject && element.TryGetProperty(member, out var value) ? new InputValue(value, problems, Path, member) : null;

    public bool Has(string member) => Find(member) is not null;

    /// <summary>A member that is there, as a look has told.</summary>
    public InputValue Member(string member) => Find(member)!.Value;

    /// <summary>The value as a message shows it: short, and without what is inside.</summary>
    public string Shown => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Short(Raw),
    };

    /// <summary>The value as a message quotes it: short, as it was written.</summary>
    public string Quoted => Raw is { Length: > 60 } text ? string.Concat(text.AsSpan(0, 57), "...") : Raw;

    public void Note(string code, string message) => problems.Add(new InputProblem(Path, code, message));

    /// <summary>Of a member, also of one that is missing.</summary>
    public void Note(string member, string code, string message) => problems.Add(new InputProblem(JsonPath.Append(Path, member), code, message));

    /// <summary>Notes it, and gives nothing in the value's place.</summary>
    public T? Refuse<T>(string code, string message)
        where T : class
    {
        Note(code, message);
        return null;
    }

    /// <inheritdoc cref="Refuse{T}(string, string)"/>
    public T? Refuse<T>(string member, string code, string message)
        where T : class
    {
        Note(member, code, message);
        return null;
    }

    /// <exception cref="InvalidInputException">Something is wrong; every problem is listed.</exception>
    public void RefuseProblems()
    {
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
