using System.Buffers;
using System.Globalization;
using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Templates;

/// <summary>How a value is written where it lands.</summary>
internal enum Escaping
{
    None,
    Line,
    Html,
    Url,
}

/// <summary>One rendering: whose values, which links, and where the text goes.</summary>
internal sealed class RenderScope(Recipient recipient, Workspace workspace, IMessageUrls urls, Escaping escaping, StringBuilder output)
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("&<>\"'`=");

    public Recipient Recipient { get; } = recipient;

    public Workspace Workspace { get; } = workspace;

    public IMessageUrls Urls { get; } = urls;

    public void WriteRaw(string text) => output.Append(text);

    public void Write(object? value)
    {
        if (AsText(value) is not { Length: > 0 } text)
            return;
        switch (escaping)
        {
            case Escaping.Line:
                output.Append(HeaderText.OneLine(text));
                break;
            case Escaping.Html:
                WriteHtml(text);
                break;
            case Escaping.Url:
                output.Append(Uri.EscapeDataString(text));
                break;
            default:
                output.Append(text);
                break;
        }
    }

    public static string? AsText(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or false => false,
        string text => text.Length > 0,
        double number => number != 0,
        _ => true,
    };

    private void WriteHtml(string text)
    {
        if (!text.AsSpan().ContainsAny(Markup))
        {
            output.Append(text);
            return;
        }

        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => output.Append("&amp;"),
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '"' => output.Append("&quot;"),
                '\'' => output.Append("&#x27;"),
                '`' => output.Append("&#x60;"),
                '=' => output.Append("&#x3D;"),
                _ => output.Append(c),
            };
        }
    }
}

/// <summary>The addresses that a message carries; each belongs to this one message.</summary>
internal interface IMessageUrls
{
    string Click(int link);

    string Unsubscribe { get; }
}
