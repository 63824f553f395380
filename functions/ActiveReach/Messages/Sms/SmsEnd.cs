using ActiveReach.Audiences;
using ActiveReach.Channels.Sms;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Sms;

/// <summary>What becomes of a text after its rendering: the workspace's line that tells how to opt out, and the limit of segments.</summary>
internal static class SmsEnd
{
    /// <summary>A part holds 67 units in the narrower alphabet, and loses one where a character of two would be cut.</summary>
    private const int SurelyFits = 66;

    /// <param name="tellsOptOut">Whether the text says by itself how to opt out; then it stays as it is.</param>
    public static string WithOptOutLine(string text, bool tellsOptOut, Recipient recipient, Workspace workspace) =>
        !tellsOptOut && !string.IsNullOrWhiteSpace(text) && LineFor(recipient.Language, workspace) is { } line ? $"{text}\n{line}" : text;

    public static bool IsTooLong(string text, Workspace workspace) =>
        text.Length > SurelyFits * workspace.SmsMaxSegments && SmsSegments.Count(text).Segments > workspace.SmsMaxSegments;

    private static string? LineFor(string? language, Workspace workspace) =>
        language is null || workspace.SmsOptOutLines.Count == 0
            ? workspace.SmsOptOutLine
            : Find(language, workspace.SmsOptOutLines) ?? Find(language.Split('-')[0], workspace.SmsOptOutLines) ?? workspace.SmsOptOutLine;

    private static string? Find(string language, IReadOnlyDictionary<string, string> lines)
    {
        foreach (var (tag, line) in lines)
        {
            if (string.Equals(tag, language, StringComparison.OrdinalIgnoreCase))
                return line;
        }

        return null;
    }
}
