using System.Globalization;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Replies;

/// <summary>A reply, in the slice of its id.</summary>
internal sealed record ReplyItem : Item
{
    public required string Name { get; init; }

    public required string Channel { get; init; }

    /// <summary>Empty once its person is erased, as the text is.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required string Text { get; init; }

    public required ReplyKind Kind { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long At { get; init; }

    public ContactId? Contact { get; init; }

    public string? Campaign { get; init; }

    public string? Run { get; init; }

    public string? Variant { get; init; }

    public string? Outlet { get; init; }

    public required int Matches { get; init; }

    /// <summary>Where it stands among all: by time, then by id.</summary>
    public required string Place { get; init; }

    public static ReplyItem Of(Reply reply) => new()
    {
        Name = reply.Id,
        Channel = reply.Channel.Name(),
        From = reply.From,
        To = reply.To,
        Text = reply.Text,
        Kind = reply.Kind,
        At = reply.At.ToUnixTimeMilliseconds(),
        Contact = reply.Contact,
        Campaign = reply.Campaign?.Value,
        Run = reply.Run?.Value,
        Variant = reply.Variant,
        Outlet = reply.Outlet,
        Matches = reply.Matches,
        Place = string.Create(CultureInfo.InvariantCulture, $"{reply.At.ToUnixTimeMilliseconds():D15}.{reply.Id}"),
    };

    public Reply Read(WorkspaceId workspace) => new()
    {
        Id = Name,
        Workspace = workspace,
        Channel = ChannelNames.TryParse(Channel, out var channel) ? channel : throw new InvalidOperationException($"The reply '{Name}' came on '{Channel}', which is no channel."),
        From = From,
        To = To,
        Text = Text,
        Kind = Kind,
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Contact = Contact,
        Campaign = Campaign is { } campaign ? new CampaignId(campaign) : null,
        Run = Run is { } run ? new RunId(run) : null,
        Variant = Variant,
        Outlet = Outlet,
        Matches = Matches,
    };

    public static ItemPlace PlaceIn(WorkspaceId workspace, string id) => Slices.HashOf(id) is var hash ? new(Slices.OfHash(workspace, hash), $"r{hash}") : default;
}

/// <summary>When somebody asked last to stop, and to start. Unix milliseconds.</summary>
internal sealed record LastWords : Item
{
    public long? Stop { get; init; }

    public long? Start { get; init; }
}
