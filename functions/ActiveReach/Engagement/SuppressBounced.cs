using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Engagement;

/// <summary>Puts a mailbox that takes no mail on the suppression list, where the workspace has it so.</summary>
public sealed class SuppressBounced(ISuppressionStore suppressions, IContactStore contacts, WorkspaceRegister workspaces)
{
    /// <param name="message">The message that bounced. One that is on record as bounced changes nothing: somebody may have taken the
    /// mailbox off the list since.</param>
    /// <param name="mailbox">Where it bounced, as the provider writes it; null for the contact's.</param>
    public async Task RunAsync(LedgerRow message, WorkspaceId workspace, string? mailbox, DateTimeOffset at, CancellationToken cancellation = default)
    {
        if (message.State is LedgerState.Bounced || await workspaces.FindAsync(workspace, cancellation) is not { SuppressHardBounces: true })
            return;
        var address = mailbox is null ? null : ValueRules.Email(mailbox, out _);
        address ??= (await contacts.FindAsync(workspace, message.Contact, cancellation))?.Email;
        if (address is not null)
            await suppressions.AddAsync(workspace, [SuppressionEntry.Of(address, [Channel.Email], SuppressionReason.HardBounce)], at, cancellation: cancellation);
    }
}
