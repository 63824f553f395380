using System.Text;

namespace ActiveReach.Messages.Templates;

/// <summary>Where in an HTML text one is.</summary>
internal enum HtmlPlace
{
    Content,

    /// <summary>Inside a tag, not in a quoted value.</summary>
    Tag,
    DoubleQuoted,
    SingleQuoted,
    Comment,

    /// <summary>Inside script or style.</summary>
    Raw,
}

/// <summary>Follows an HTML text character by character: element, attribute and place, as far as templates need to know.</summary>
internal sealed class HtmlScanner
{
    private readonly StringBuilder word = new();
    private bool namesElement;
    private bool afterEquals;

    public HtmlPlace Place { get; private set; }

    public string Element { get; private set; } = "";

    public string Attribute { get; private set; } = "";

    public void Next(string text, int at)
    {
        var c = text[at];
        switch (Place)
        {
            case HtmlPlace.Content when c == '<' && at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '/' or '!'):
                (Place, namesElement, afterEquals) = (text.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal) ? HtmlPlace.Comment : HtmlPlace.Tag, true, false);
                word.Clear();
                break;
            case HtmlPlace.Comment when c == '>' && at >= 2 && text.AsSpan(at - 2, 2).SequenceEqual("--"):
                Place = HtmlPlace.Content;
                break;
            case HtmlPlace.Raw when c == '<' && text.AsSpan(at + 1).StartsWith("/" + Element, StringComparison.OrdinalIgnoreCase):
                (Place, namesElement, afterEquals) = (HtmlPlace.Tag, true, false);
                word.Clear();
                break;
            case HtmlPlace.DoubleQuoted when c == '"':
            case HtmlPlace.SingleQuoted when c == '\'':
                (Place, afterEquals) = (HtmlPlace.Tag, false);
                word.Clear();
                break;
            case HtmlPlace.Tag:
                InTag(c);
                break;
        }
    }

    private void InTag(char c)
    {
        switch (c)
        {
            case '>':
                EndWord();
                Place = Element is "script" or "style" ? HtmlPlace.Raw : HtmlPlace.Content;
                break;
            case '=' when !namesElement:
                EndWord();
                afterEquals = true;
                break;
            case '"' or '\'' when afterEquals && word.Length == 0:
                Place = c == '"' ? HtmlPlace.DoubleQuoted : HtmlPlace.SingleQuoted;
                break;
            default:
                if (!char.IsWhiteSpace(c))
                    word.Append(c);
                else if (word.Length > 0)
                    EndWord();
                break;
        }
    }

    private void EndWord()
    {
        if (word.Length == 0)
            return;
        var ended = word.ToString().ToLowerInvariant();
        word.Clear();
        if (namesElement)
            (Element, Attribute, namesElement) = (ended, "", false);
        else if (afterEquals)
            afterEquals = false;
        else
            Attribute = ended;
    }
}
