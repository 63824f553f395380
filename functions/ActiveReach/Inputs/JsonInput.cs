using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>Reads what callers send as JSON, strictly: whatever is wrong becomes an <see cref="InvalidInputException"/> that names
/// the field, the value and the remedy.</summary>
public static class JsonInput
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false, MaxDepth = StrictJson.MaxDepth };

    /// <summary>The JSON of a <typeparamref name="T"/>; unknown members, wrong types and missing members are refused by name.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> utf8)
    {
        using var document = ReadDocument(utf8);
        var input = InputValue.Of(document.RootElement);
        var read = input.As<T>();
        input.RefuseProblems();
        return read!;
    }

    /// <summary>JSON of any shape; it must be well-formed, with texts that can be read, and without doubled members.</summary>
    public static InputValue Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = ReadDocument(utf8);
        return InputValue.Of(document.RootElement.Clone());
    }

    /// <summary>One line of a file; the value is there only as long as it is being read.</summary>
    public static T ReadLine<T>(ReadOnlySpan<char> line, Func<InputValue, T> read)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            using var document = ReadDocument(utf8.AsMemory(0, Encoding.UTF8.GetBytes(line, utf8)));
            return read(InputValue.Of(document.RootElement));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>Reads a list whose items stand for themselves: broken ones are noted with their place, and the others given.</summary>
    /// <returns>The good items; one value that is no list is a list of one.</returns>
    public static IReadOnlyList<InputValue> ReadItems(ReadOnlyMemory<byte> utf8, List<InputProblem> problems)
    {
        try
        {
            var root = Read(utf8);
            return root.IsList ? [.. root.Items] : [root];
        }
        catch (InvalidInputException) when (TryReadList(utf8) is { } items)
        {
            return [.. items.Items.Select(item => ReadItem(item, problems)).OfType<InputValue>()];
        }
    }

    private static JsonDocument ReadDocument(ReadOnlyMemory<byte> utf8)
    {
        if (StrictJson.FirstProblem(utf8.Span) is { } problem)
            throw new InvalidInputException([problem]);
        try
        {
            return JsonDocument.Parse(utf8, DocumentOptions);
        }
        catch (JsonException)
        {
            // All else has been looked for.
            using var doubled = JsonDocument.Parse(utf8);
            var input = InputValue.Of(doubled.RootElement);
            NoteDoubled(input);
            throw new InvalidInputException(input.Problems);
        }
    }

    /// <summary>A list that may be broken inside; null when it isn't one.</summary>
    private static InputValue? TryReadList(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = InputValue.Of(document.RootElement.Clone());
            return root.IsList ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static InputValue? ReadItem(InputValue item, List<InputProblem> problems)
    {
        try
        {
            return Read(JsonMarshal.GetRawUtf8Value(item.Json).ToArray());
        }
        catch (InvalidInputException error)
        {
            problems.AddRange(error.Problems.Select(problem => problem with { Path = JsonPath.Append(item.Path, problem.Path) }));
            return null;
        }
    }

    private static void NoteDoubled(InputValue value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, member) in value.Members)
        {
            if (!names.Add(name))
                member.Note("duplicate_field", $"'{name}' stands there more than once: keep one.");
            NoteDoubled(member);
        }

        foreach (var item in value.Items)
            NoteDoubled(item);
    }
}
