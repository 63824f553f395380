using System.Text;
using ActiveReach.Messages.Templates;
using AngleSharp.Html.Parser;

namespace ActiveReach.Messages.Html;

/// <summary>The HTML of a mail as it is sent: with styles where every mail program reads them, and the line that inboxes show beside the subject.</summary>
internal static class MailHtml
{
    /// <summary>Keeps what follows in the body out of that line.</summary>
    private static readonly string Filler = string.Concat(Enumerable.Repeat("&zwnj;&nbsp;", 60));

    /// <param name="html">A template.</param>
    /// <param name="preheader">A template of one line; null for none.</param>
    /// <returns>A template, too. One that can't be read stays as it is: who saves it is told.</returns>
    public static string Of(string html, string? preheader, bool inlinesStyles)
    {
        if (inlinesStyles && html.Contains("<style", StringComparison.OrdinalIgnoreCase))
            html = InlinedStyles.Of(html);
        return string.IsNullOrWhiteSpace(preheader) ? html : WithPreheader(html, preheader);
    }

    private static string WithPreheader(string html, string preheader)
    {
        var problems = new ProblemList("");
        var (template, line) = (TemplateTags.Read(html, problems), TemplateTags.Read(preheader, problems));
        return problems.AnyFatal || HtmlReading.Of(template.Masked) is not { } reading
            ? html
            : template.Source.Insert(BodyBegin(reading), $"<div style=\"display:none;max-height:0;overflow:hidden\">{Encoded(line)}{Filler}</div>");
    }

    /// <summary>Behind what a body begins with, or whatever stands before one that nobody has written.</summary>
    private static int BodyBegin(HtmlReading reading) =>
        reading.Parts.LastOrDefault(part =>
            part is { Type: HtmlTokenType.Doctype } or { Type: HtmlTokenType.StartTag, Name: "html" or "body" } or { Type: HtmlTokenType.EndTag, Name: "head" })?.End ?? 0;

    /// <summary>Its words as HTML; its tags encode themselves.</summary>
    private static string Encoded(TemplateTags line)
    {
        var (html, at) = (new StringBuilder(), 0);
        foreach (var tag in line.All)
        {
            html.Append(System.Net.WebUtility.HtmlEncode(line.Source[at..tag.Start])).Append(line.Source, tag.Start, tag.Length);
            at = tag.End;
        }

        return html.Append(System.Net.WebUtility.HtmlEncode(line.Source[at..])).ToString();
    }
}
