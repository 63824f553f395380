using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Messages.Templates;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>The links of a run, in the order in which its contents name them. It follows from the run's frozen definition, so a
/// click resolves to exactly what was registered when sending began.</summary>
internal sealed class LinkTable
{
    private readonly List<LinkTarget> targets = [];

    public LinkTarget? this[int index] => index >= 0 && index < targets.Count ? targets[index] : null;

    public int Add(LinkTarget target)
    {
        targets.Add(target);
        return targets.Count - 1;
    }
}

/// <summary>Where a link leads: always the same place, or one that is rendered from the contact when it is clicked.</summary>
internal sealed class LinkTarget
{
    private readonly string? place;
    private readonly IReadOnlyList<Node>? parts;
    private readonly Escaping escaping;

    public LinkTarget(string place) => this.place = place;

    /// <param name="escaping">How values are written: escaped inside an address, as they are when the value is the address.</param>
    public LinkTarget(IReadOnlyList<Node> parts, Escaping escaping) => (this.parts, this.escaping) = (parts, escaping);

    /// <summary>The address, when it doesn't depend on the contact.</summary>
    public string? Fixed => place;

    /// <summary>The address for this contact; null when it is no http(s) address.</summary>
    public string? Resolve(Recipient recipient, Workspace workspace)
    {
        if (place is not null)
            return place;
        var text = new StringBuilder();
        var scope = new RenderScope(recipient, workspace, NoUrls.Instance, escaping, text);
        foreach (var part in parts!)
            part.Render(scope);
        var address = text.ToString().Trim();
        return WebAddress.IsWeb(address) ? address : null;
    }

    private sealed class NoUrls : IMessageUrls
    {
        public static readonly NoUrls Instance = new();

        public string Unsubscribe => "";

        public string Click(int link) => "";
    }
}
