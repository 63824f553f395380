using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Engagement;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>What keywords do to consent. The latest word of a person holds, in whatever order the words arrive. The carrier confirms
/// an opt-out by itself (Communication Services answers STOP, START and HELP), so the product sends no second confirmation.</summary>
public sealed class ReplyConsent(IConsentStore consents, IReviewStore reviews, IReplyStore replies)
{
    private const string Keyword = "keyword";

    public async Task ActAsync(WorkspaceId workspace, IReadOnlyList<ContactId> people, InboundText text, ReplyKind kind, string reply)
    {
        if (kind is ReplyKind.Reply or ReplyKind.Help)
            return;
        if (!await replies.IsLastWordAsync(workspace, text.Channel, AddressHash.Of(text.From), text.At, kind != ReplyKind.OptIn))
            return;
        if (people.Count == 0 && kind == ReplyKind.OptOut)
        {
            foreach (var channel in ConsentCoverage.Of([text.Channel]))
                await consents.SuppressAsync(workspace, channel, AddressHash.Of(text.From), Keyword, text.At);
        }

        foreach (var person in people)
        {
            if (!await ChangedLaterAsync(workspace, person, text))
                await ActAsync(workspace, person, text, kind, reply);
        }
    }

    private Task ActAsync(WorkspaceId workspace, ContactId person, InboundText text, ReplyKind kind, string reply) => kind switch
    {
        ReplyKind.OptOut => consents.OptOutAsync(workspace, person, [text.Channel], new ConsentEvidence(Keyword, text.At, reply)),
        ReplyKind.OptIn => consents.OptInAsync(workspace, person, [text.Channel], new ConsentEvidence(Keyword, text.At, reply)),

        // Asked to stop in other words: held back until a person has decided.
        _ => reviews.HoldAsync(workspace, person, [text.Channel], reply, text.At),
    };

    /// <summary>Whether the person has changed the consent after this text in another way, e.g. by a link. A later consent from elsewhere does not undo a stop.</summary>
    private async Task<bool> ChangedLaterAsync(WorkspaceId workspace, ContactId person, InboundText text)
    {
        var standing = await consents.FindAsync(workspace, person);
        return standing?.FirstOrDefault(each => each.Channel == text.Channel && each.Topic is null) is { } known
            && known.At > text.At && (known.State == ConsentState.OptedOut || known.Source == Keyword);
    }
}
