using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Lists;

/// <summary>The place in a list as an opaque text: the sort values of the last item that was seen.</summary>
public static class PageCursor
{
    public static string Write(params string[] parts) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts));

    /// <summary>The parts of a cursor, or null without one; another shape than <see cref="Write"/> gave is refused.</summary>
    public static string[]? Read(string? cursor, int parts)
    {
        if (cursor is null)
            return null;
        try
        {
            var read = JsonInput.Read<string[]>(Base64Url.DecodeFromChars(cursor));
            if (read.Length == parts && Array.TrueForAll(read, part => part is not null))
                return read;
        }
        catch (Exception error) when (error is FormatException or InvalidInputException)
        {
            // Told below, with the remedy.
        }

        throw Refused(cursor);
    }

    /// <summary>As <see cref="Read"/>, for cursors of one whole number.</summary>
    public static long? ReadNumber(string? cursor) => Read(cursor, 1) is { } parts ? Number(cursor, parts[0]) : null;

    /// <summary>A part of a cursor that must be a whole number.</summary>
    public static long Number(string? cursor, string part) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Refused(cursor!);

    /// <summary>A part of a cursor that must be a number.</summary>
    public static double Real(string? cursor, string part) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Refused(cursor!);

    internal static InvalidInputException Refused(string cursor) => new(
        "cursor", "invalid_cursor", $"cursor '{(cursor.Length <= 40 ? cursor : cursor[..40] + "…")}' is none of this list: pass nextCursor of the page before, or leave it out to start again.");
}
