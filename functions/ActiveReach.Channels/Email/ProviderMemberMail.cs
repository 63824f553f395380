using System.Collections.Concurrent;
using ActiveReach.Approvals;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Sending;
using ActiveReach.Providers;
using ActiveReach.Workspaces;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Email;

/// <summary>Mail to members from the workspace's sender: through the app's own provider of mails, and where it has none, through the workspace's account. What it doesn't take now is the caller's
/// to repeat; what nobody takes, or is refused for good, stands in the file, so that a link gets to its approver all the same.</summary>
/// <param name="isOfApp">Whether the app has a provider of its own that sends mails. The sandbox sends none.</param>
/// <param name="file">Keeps what has no sender, or is refused.</param>
public sealed class ProviderMemberMail(
    bool isOfApp,
    IProviders providers,
    HouseProviders house,
    WorkspaceRegister workspaces,
    IPermits permits,
    MemberMailOptions options,
    DeliveryOptions delivery,
    IMemberMail file,
    TimeProvider clock,
    ILogger<ProviderMemberMail> log) : IMemberMail
{
    /// <summary>When each was first tried: a repeat says the same, and its provider knows it again.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> tries = new(StringComparer.Ordinal);

    public async Task SendAsync(MemberMail mail, CancellationToken cancellation = default)
    {
        if (await TakerAsync(mail.Workspace, cancellation) is not { } provider)
        {
            await file.SendAsync(mail, cancellation);
            return;
        }

        // The app's address is none that an account of the workspace may send from.
        var sender = (await workspaces.FindAsync(mail.Workspace, cancellation))?.Senders.GetValueOrDefault(Channel.Email) ?? (isOfApp ? options.From : null);
        if (sender is null)
        {
            log.LogWarning("The workspace {Workspace} has no sender of mails; mail to its members is kept in the data directory. Give it one, or set ActiveReach__MemberMail__From where the app has a provider of mails.", mail.Workspace);
            await file.SendAsync(mail, cancellation);
            return;
        }

        if ((await permits.LeaseAsync(provider.Limit, 1, asker: null, cancellation)).Granted == 0)
            throw new InvalidOperationException($"{provider.Limit.Account} takes no more mails now; the mail is tried again.");
        var firstSent = tries.GetOrAdd(mail.Id, _ => clock.GetUtcNow());
        if (clock.GetUtcNow() - firstSent >= provider.RepeatWindow)
            tries[mail.Id] = firstSent = clock.GetUtcNow();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(delivery.CallTimeout);
        var (result, _, reason, _) = (await provider.SendAsync([Of(mail, sender, firstSent)], timeout.Token))[0];
        if (result is HandOverResult.Rejected)
        {
            log.LogWarning("{Account} refused a mail to a member of {Workspace} ({Reason}); it is kept in the data directory.", provider.Limit.Account, mail.Workspace, reason);
            await file.SendAsync(mail, cancellation);
        }
        else if (result is not HandOverResult.Accepted)
        {
            if (result is HandOverResult.Deferred)
                tries.TryRemove(mail.Id, out _);
            throw new InvalidOperationException($"{provider.Limit.Account} did not take the mail ({reason ?? "no answer"}); it is tried again.");
        }
        else
        {
            tries.TryRemove(mail.Id, out _);
        }
    }

    /// <summary>Null where nobody sends mails.</summary>
    private async Task<IChannelProvider?> TakerAsync(WorkspaceId workspace, CancellationToken cancellation)
    {
        var ofApp = (await house.FindAsync(workspace, Channel.Email, cancellation))?.Provider;
        if (isOfApp)
            return ofApp;
        return (await providers.FindAsync(workspace, Channel.Email, cancellation))?.Provider is { } own && own != ofApp ? own : null;
    }

    private static OutgoingMessage Of(MemberMail mail, string sender, DateTimeOffset firstSent) => new()
    {
        IdempotencyKey = mail.Id,
        FirstSentAt = firstSent,
        From = sender,
        To = mail.To,
        Tag = mail.Id,
        Subject = mail.Subject,
        Text = mail.Text,
        Origin = new MessageOrigin(null, null, null, null, null),
    };
}
