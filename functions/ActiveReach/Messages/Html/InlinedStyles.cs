using System.Globalization;
using System.Net;
using System.Text;
using ActiveReach.Messages.Templates;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PreMailer.Net;

namespace ActiveReach.Messages.Html;

/// <summary>Writes the rules of a mail's style sheets into the elements that they are for, since some mail programs read no sheets. The sheets stay for what can't be written so: screens of a size, pointers, fonts.
/// PreMailer works out who gets which style, on a copy; the template itself is changed in nothing but <c>style</c>.</summary>
internal static class InlinedStyles
{
    /// <summary>Names an element of the template in the copy.</summary>
    private const string Number = "data-number";

    /// <summary>Rules times elements; a mail of more keeps its sheets alone.</summary>
    private const int MostWork = 2_000_000;

    /// <returns>The template as it is where it can't be read.</returns>
    public static string Of(string html)
    {
        var problems = new ProblemList("");
        var template = TemplateTags.Read(html, problems);
        if (problems.AnyFatal || HtmlReading.Of(template.Masked) is not { } reading || Work(reading) > MostWork)
            return html;
        var tags = reading.Parts.Where(part => part.Type is HtmlTokenType.StartTag).ToList();
        try
        {
            using var mailer = new PreMailer.Net.PreMailer(Copy(template.Masked, tags));
            mailer.MoveCssInline(removeStyleElements: false, stripIdAndClassAttributes: false, removeComments: false);
            return Written(template.Source, tags, mailer.Document.QuerySelectorAll($"[{Number}][style]"));
        }
        catch (DomException)
        {
            // A selector that nobody understands: as mail programs do, leave it at the sheets.
            return html;
        }
    }

    private static long Work(HtmlReading reading) => (long)reading.Parts.Count * reading.Document.QuerySelectorAll("style").Sum(sheet => sheet.TextContent.Count(each => each == '{'));

    /// <summary>What lies elsewhere is not fetched: a link to a sheet is none in the copy, and an import neither.</summary>
    private static string Copy(string masked, List<HtmlPart> tags)
    {
        var (copy, at) = (new StringBuilder(), 0);
        for (var number = 0; number < tags.Count; number++)
        {
            var name = NameEnd(tags[number]);
            copy.Append(masked, at, tags[number].Start + 1 - at).Append(tags[number].Name == "link" ? "meta" : masked.AsSpan(tags[number].Start + 1, name - tags[number].Start - 1));
            copy.Append(CultureInfo.InvariantCulture, $" {Number}=\"{number}\"");
            at = name;
        }

        return copy.Append(masked, at, masked.Length - at).Replace("@import", "@ignore").ToString();
    }

    private static string Written(string source, List<HtmlPart> tags, IEnumerable<IElement> styled)
    {
        var text = new StringBuilder(source);
        foreach (var (tag, style) in styled.Select(element => (Tag: tags[int.Parse(element.GetAttribute(Number)!, CultureInfo.InvariantCulture)], Style: element.GetAttribute("style")!)).OrderByDescending(each => each.Tag.Start))
        {
            var value = $"\"{WebUtility.HtmlEncode(style)}\"";
            if (tag.Attributes.FirstOrDefault(each => each.Name == "style") is not { Name: not null } own)
                text.Insert(NameEnd(tag), $" style={value}");
            else if (own.Start >= 0 && own.Value != style)
                text.Remove(own.Start - (own.IsQuoted ? 1 : 0), own.End - own.Start + (own.IsQuoted ? 2 : 0)).Insert(own.Start - (own.IsQuoted ? 1 : 0), value);
        }

        return text.ToString();
    }

    private static int NameEnd(HtmlPart tag) => tag.Start + 1 + tag.Name.Length;
}
