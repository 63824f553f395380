using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages.Templates;

/// <summary>A template read once and rendered many times.</summary>
internal sealed class Template
{
    private readonly IReadOnlyList<Node> nodes;
    private readonly Escaping escaping;

    private Template(IReadOnlyList<Node> nodes, Escaping escaping, bool isBroken) => (this.nodes, this.escaping, IsBroken) = (nodes, escaping, isBroken);

    /// <summary>It can't be rendered; saving it would have been refused.</summary>
    public bool IsBroken { get; }

    public bool NamesUnsubscribe => nodes.Any(node => node is UnsubscribeNode);

    public static Template Read(string source, TemplateKind kind, Workspace workspace, LinkTable links, ProblemList? problems = null)
    {
        problems ??= new ProblemList("");
        var tree = new TemplateParser(kind, workspace, links, problems).Parse(source);
        return new Template(tree, kind switch { TemplateKind.Html => Escaping.Html, TemplateKind.Subject => Escaping.Line, _ => Escaping.None }, problems.AnyFatal);
    }

    public void Render(Recipient recipient, Workspace workspace, IMessageUrls urls, StringBuilder output)
    {
        var scope = new RenderScope(recipient, workspace, urls, escaping, output);
        foreach (var node in nodes)
            node.Render(scope);
    }

    public string Render(Recipient recipient, Workspace workspace, IMessageUrls urls)
    {
        var output = new StringBuilder(256);
        Render(recipient, workspace, urls, output);
        return output.ToString();
    }
}
