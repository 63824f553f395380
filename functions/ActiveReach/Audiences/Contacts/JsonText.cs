using System.Text.Json;

namespace ActiveReach.Audiences.Contacts;

/// <summary>Strings out of JSON that may be broken: an escaped half of a surrogate pair can't be a text.</summary>
public static class JsonText
{
    public static string? Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>All members of an array, or null when one isn't a good text.</summary>
    public static List<string>? AllOf(JsonElement array)
    {
        var texts = new List<string>(array.GetArrayLength());
        foreach (var member in array.EnumerateArray())
        {
            if (Of(member) is not { } text)
                return null;
            texts.Add(text);
        }

        return texts;
    }

    /// <summary>The value as a message may quote it: short.</summary>
    public static string Quote(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
    }
}
