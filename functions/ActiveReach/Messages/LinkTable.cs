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

/// <summary>Where a link leads: always the same place, or one that is rendered from the contact.</summary>
internal sealed class LinkTarget
{
    private readonly CompiledTemplate? personal;

    private LinkTarget(string? place, CompiledTemplate? personal, string fields) => (Fixed, this.personal, Fields) = (place, personal, fields);

    /// <summary>The address, when it doesn't depend on the contact.</summary>
    public string? Fixed { get; }

    /// <summary>The fields that it is made of, as a person would name them.</summary>
    public string Fields { get; }

    /// <param name="place">As <see cref="WebAddress.TryRead"/> writes it.</param>
    public static LinkTarget Same(string place) => new(place, null, "");

    /// <param name="escaping">How values are written: as parts of an address, or as they are when the value is the address.</param>
    public static LinkTarget Personal(string source, string fields, Escaping escaping) => new(null, new CompiledTemplate(source, escaping), fields);

    /// <summary>The address for this contact, in ASCII; null when it is no http(s) address.</summary>
    public string? Resolve(Recipient recipient, Workspace workspace) =>
        Fixed ?? (WebAddress.TryRead(personal!.Render(new RenderScope(recipient, workspace, NoUrls.Instance)), out var address) ? address : null);

    private sealed class NoUrls : IMessageUrls
    {
        public static readonly NoUrls Instance = new();

        public string Unsubscribe => "";

        public string Click(int link) => "";

        public string MailEnd(bool showsWayOut) => "";
    }
}
