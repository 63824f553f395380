using ActiveReach.Audiences;
using ActiveReach.Messages.Html;
using ActiveReach.Workspaces;
using AngleSharp.Html.Parser;
using HandlebarsDotNet.Compiler;

namespace ActiveReach.Messages.Templates;

/// <summary>A template in Handlebars, read once and rendered many times. The check and the composer read it the same way, so what was
/// accepted when it was saved is what is sent.</summary>
internal sealed class Template
{
    /// <summary>Stands for the way out where everybody gets it.</summary>
    public const char WayOutMask = (char)(TemplateTags.Mask + 1);

    private readonly IReadOnlyList<Tag> tags = [];
    private readonly List<Tag> linked = [];
    private readonly CompiledTemplate? compiled;
    private readonly Template? text;

    private Template(string source, TemplateKind kind, LinkTable links, ProblemList problems)
    {
        var template = TemplateTags.Read(source, problems);
        tags = template.All;
        var html = new HtmlPlaces(template, problems);
        var places = kind == TemplateKind.Html && !problems.AnyFatal ? html.Find() : new int[tags.Count];
        if (!problems.AnyFatal)
            TagRules.Check(tags, places, problems);
        if (kind == TemplateKind.Subject && tags.Any(tag => tag.Name == "link"))
            problems.Add("link_place", "A subject can't hold a link: put it in the text.");
        foreach (var tag in tags.Where(tag => tag.Name == TemplateFunctions.Media))
        {
            if (kind != TemplateKind.Html)
                problems.Add("media_place", $"'{{{{{tag.Text}}}}}' shows an upload in the HTML of a mail: elsewhere name it in media.");
            else if (NamedBy(tag) is null)
                problems.Syntax(tag, "name one upload: {{media 'med_…'}}");
        }

        if (problems.AnyFatal)
            return;
        Media = [.. tags.Where(tag => tag.Name == TemplateFunctions.Media).Select(NamedBy).OfType<string>().Distinct(StringComparer.Ordinal)];
        var waysOut = TagRules.OutsideOfBlocks(tags).Where(tag => tag.Text == "unsubscribe").ToHashSet();
        var tracked = new TemplateLinks(template, links, linked, problems);
        if (kind != TemplateKind.Html)
        {
            NamesUnsubscribe = waysOut.Count > 0;
            compiled = Compiled(tracked.Track(kind == TemplateKind.Address ? [new Href(0, template.Source.Length, template.Masked, IsQuoted: true)] : []), Escaping.None);
            return;
        }

        // Blocks are nothing to a reader; every other tag is text.
        var unseen = tags.Where((tag, i) => tag.IsOfBlock && places[i] == 0).ToHashSet();
        var masked = template.MaskedBy(tag => waysOut.Contains(tag) ? WayOutMask : unseen.Contains(tag) ? null : TemplateTags.Mask);
        var reading = HtmlReading.Of(masked)!;
        var seen = new Visibility(reading.Document);
        NamesUnsubscribe = seen.ShowsMark(WayOutMask);
        var place = BodyEnd.Of(reading, masked, template);

        // Signs that would change what the braces behind them mean.
        var apart = place > 0 && masked[place - 1] is '{' or '\\' ? " " : "";
        var end = (place, $"{apart}{{{{{TemplateFunctions.MailEnd} {(NamesUnsubscribe ? "true" : "false")}}}}}");
        compiled = Compiled(tracked.Track(html.Hrefs, end), Escaping.Html);
        var usual = new Visibility(reading.Document, Readers.All);
        var plain = new PlainText(reading, usual, template, tracked.Tracked).Write();
        ShowsPictures = usual.ShowsPicture(reading.Document) || reading.Parts.Any(part => part.Type is HtmlTokenType.Comment && ConditionalComments.Inside(masked, part) is not null);
        SaysNothing = string.IsNullOrWhiteSpace(plain) && !ShowsPictures;
        text = new Template(plain, NamesUnsubscribe && waysOut.Any(tag => plain.Contains(template.Source[tag.Start..tag.End], StringComparison.Ordinal)));

        CompiledTemplate? Compiled(string text, Escaping escaping) => problems.AnyFatal ? null : new CompiledTemplate(text, escaping);
    }

    private Template(string plain, bool namesUnsubscribe) => (compiled, NamesUnsubscribe) = (new CompiledTemplate(plain, Escaping.None), namesUnsubscribe);

    /// <summary>It can't be rendered; saving it would have been refused.</summary>
    public bool IsBroken => compiled is null;

    /// <summary>Whether everyone who gets it sees how to leave: not only inside of a block, and where a reader looks.</summary>
    public bool NamesUnsubscribe { get; }

    /// <summary>Uploads that its author shows.</summary>
    public IReadOnlyList<string> Media { get; } = [];

    /// <summary>HTML in which nobody sees anything, whoever gets it.</summary>
    public bool SaysNothing { get; }

    /// <summary>HTML that is not empty even where it has no words: it has pictures, or something for Outlook alone.</summary>
    public bool ShowsPictures { get; }

    public static Template Read(string source, TemplateKind kind, LinkTable links, ProblemList? problems = null) => new(source, kind, links, problems ?? new ProblemList(""));

    /// <summary>The upload that a tag names; null where it names none, or more.</summary>
    private static string? NamedBy(Tag tag)
    {
        var argument = tag.Text[TemplateFunctions.Media.Length..].Trim();
        return argument.Length > 2 && argument[0] is '\'' or '"' && argument[^1] == argument[0] && argument.IndexOf(argument[0], 1) == argument.Length - 1 ? argument[1..^1] : null;
    }

    /// <summary>The same as text; null when it is no HTML or can't be rendered.</summary>
    public Template? AsText() => IsBroken ? null : text;

    /// <summary>Compiles the template and renders all of its branches with fields that note what doesn't exist; links once more by
    /// themselves, as a click will.</summary>
    /// <param name="hasEvent">Whether its message is for an event or a call.</param>
    public void Check(Workspace workspace, bool hasEvent, ProblemList problems)
    {
        try
        {
            compiled?.Compile();
            if (compiled is not null && tags.Count > 0)
                TemplateProbe.Run(tags.Concat(linked), workspace, hasEvent, problems);
        }
        catch (HandlebarsUndefinedBindingException unbound)
        {
            problems.Add("unknown_field", $"There is no '{unbound.Path}' here; fields are {TemplateFields.Names}.");
        }
        catch (Exception wrong) when (CompiledTemplate.IsOfTemplate(wrong))
        {
            problems.Add("template_syntax", $"The template can't be read: {wrong.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Null when it can't be rendered.</summary>
    public string? Render(Recipient recipient, Workspace workspace, IMessageUrls urls) => compiled?.Render(new RenderScope(recipient, workspace, urls));
}
