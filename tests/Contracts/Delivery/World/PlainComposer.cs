using ActiveReach.Audiences;
using ActiveReach.Campaigns.Contents;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace Contracts.Delivery.World;

/// <summary>Greets by name; somebody named <c>Poison</c> makes it throw.</summary>
public sealed class PlainComposer : IMessageComposer
{
    public ComposedMessage Compose(Run run, LedgerAddress address, string variant, Channel channel, Recipient recipient, Workspace workspace)
    {
        if (recipient.FirstName == "Poison")
            throw new FormatException("This name can't be rendered.");
        return new ComposedMessage(
            new OutgoingMessage
            {
                IdempotencyKey = address.ToString(),
                Tag = address.ToString(),
                FirstSentAt = default,
                From = "+18005550100",
                To = recipient.AddressOn(channel)!,
                Text = $"{variant}: hello {recipient.FirstName}",
                Origin = new MessageOrigin(run.Campaign.Value, run.Id.Value, recipient.Id.ToString(), variant, recipient.Outlet),
            },
            null);
    }
}
