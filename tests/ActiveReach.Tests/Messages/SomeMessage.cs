using ActiveReach.Audiences;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Messages;

/// <summary>A run of one content, composed for one contact.</summary>
internal static class SomeMessage
{
    public const string PublicUrl = "https://reach.example";

    public static readonly Workspace Workspace = new Workspace { Id = new WorkspaceId("demo"), Name = "Demo" }
        .With(new SenderSettings { Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+18005550100", [Channel.Email] = "hello@demo.example" } })
        .With(new FieldSettings
        {
            CustomFields = new Dictionary<string, FieldType> { ["nick"] = FieldType.Text, ["points"] = FieldType.Number, ["site"] = FieldType.Text, ["sizes"] = FieldType.List, ["tags"] = FieldType.List },
        });

    public static LinkTokens Tokens { get; } = new(new LinkSigner(new byte[32]));

    public static LedgerAddress Address { get; } = new(new RunId("cmp_0123456789abcdefghij.1"), 1, 2, 3);

    public static MessageComposer Composer() => new(Tokens, TimeProvider.System, PublicUrl);

    public static Recipient Contact(string? firstName = "Asha", string? city = "Pune", params (string Name, object? Value)[] custom) => new()
    {
        Id = new ContactId(7),
        FirstName = firstName,
        City = city,
        Phone = "+14155550123",
        Email = "asha@example.com",
        Custom = custom.ToDictionary(pair => pair.Name, pair => pair.Value),
        Consents = new PerChannel<ConsentState>(_ => ConsentState.OptedIn),
    };

    public static Run Of(Channel channel, Content content) => Of(new CampaignDefinition
    {
        Channels = [new ChannelChoice { Channel = channel }],
        Variants = [new Variant { Id = "A", Content = new Dictionary<Channel, Content> { [channel] = content } }],
    });

    public static Run Of(CampaignDefinition definition) => new()
    {
        Id = Address.Run,
        Number = 7,
        Links = MessageComposer.PlacesOf(definition),
        Campaign = new CampaignId("cmp_0123456789abcdefghij"),
        Workspace = Workspace.Id,
        Orchestration = "campaign-1",
        Definition = definition,
    };

    /// <summary>Where a link of the message leads; null for no link.</summary>
    public static string? PlaceOf(Run run, OutgoingMessage message, string url)
    {
        Assert.StartsWith(PublicUrl + "/r/", url, StringComparison.Ordinal);
        Assert.True(Tokens.TryRead(LinkPurpose.Click, url[(PublicUrl.Length + 3)..], out var token), url);
        Assert.Equal((run.Number, Address with { Run = default }), (token.Run, token.Address));
        return message.PersonalLinks?.GetValueOrDefault(token.Link) ?? run.Links[token.Link];
    }

    public static OutgoingMessage Text(string template, Recipient? recipient = null) =>
        Composer().Compose(Of(Channel.Sms, new Content { Text = template }), Address, "A", Channel.Sms, recipient ?? Contact(), Workspace).Message!;

    public static OutgoingMessage Mail(string html, Recipient? recipient = null, string subject = "News", string? text = null) =>
        Composer().Compose(Of(Channel.Email, new Content { Subject = subject, Html = html, Text = text }), Address, "A", Channel.Email, recipient ?? Contact(), Workspace).Message!;
}
