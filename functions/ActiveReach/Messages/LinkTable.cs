using ActiveReach.Audiences;
using ActiveReach.Messages.Templates;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>The links of a definition, in the order in which its contents name them.</summary>
internal sealed class LinkTable
{
    private readonly List<LinkTarget> targets = [];

    public bool IsEmpty => targets.Count == 0;

    public IReadOnlyList<LinkTarget> All => targets;

    /// <summary>Where they lead, each place once: an address, or the template of a personal one. A run freezes this when sending begins, and its
    /// links carry their place in it: whatever later versions of the app read out of the same contents, a sent link leads where it led.</summary>
    public IReadOnlyList<string> Places => [.. targets.Select(target => target.Place).Distinct(StringComparer.Ordinal)];

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

    private LinkTarget(string place, CompiledTemplate? personal, string fields) => (Place, this.personal, Fields) = (place, personal, fields);

    /// <summary>The address, or the template that it is made by.</summary>
    public string Place { get; }

    /// <summary>The address, when it doesn't depend on the contact.</summary>
    public string? Fixed => personal is null ? Place : null;

    /// <summary>The fields that it is made of, as a person would name them.</summary>
    public string Fields { get; }

    /// <param name="place">As <see cref="WebAddress.TryRead"/> writes it.</param>
    public static LinkTarget Same(string place) => new(place, null, "");

    /// <param name="escaping">How values are written: as parts of an address, or as they are when the value is the address.</param>
    public static LinkTarget Personal(string source, string fields, Escaping escaping) => new(source, new CompiledTemplate(source, escaping), fields);

    /// <summary>Whether a place (<see cref="LinkTable.Places"/>) is a template: addresses are written without braces.</summary>
    public static bool IsPersonal(string place) => place.Contains("{{", StringComparison.Ordinal);

    /// <summary>The address for this contact, in ASCII; null when it is no http(s) address.</summary>
    public string? Resolve(Recipient recipient, Workspace workspace) =>
        Fixed ?? (WebAddress.TryRead(personal!.Render(new RenderScope(recipient, workspace, NoUrls.Instance)), out var address) ? address : null);

    private sealed class NoUrls : IMessageUrls
    {
        public static readonly NoUrls Instance = new();

        public string Unsubscribe => "";

        public string Click(int link) => "";

        public string Media(string id) => "";

        public string MailEnd(bool showsWayOut) => "";
    }
}
