using ActiveReach.Audiences;
using ActiveReach.Links;
using ActiveReach.Messages.Templates;
using ActiveReach.Workspaces;

namespace ActiveReach.Messages;

/// <summary>The addresses of one message under the public address of the installation.</summary>
/// <param name="message">What each of them says; the link apart.</param>
/// <param name="media">The uploads that it carries.</param>
/// <param name="isSent">Whether an open of it can count; what is only looked at here asks for no picture.</param>
internal sealed class MessageUrls(
    string publicUrl, LinkTokens tokens, LinkToken message, bool isSent, NumberedLinks links, IReadOnlyList<MediaPart> media, Recipient recipient, Workspace workspace) : IMessageUrls
{
    private string? unsubscribe;
    private Dictionary<int, string>? personal;

    public string Unsubscribe => unsubscribe ??= Url("/u/", LinkPurpose.Unsubscribe, 0);

    /// <summary>The first link of the message that leads nowhere for this contact.</summary>
    public LinkTarget? Bad { get; private set; }

    /// <summary>Where the links lead that are this contact's own, by number; null where there are none.</summary>
    public IReadOnlyDictionary<int, string>? Personal => personal;

    public string Click(int link)
    {
        var (number, target) = links[link];
        var place = target.Fixed ?? personal?.GetValueOrDefault(number) ?? target.Resolve(recipient, workspace);
        if (place is null)
            Bad ??= target;
        else if (number < 0)
            return place.Replace("'", "%27", StringComparison.Ordinal);
        else if (target.Fixed is null)
            (personal ??= [])[number] = place;
        return Url("/r/", LinkPurpose.Click, Math.Max(number, 0));
    }

    public string Media(string id) => media.FirstOrDefault(part => part.Item.Id == id)?.Item.Url ?? "";

    /// <summary>The text with links to what is carried and not shown in it.</summary>
    public string WithLinks(string text) => media.Any(part => part.Link is not null)
        ? $"{text.TrimEnd()}\n{string.Join('\n', media.Where(part => part.Link is not null).Select(part => Click(part.Link!.Value)))}"
        : text;

    public string MailEnd(bool showsWayOut) => string.Concat(
        string.Concat(media.Where(part => part.Link is not null).Select(part => part.InHtml(Click(part.Link!.Value)))),
        showsWayOut ? "" : $"""<p style="font-size:12px"><a href="{Unsubscribe}">Unsubscribe</a></p>""",
        isSent ? $"""<img src="{Url("/o/", LinkPurpose.Open, 0)}" width="1" height="1" alt="">""" : "");

    private string Url(string path, LinkPurpose purpose, int link) => string.Concat(publicUrl, path, tokens.Write(purpose, message with { Link = link }));
}
