using System.Globalization;
using System.Text;
using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>Where a reader stands, kept as places in the bytes: the path is written only when something is wrong there.</summary>
internal sealed class JsonPlace
{
    private readonly Stack<Level> levels = new();

    /// <summary>Tells that the reader has read a token.</summary>
    public void Pass(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var level = levels.Pop();
                levels.Push(level with { Name = (int)reader.TokenStartIndex + 1, NameLength = reader.ValueSpan.Length });
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Count();
                levels.Push(new Level(reader.TokenType is JsonTokenType.StartArray));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.Pop();
                break;
            default:
                Count();
                break;
        }
    }

    /// <summary>The path as problems write it. A name is where its value is; a broken name itself isn't shown.</summary>
    public string PathIn(ReadOnlySpan<byte> utf8) => Path(utf8, levels.Count);

    /// <summary>The beginning of the path: a member of the body, or an item of its list.</summary>
    public string FirstStepIn(ReadOnlySpan<byte> utf8) => Path(utf8, 1);

    private string Path(ReadOnlySpan<byte> utf8, int steps)
    {
        var path = "";
        foreach (var level in levels.Reverse().Take(steps))
        {
            if (level.IsList)
                path = string.Create(CultureInfo.InvariantCulture, $"{path}[{level.Items - 1}]");
            else if (level.NameLength >= 0 && NameIn(utf8.Slice(level.Name, level.NameLength)) is { } name)
                path = JsonPath.Append(path, name);
        }

        return path;
    }

    /// <summary>A value in a list is its next item.</summary>
    private void Count()
    {
        if (levels.TryPeek(out var level) && level.IsList)
        {
            levels.Pop();
            levels.Push(level with { Items = level.Items + 1 });
        }
    }

    private static string? NameIn(ReadOnlySpan<byte> raw)
    {
        try
        {
            var quoted = new byte[raw.Length + 2];
            quoted[0] = quoted[^1] = (byte)'"';
            raw.CopyTo(quoted.AsSpan(1));
            var name = new Utf8JsonReader(quoted);
            name.Read();
            return name.GetString() is { } text && !text.Contains('\0') ? text : null;
        }
        catch (Exception error) when (error is InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    private readonly record struct Level(bool IsList, int Items = 0, int Name = 0, int NameLength = -1);
}
