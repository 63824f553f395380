using System.Text;
using ActiveReach.Messages.Foreign;
using ActiveReach.Messages.Html;

namespace ActiveReach.Messages.Templates;

/// <summary>Puts a tracked address in place of each link of a template and gives the link, in the order of the text, its number.</summary>
/// <param name="personal">Gets the tags of links that are rendered by themselves.</param>
internal sealed class TemplateLinks(TemplateTags template, LinkTable links, List<Tag> personal, ProblemList problems)
{
    private static readonly string[] PlainSchemes = ["mailto:", "tel:", "sms:", "smsto:", "callto:", "facetime:", "whatsapp:", "geo:", "webcal:", "#"];
    private readonly Dictionary<int, string> tracked = [];

    /// <summary>What stands in place of a link, by where the link begins.</summary>
    public IReadOnlyDictionary<int, string> Tracked => tracked;

    /// <param name="end">What is to stand where, besides the links.</param>
    public string Track(IReadOnlyList<Href> hrefs, (int At, string Text)? end = null)
    {
        var text = new StringBuilder();
        var at = 0;
        var places = hrefs.Select(href => (href.Start, href.End, Target: OfHref(href), href.IsQuoted))
            .Concat(template.All.Where(tag => tag.Name == "link").Select(tag => (tag.Start, tag.End, Target: OfTag(tag), IsQuoted: true)))
            .Where(place => place.Target is not null)
            .OrderBy(place => place.Start).ToList();
        foreach (var (start, stop, target, isQuoted) in places)
        {
            if (start < at)
                continue;
            var address = tracked[start] = $"{{{{{TemplateFunctions.Click} {links.Add(target!)}}}}}";
            Copy(start).Append(isQuoted ? address : $"\"{address}\"");
            at = stop;
        }

        return Copy(template.Source.Length).ToString();

        StringBuilder Copy(int until)
        {
            if (end is not var (place, addition) || place < at || (place >= until && until < template.Source.Length))
                return text.Append(template.Source, at, until - at);
            return text.Append(template.Source, at, place - at).Append(addition).Append(template.Source, place, until - place);
        }
    }

    private LinkTarget? OfTag(Tag tag)
    {
        var argument = tag.Text["link".Length..].Trim();
        if (argument.Length == 0)
            problems.Syntax(tag, "say where it leads: {{link 'https://…'}}");
        else if (argument[0] is not ('\'' or '"') || argument.IndexOf(argument[0], 1) < argument.Length - 1)
            return Personal([tag], template.Source[tag.Start..tag.End], Escaping.None);
        else if (WebAddress.TryRead(argument[1..^1], out var address))
            return LinkTarget.Same(address);
        else
            problems.Add("link_invalid", $"'{ProblemList.Shorten(argument[1..^1])}' is no web address: a link starts with https:// or http://.");
        return null;
    }

    /// <summary>Null when the href stays as it is.</summary>
    private LinkTarget? OfHref(Href href)
    {
        var tags = template.Within(href.Start, href.End);

        // Browsers take no notice of line breaks in an address.
        var value = string.Concat(href.Address.Where(c => c is not ('\t' or '\r' or '\n'))).Trim();
        var first = value.IndexOf(TemplateTags.Mask);
        var beginning = first < 0 ? value : value[..first];
        if (tags is [var only] && only.Length == value.Length)
            return only.Name is "link" or "unsubscribe" or TemplateFunctions.Media ? null : Personal(tags, template.Source[only.Start..only.End], Escaping.None);
        if (first == 0 && tags[0].Name == "unsubscribe")
            return null;
        if (value.Length == 0 || PlainSchemes.Any(scheme => beginning.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
            return Plain(href, tags);
        if (tags.Count == 0 && WebAddress.TryRead(value, out var address))
            return LinkTarget.Same(address);
        if (tags.Count > 0 && WebAddress.NamesItsHost(beginning))
            return Personal(tags, Unmask(value, tags), Escaping.Url);
        problems.Add("link_invalid", $"The href '{ProblemList.Shorten(template.Source[href.Start..href.End].Trim())}' is no web address: start it with https:// and the whole host, or use mailto:, tel:, sms:, {{{{unsubscribe}}}} or one field alone{Guess(value)}.");
        return null;
    }

    /// <summary>What another product's field would be here.</summary>
    private string Guess(string value) => ForeignTags.In(value) is [var foreign, ..] && FieldGuess.IsKnown(foreign.Named) ? $"; '{foreign.Excerpt}' is {foreign.Habit}'s: {FieldGuess.Remedy(foreign.Named)}" : "";

    private LinkTarget? Plain(Href href, IReadOnlyList<Tag> tags)
    {
        if (!href.IsQuoted && tags.Count > 0)
            problems.Add("field_place", $"The href '{ProblemList.Shorten(template.Source[href.Start..href.End])}' holds a field and has no quotes: write it as href=\"…\".");
        return null;
    }

    private LinkTarget Personal(IReadOnlyList<Tag> tags, string source, Escaping escaping)
    {
        personal.AddRange(tags);
        return LinkTarget.Personal(source, TemplateFields.NamedIn(tags), escaping);
    }

    /// <summary>The address as a template: what its author wrote around the tags is no template, whatever it looks like.</summary>
    private string Unmask(string value, IReadOnlyList<Tag> tags)
    {
        var address = new StringBuilder();
        var next = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != TemplateTags.Mask)
            {
                address.Append(value[i] switch { '{' => "%7B", '}' => "%7D", '\\' => "%5C", var c => $"{c}" });
                continue;
            }

            address.Append(template.Source, tags[next].Start, tags[next].Length);
            i += tags[next++].Length - 1;
        }

        return address.ToString();
    }
}
