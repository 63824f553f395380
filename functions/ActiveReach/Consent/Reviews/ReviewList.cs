using System.Security.Cryptography;
using System.Text;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Reviews;

/// <summary>Requests to stop that a person has to read: until one is decided, everybody with the address that it came from, now or later,
/// is held back on its channels.</summary>
/// <remarks>A decision is recorded first, then carried out at the consents, which do each once. What a crash leaves in between stays among the
/// open ones, with whoever asked still held: whoever decides on it again carries out what was decided.</remarks>
public sealed class ReviewList(IDocuments documents, IConsentStore consents)
{
    private static readonly DocumentKind<Kept> Kind = new DocumentKind<Kept>("consent-review", kept => kept.Review.Id)
        .By("at", kept => kept.Review.At)
        .By("isOpen", kept => kept.IsSettled ? 0 : 1)
        .By("contact", kept => kept.Review.Contact is { } contact ? contact.ToString() : (FieldValue?)null);

    /// <summary>Puts a request on the list and holds the contact back on the channels given and those they cover
    /// (<see cref="ConsentCoverage"/>). The same reply is put there once.</summary>
    public async Task HoldAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var request = Request(contact, channels, reply, at);
        if (!await IsDecidedAsync(workspace, request.Id, cancellation) && await consents.HoldAsync(workspace, request.Id, contact, channels, cancellation) is { } held)
            await AddAsync(workspace, request with { Contact = held }, cancellation);
    }

    /// <summary>The same for an address that no contact has yet.</summary>
    /// <param name="address">E.164 phone, folded e-mail.</param>
    public async Task HoldAsync(WorkspaceId workspace, string address, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var request = Request(null, channels, reply, at);
        if (await IsDecidedAsync(workspace, request.Id, cancellation))
            return;
        await consents.HoldAsync(workspace, request.Id, address, channels, cancellation);
        await AddAsync(workspace, request, cancellation);
    }

    /// <summary>By time of the request.</summary>
    /// <param name="open">Only those that wait for a decision, or only those that don't; null for all.</param>
    public async Task<Page<ConsentReview>> ListAsync(WorkspaceId workspace, bool? open, PageQuery query, CancellationToken cancellation = default)
    {
        var where = open is { } asked ? new[] { FieldCondition.Is("isOpen", asked ? 1 : 0) } : [];
        return (await documents.QueryAsync(Kind, query.Ask(Kind.In(workspace.Partition), "at", where), cancellation)).ToPage(each => each.Value.Review);
    }

    public async Task<ConsentReview?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, id, cancellation))?.Value.Review;

    /// <summary>Decides: to opt out withdraws consent and suppresses the address as the contact's own word would, to keep lets everything stand
    /// as it was; the hold ends when no other request holds.</summary>
    /// <param name="audit">Recorded with the decision.</param>
    /// <returns>False when it was decided before, or is not there.</returns>
    public async Task<bool> DecideAsync(
        WorkspaceId workspace, string id, ReviewDecision decision, string member, string? comment, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var decided = await ChangeAsync(
            workspace,
            id,
            kept => kept.Review.Decision is not null
                ? null
                : kept with { Review = kept.Review with { Decision = decision, DecidedBy = member, DecidedAt = at, Comment = comment } },
            audit,
            cancellation);
        await SettleAsync(workspace, id);
        return decided;
    }

    /// <summary>Forgets the requests of a contact.</summary>
    public Task ForgetAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        documents.DeleteAllAsync(Of(workspace, contact), cancellation);

    /// <summary>Gives the requests of a contact to who has taken it over.</summary>
    public async Task MoveAsync(WorkspaceId workspace, ContactId from, ContactId to, CancellationToken cancellation = default)
    {
        foreach (var kept in await documents.AllAsync(Kind, Of(workspace, from), cancellation))
            await ChangeAsync(workspace, kept.Review.Id, now => now with { Review = now.Review with { Contact = to } }, null, cancellation);
    }

    /// <summary>A reply that comes again once its request is decided holds nobody.</summary>
    private async Task<bool> IsDecidedAsync(WorkspaceId workspace, string id, CancellationToken cancellation) => await FindAsync(workspace, id, cancellation) is { Decision: not null };

    /// <summary>Puts on the list who is held already: a crash before it holds too much, until the reply is delivered again.</summary>
    private async Task AddAsync(WorkspaceId workspace, ConsentReview request, CancellationToken cancellation)
    {
        if (!await documents.TryAsync(workspace.Partition, Kind.Add(new Kept(request, IsSettled: false)), cancellation))
            await SettleAsync(workspace, request.Id);
    }

    /// <summary>Carries out what was decided, if it was; doing it again changes nothing.</summary>
    private async Task SettleAsync(WorkspaceId workspace, string id)
    {
        if (await FindAsync(workspace, id, CancellationToken.None) is not { Decision: { } decision, DecidedAt: { } at })
            return;
        await consents.ReleaseAsync(workspace, id, decision is ReviewDecision.OptOut ? new ConsentEvidence("review", at, id) : null, CancellationToken.None);
        await ChangeAsync(workspace, id, kept => kept.IsSettled ? null : kept with { IsSettled = true }, null, CancellationToken.None);
    }

    /// <param name="change">Null where there is nothing to change.</param>
    /// <returns>Whether it was changed.</returns>
    private async Task<bool> ChangeAsync(WorkspaceId workspace, string id, Func<Kept, Kept?> change, AuditEntry? audit, CancellationToken cancellation)
    {
        while (await documents.FindAsync(Kind, workspace.Partition, id, cancellation) is { } found && change(found.Value) is { } after)
        {
            if ((await documents.CommitAsync(workspace.Partition, [Kind.Replace(after, found.ETag), .. AuditTrail.Tell(audit)], cancellation)).IsDone)
                return true;
        }

        return false;
    }

    private static DocumentQuery Of(WorkspaceId workspace, ContactId contact) => Kind.In(workspace.Partition) with { Where = [FieldCondition.Is("contact", contact.ToString())] };

    private static ConsentReview Request(ContactId? contact, ChannelSet channels, string reply, DateTimeOffset at) => new()
    {
        Id = "rev_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{reply} {contact}")).AsSpan(0, 10)),
        Contact = contact,
        Channels = [.. ConsentCoverage.Of(channels)],
        Reply = reply,
        At = at,
    };

    /// <param name="IsSettled">Whether what was decided has been carried out.</param>
    private sealed record Kept(ConsentReview Review, bool IsSettled);
}
