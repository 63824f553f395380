using System.Net;
using System.Text;

namespace ActiveReach.Messages.Templates;

/// <summary>Puts a tracked address in place of each link of a template and gives the link, in the order of the text, its number.</summary>
/// <param name="personal">Gets the tags of links that are rendered by themselves when they are clicked.</param>
internal sealed class TemplateLinks(TemplateTags template, LinkTable links, List<Tag> personal, ProblemList problems)
{
    private static readonly string[] PlainSchemes = ["mailto:", "tel:", "sms:", "#"];

    public string Track(IReadOnlyList<Href> hrefs)
    {
        var tracked = new StringBuilder();
        var at = 0;
        var places = hrefs.Select(href => (href.Start, href.End, Target: OfHref(href)))
            .Concat(template.All.Where(tag => tag.Name == "link").Select(tag => (tag.Start, tag.End, Target: OfTag(tag))))
            .Where(place => place.Target is not null)
            .OrderBy(place => place.Start);
        foreach (var (start, end, target) in places)
        {
            if (start < at)
                continue;
            tracked.Append(template.Source, at, start - at).Append($"{{{{{TemplateFunctions.Click} {links.Add(target!)}}}}}");
            at = end;
        }

        return tracked.Append(template.Source, at, template.Source.Length - at).ToString();
    }

    private LinkTarget? OfTag(Tag tag)
    {
        var argument = tag.Text["link".Length..].Trim();
        if (argument.Length == 0)
            problems.Syntax(tag, "say where it leads: {{link 'https://…'}}");
        else if (argument[0] is not ('\'' or '"') || argument.IndexOf(argument[0], 1) < argument.Length - 1)
            return Personal([tag], tag.Start, tag.End, Escaping.None);
        else if (WebAddress.IsWeb(argument[1..^1]))
            return LinkTarget.Same(argument[1..^1]);
        else
            problems.Add("link_invalid", $"'{ProblemList.Shorten(argument[1..^1])}' is no web address: a link starts with https:// or http://.");
        return null;
    }

    /// <summary>Null when the href stays as it is.</summary>
    private LinkTarget? OfHref(Href href)
    {
        var value = template.Source[href.Start..href.End];
        var tags = template.Within(href.Start, href.End);
        if (tags is [var only] && only.Length == value.Length)
            return only.Name is "link" or "unsubscribe" ? null : Personal(tags, href.Start, href.End, Escaping.None);
        var beginning = WebUtility.HtmlDecode(tags.Count == 0 ? value : value[..(tags[0].Start - href.Start)]).Trim();
        if (value.Length == 0 || PlainSchemes.Any(scheme => beginning.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (tags.Count == 0 && WebAddress.IsWeb(beginning))
            return LinkTarget.Same(beginning);
        if (tags.Count > 0 && WebAddress.NamesItsHost(beginning))
            return Personal(tags, href.Start, href.End, Escaping.Url);
        problems.Add("link_invalid", $"The href '{ProblemList.Shorten(beginning)}' is no web address: start it with https:// and the whole host, or use mailto:, tel:, sms: or one field alone.");
        return null;
    }

    private LinkTarget Personal(IReadOnlyList<Tag> tags, int start, int end, Escaping escaping)
    {
        personal.AddRange(tags);
        return LinkTarget.Personal(template.Source[start..end], escaping);
    }
}
