using System.Net;
using ActiveReach.Audiences;
using ActiveReach.Messages.Templates;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>The links of a run, in the order in which its contents name them. It follows from the run's frozen definition, so a
/// click resolves to exactly what was registered when sending began.</summary>
internal sealed class LinkTable
{
    private readonly List<LinkTarget> targets = [];

    public bool IsEmpty => targets.Count == 0;

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
    private readonly Escaping escaping;
    private readonly CompiledTemplate? personal;

    private LinkTarget(string? place, CompiledTemplate? personal, Escaping escaping) => (Fixed, this.personal, this.escaping) = (place, personal, escaping);

    /// <summary>The address, when it doesn't depend on the contact.</summary>
    public string? Fixed { get; }

    public static LinkTarget Same(string place) => new(place, null, Escaping.None);

    /// <param name="escaping">How values are written: escaped inside the address of an href, as they are when the value is the address.</param>
    public static LinkTarget Personal(string source, Escaping escaping) => new(null, new CompiledTemplate(source, escaping), escaping);

    /// <summary>The address for this contact; null when it is no http(s) address.</summary>
    public string? Resolve(Recipient recipient, Workspace workspace)
    {
        if (Fixed is not null)
            return Fixed;
        var address = personal!.Render(new RenderScope(recipient, workspace, NoUrls.Instance))?.Trim() ?? "";
        if (escaping == Escaping.Url)
            address = WebUtility.HtmlDecode(address);
        return WebAddress.IsWeb(address) ? address : null;
    }

    private sealed class NoUrls : IMessageUrls
    {
        public static readonly NoUrls Instance = new();

        public string Unsubscribe => "";

        public string Click(int link) => "";
    }
}
