using ActiveReach.Audiences;
using ActiveReach.Workspaces;
using HandlebarsDotNet.Compiler;

namespace ActiveReach.Messages.Templates;

/// <summary>A template in Handlebars, read once and rendered many times. The check and the composer read it the same way, so what was
/// accepted when it was saved is what is sent.</summary>
internal sealed class Template
{
    private readonly IReadOnlyList<Tag> tags;
    private readonly List<Tag> linked = [];
    private readonly CompiledTemplate? compiled;

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
        if (problems.AnyFatal)
            return;
        NamesUnsubscribe = TagRules.OutsideOfBlocks(tags).Any(tag => tag.Text == "unsubscribe");
        var tracked = new TemplateLinks(template, links, linked, problems).Track(html.Hrefs);
        compiled = problems.AnyFatal ? null : new CompiledTemplate(tracked, kind == TemplateKind.Html ? Escaping.Html : Escaping.None);
    }

    /// <summary>It can't be rendered; saving it would have been refused.</summary>
    public bool IsBroken => compiled is null;

    /// <summary>Whether everyone who gets it is shown how to leave: not only inside of a block.</summary>
    public bool NamesUnsubscribe { get; }

    public static Template Read(string source, TemplateKind kind, LinkTable links, ProblemList? problems = null) => new(source, kind, links, problems ?? new ProblemList(""));

    /// <summary>Compiles the template and renders all of its branches with fields that note what doesn't exist; links once more by
    /// themselves, as a click will.</summary>
    public void Check(Workspace workspace, ProblemList problems)
    {
        try
        {
            compiled?.Compile();
            if (compiled is not null && tags.Count > 0)
                TemplateProbe.Run(tags.Concat(linked), workspace, problems);
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
