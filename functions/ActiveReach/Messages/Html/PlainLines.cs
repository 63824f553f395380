using System.Text;

namespace ActiveReach.Messages.Html;

/// <summary>Writes text without markup, as a template: words keep apart by one space, lines and paragraphs as they are asked for. Tags
/// stand as they are, and nothing else looks like one.</summary>
internal sealed class PlainLines
{
    private readonly StringBuilder text = new();
    private int breaks;

    /// <summary>Line breaks that stand at the end, whatever blocks end there too.</summary>
    private int standing = 2;

    /// <summary>Tags of blocks that stand in a line with nothing else. Handlebars takes such a line for no line if it has one.</summary>
    private int alone;
    private bool space;
    private bool cell;

    /// <summary>Nothing stands in the line that is being written.</summary>
    public bool IsAtStart => breaks > 0 || standing > 0;

    public string Since(int start) => text.ToString(start, text.Length - start);

    public void Cut(int start) => text.Length = start;

    /// <param name="lines">1 for a new line, 2 for a paragraph.</param>
    public void Break(int lines) => (breaks, space, cell) = (Math.Max(breaks, lines), false, false);

    /// <summary>Keeps what comes next in this line apart.</summary>
    public void Separate() => cell = !IsAtStart;

    public void Write(char c)
    {
        if (IsNothing(c))
            return;
        if (char.IsWhiteSpace(c))
        {
            while (text.Length > 0 && text[^1] is '\u200C' or '\u200D')
                text.Length--;
            space = true;
            return;
        }

        Flush();
        if ((c == '{' && text.Length > 0 && text[^1] == '{') || (c == '}' && text.Length > 0 && text[^1] == '}'))
            text.Append(' ');
        text.Append(c);
        (standing, alone) = (0, 0);
    }

    public void Write(string words)
    {
        foreach (var c in words)
            Write(c);
    }

    /// <param name="tag">With its braces.</param>
    /// <param name="isOfBlock">It writes nothing itself.</param>
    public void WriteTag(string tag, bool isOfBlock)
    {
        Flush();
        Apart();
        text.Append(tag);
        standing = isOfBlock ? standing : 0;
        alone = isOfBlock && standing > 0 ? alone + 1 : 0;
    }

    /// <summary>Where what comes next begins.</summary>
    public int Begin()
    {
        Flush();
        return text.Length;
    }

    /// <summary>Directly behind what was written, whatever is to come next.</summary>
    public void Attach(string template)
    {
        Apart();
        text.Append(template);
        (standing, alone) = (0, 0);
    }

    public override string ToString() => text.ToString().Trim();

    /// <summary>Fillers of preview lines, soft hyphens and joiners that join nothing.</summary>
    private bool IsNothing(char c) =>
        c is '\u200B' or '\uFEFF' or '\u034F' or '\u00AD' or '\u2060' or (>= '\uFDD0' and <= '\uFDEF') || (c is '\u200C' or '\u200D' && (space || IsAtStart || text[^1] == ' '));

    /// <summary>Signs that would change what the braces behind them mean.</summary>
    private void Apart()
    {
        if (text.Length > 0 && text[^1] is '{' or '\\')
            text.Append(' ');
    }

    private void Flush()
    {
        while (text.Length > 0 && breaks > 0 && text[^1] == ' ')
            text.Length--;
        if (breaks > standing)
        {
            text.Append('\n', breaks - standing + (alone == 1 ? 1 : 0));
            (standing, alone) = (breaks, 0);
        }

        if (cell)
            text.Append(" |");
        if ((space || cell) && standing == 0 && text[^1] is not ('\n' or ' '))
            text.Append(' ');
        (breaks, space, cell) = (0, false, false);
    }
}
