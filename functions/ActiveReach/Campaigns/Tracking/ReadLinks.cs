using ActiveReach.Ids;
using ActiveReach.Links;

namespace ActiveReach.Campaigns.Tracking;

/// <summary>Reads what a link of a message says, and finds the run that its number stands for.</summary>
public sealed class ReadLinks(LinkTokens tokens, RunNumbers numbers)
{
    /// <summary>Null for anything that this installation did not write for this purpose, bit for bit.</summary>
    public async ValueTask<SentLink?> ReadAsync(LinkPurpose purpose, string? text, CancellationToken cancellation = default)
    {
        if (!tokens.TryRead(purpose, text, out var token))
            return null;
        if (token.Run is not { } number)
            return new SentLink(token.Address, token.Link);
        return await numbers.FindAsync(number, cancellation) is { } found ? new SentLink(token.Address with { Run = found.Run }, token.Link) : null;
    }
}

/// <param name="Message">Its place in the ledger, or what stands for it (a test message).</param>
/// <param name="Link">Number of the link in the run; 0 for opens and unsubscribes.</param>
public readonly record struct SentLink(LedgerAddress Message, int Link);
