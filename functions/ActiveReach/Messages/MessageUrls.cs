using ActiveReach.Audiences;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Messages.Templates;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>The addresses of one message under the public address of the installation.</summary>
/// <param name="isSent">Whether an open of it can count; what is only looked at here asks for no picture.</param>
internal sealed class MessageUrls(string publicUrl, LinkTokens tokens, LedgerAddress address, bool isSent, LinkTable links, Recipient recipient, Workspace workspace) : IMessageUrls
{
    private string? unsubscribe;

    public string Unsubscribe => unsubscribe ??= string.Concat(publicUrl, "/u/", tokens.Write(LinkPurpose.Unsubscribe, new LinkToken(address, 0)));

    /// <summary>The first link of the message that leads nowhere for this contact.</summary>
    public LinkTarget? Bad { get; private set; }

    private string Open => string.Concat(publicUrl, "/o/", tokens.Write(LinkPurpose.Open, new LinkToken(address, 0)));

    public string Click(int link)
    {
        if (Bad is null && links[link] is { Fixed: null } personal && personal.Resolve(recipient, workspace) is null)
            Bad = personal;
        return string.Concat(publicUrl, "/r/", tokens.Write(LinkPurpose.Click, new LinkToken(address, link)));
    }

    public string MailEnd(bool showsWayOut) => string.Concat(
        showsWayOut ? "" : $"""<p style="font-size:12px"><a href="{Unsubscribe}">Unsubscribe</a></p>""",
        isSent ? $"""<img src="{Open}" width="1" height="1" alt="">""" : "");
}
