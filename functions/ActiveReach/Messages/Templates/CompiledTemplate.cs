using HandlebarsDotNet;

namespace ActiveReach.Messages.Templates;

/// <summary>A template that Handlebars compiles when it is first rendered. Each has a Handlebars of its own: making one costs next to
/// nothing beside compiling, and a shared one would remember the names in every template that was ever checked.</summary>
internal sealed class CompiledTemplate(string source, Escaping escaping)
{
    private readonly Lazy<HandlebarsTemplate<object, object>> compiled = new(() => Create(escaping).Compile(source));

    /// <summary>Null when it can't be rendered; saving it would have been refused.</summary>
    public string? Render(RenderScope scope)
    {
        try
        {
            return compiled.Value(scope);
        }
        catch (Exception wrong) when (IsOfTemplate(wrong))
        {
            return null;
        }
    }

    public void Compile() => _ = compiled.Value;

    /// <summary>Handlebars throws whatever its parser happens to stumble over.</summary>
    public static bool IsOfTemplate(Exception exception) => exception is not OutOfMemoryException;

    public static IHandlebars Create(Escaping escaping, bool isProbe = false)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = escaping switch { Escaping.Html => new HtmlEncoder(), Escaping.Url => new UrlEncoder(), _ => null },
            NoEscape = escaping == Escaping.None,
            ThrowOnUnresolvedBindingExpression = isProbe,
        };
        configuration.FormatterProviders.Add(new TemplateText());
        configuration.ObjectDescriptorProviders.Add(new TemplateFields());
        var handlebars = Handlebars.Create(configuration);
        TemplateFunctions.Register(handlebars);
        return handlebars;
    }
}
