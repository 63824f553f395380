using ActiveReach.Delivery;
using ActiveReach.Links;
using ActiveReach.Messages.Templates;

namespace ActiveReach.Messages;

/// <summary>The addresses of one message under the public address of the installation.</summary>
internal sealed class MessageUrls(string publicUrl, LinkTokens tokens, LedgerAddress address) : IMessageUrls
{
    private string? unsubscribe;

    public string Unsubscribe => unsubscribe ??= string.Concat(publicUrl, "/u/", tokens.Write(LinkPurpose.Unsubscribe, new LinkToken(address, 0)));

    public string Open => string.Concat(publicUrl, "/o/", tokens.Write(LinkPurpose.Open, new LinkToken(address, 0)));

    public string Click(int link) => string.Concat(publicUrl, "/r/", tokens.Write(LinkPurpose.Click, new LinkToken(address, link)));
}
