using ActiveReach.Audiences.Contacts;
using ActiveReach.Engagement;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.InApp;

/// <summary>What the app of a contact does with its inbox.</summary>
public sealed class OpenInbox(InAppInbox inbox, InboxTokens tokens, IContactStore contacts, TakeEvents take, TimeProvider clock)
{
    /// <summary>How many may wait in this process; more are answered at once.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>How often whoever waits looks for what came in through another process.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private int waiting;

    /// <summary>Whose inbox a token opens; null when it opens none.</summary>
    public async Task<InboxOwner?> OwnerAsync(WorkspaceId workspace, string token, CancellationToken cancellation = default) =>
        tokens.Read(token, workspace) is { } id && await contacts.FindAsync(workspace, id, cancellation) is { Id: var owner } ? new InboxOwner(workspace, owner) : null;

    /// <param name="since">Waits for something newer than this; null for anything.</param>
    /// <param name="wait">How long it waits at most, by the wall; zero not to wait.</param>
    public async Task<InboxContents> ListAsync(InboxOwner owner, PageQuery page, DateTimeOffset? since, TimeSpan wait, CancellationToken cancellation = default)
    {
        await WaitAsync(owner, since, wait, cancellation);
        var messages = await inbox.ListAsync(owner.Workspace, owner.Contact, page, cancellation);
        foreach (var message in messages.Items.Where(each => each.FetchedAt is null))
            await NoteAsync(owner, message.Id, HitKind.Fetch, (each, now) => each with { FetchedAt = each.FetchedAt ?? now }, each => each.FetchedAt);
        return new InboxContents(messages, await inbox.UnreadAsync(owner.Workspace, owner.Contact, cancellation), await inbox.NewestAsync(owner.Workspace, owner.Contact, cancellation));
    }

    /// <exception cref="NotFoundException">There is no such message in the inbox.</exception>
    public async Task<InAppMessage> ReadAsync(InboxOwner owner, string id) =>
        await NoteAsync(owner, id, HitKind.Open, (message, now) => message with { FetchedAt = message.FetchedAt ?? now, ReadAt = message.ReadAt ?? now }, message => message.ReadAt)
        ?? throw new NotFoundException("message", id);

    /// <summary>The message is shown no more. One that is gone already stays gone.</summary>
    /// <exception cref="NotFoundException">There never was such a message in the inbox.</exception>
    public async Task DismissAsync(InboxOwner owner, string id, CancellationToken cancellation = default)
    {
        if (await inbox.ChangeAsync(owner.Workspace, owner.Contact, id, message => message with { DismissedAt = clock.GetUtcNow() }, cancellation) is null
            && !await inbox.HasAsync(owner.Workspace, owner.Contact, id, cancellation))
        {
            throw new NotFoundException("message", id);
        }
    }

    /// <summary>First the message, then the figures: a repeat after a crash between them tells the same time.</summary>
    private async Task<InAppMessage?> NoteAsync(
        InboxOwner owner, string id, HitKind kind, Func<InAppMessage, DateTimeOffset, InAppMessage> change, Func<InAppMessage, DateTimeOffset?> timeOf)
    {
        var now = clock.GetUtcNow();
        var noted = await inbox.ChangeAsync(owner.Workspace, owner.Contact, id, message => change(message, now));
        if (noted is not null && timeOf(noted) is { } at && LedgerAddress.TryParse(noted.Key, out var address))
            await take.TakeAsync(new Hit(kind, address, at));
        return noted;
    }

    private async Task WaitAsync(InboxOwner owner, DateTimeOffset? since, TimeSpan wait, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            var mayWait = Interlocked.Increment(ref waiting) <= MostWaiting;
            while (mayWait && wait - TimeProvider.System.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                var next = inbox.NextAsync(owner.Workspace, owner.Contact);
                if (await inbox.NewestAsync(owner.Workspace, owner.Contact, cancellation) is { } newest && (since is null || newest.ToUnixTimeMilliseconds() > since.Value.ToUnixTimeMilliseconds()))
                    break;
                await next.WaitAsync(left < Glance ? left : Glance, TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}

/// <summary>Whose inbox it is.</summary>
public sealed record InboxOwner(WorkspaceId Workspace, ContactId Contact);

/// <param name="Newest">When the newest of all was sent; null where there is none.</param>
public sealed record InboxContents(Page<InAppMessage> Messages, long Unread, DateTimeOffset? Newest);
