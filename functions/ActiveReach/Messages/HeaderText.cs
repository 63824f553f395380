using System.Text;

namespace ActiveReach.Messages;

/// <summary>Text that may stand in a header: one line without control characters, so that no value can add a header.</summary>
internal static class HeaderText
{
    /// <summary>Runs of control characters and line separators become one space.</summary>
    public static string OneLine(string text)
    {
        var first = 0;
        while (first < text.Length && !Breaks(text[first]))
            first++;
        if (first == text.Length)
            return text;
        var line = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (!Breaks(text[i]))
                line.Append(text[i]);
            else if (line.Length == 0 || line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString();
    }

    public static bool IsOneLine(string text) => !text.Any(Breaks);

    private static bool Breaks(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
