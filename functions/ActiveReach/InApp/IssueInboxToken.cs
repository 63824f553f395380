using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.InApp;

/// <summary>Makes a token that lets an app read the inbox of one contact for a time.</summary>
public sealed class IssueInboxToken(IContactStore contacts, InboxTokens tokens, TimeProvider clock)
{
    public static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <param name="lasts">Null for <see cref="Usual"/>.</param>
    public async Task<InboxToken> RunAsync(Caller caller, string contact, TimeSpan? lasts, CancellationToken cancellation = default)
    {
        if (lasts is { } given && (given < Shortest || given > Longest))
            throw new InvalidInputException("expiresIn", "out_of_range", "expiresIn must be from PT1M to P365D, e.g. P30D.");
        if (!ContactId.TryParse(contact, out var id) || await contacts.FindAsync(caller.Workspace, id, cancellation) is not { } owner)
            throw new NotFoundException("contact", contact);
        var until = DateTimeOffset.FromUnixTimeSeconds((clock.GetUtcNow() + (lasts ?? Usual)).ToUnixTimeSeconds());
        return new InboxToken(tokens.Write(caller.Workspace, owner.Id, until), owner.Id.ToString(), until);
    }
}

/// <param name="Token">For <c>Authorization: Bearer</c> at <c>inapp/{ws}/messages</c>.</param>
public sealed record InboxToken(string Token, string Contact, DateTimeOffset ExpiresAt);
