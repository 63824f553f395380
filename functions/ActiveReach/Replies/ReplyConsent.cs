using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Reviews;
using ActiveReach.Consent.Suppressions;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>What keywords do to consent. The latest word of a person holds, in whatever order the words arrive. The carrier confirms
/// an opt-out by itself (Communication Services answers STOP, START and HELP), so the product sends no second confirmation.</summary>
public sealed class ReplyConsent(IConsentStore consents, ISuppressionStore suppressions, ReviewList reviews, IReplyStore replies)
{
    public async Task ActAsync(WorkspaceId workspace, IReadOnlyList<ContactId> people, InboundText text, ReplyKind kind, string reply)
    {
        if (kind is ReplyKind.Reply or ReplyKind.Help)
            return;
        if (!await replies.IsLastWordAsync(workspace, text.Channel, AddressHash.Of(text.From), text.At, kind != ReplyKind.OptIn))
            return;
        if (people.Count == 0)
            await ActAsync(workspace, text, kind, reply);
        foreach (var person in people)
        {
            if (await ChangedLaterAsync(workspace, person, text, kind))
                continue;
            await ActAsync(workspace, person, text, kind, reply);

            // One request is read once, whoever has the number.
            if (kind is ReplyKind.StopRequest)
                break;
        }
    }

    /// <summary>From a number that nobody has: whoever comes with it finds it so.</summary>
    private async Task ActAsync(WorkspaceId workspace, InboundText text, ReplyKind kind, string reply)
    {
        switch (kind)
        {
            case ReplyKind.OptOut:
                await suppressions.AddAsync(workspace, [SuppressionEntry.Of(text.From, [.. ConsentCoverage.Of([text.Channel])], SuppressionReason.Keyword)], text.At);
                break;
            case ReplyKind.OptIn:
                await consents.LiftAsync(workspace, [text.Channel], text.From);
                break;
            default:
                await reviews.HoldAsync(workspace, text.From, [text.Channel], reply, text.At);
                break;
        }
    }

    private Task ActAsync(WorkspaceId workspace, ContactId person, InboundText text, ReplyKind kind, string reply) => kind switch
    {
        ReplyKind.OptOut => consents.OptOutAsync(workspace, person, [text.Channel], new ConsentEvidence(ConsentSources.Keyword, text.At, reply)),
        ReplyKind.OptIn => consents.OptInAsync(workspace, person, [text.Channel], new ConsentEvidence(ConsentSources.Keyword, text.At, reply)),

        // Asked to stop in other words: held back until a person has decided.
        _ => reviews.HoldAsync(workspace, person, [text.Channel], reply, text.At),
    };

    /// <summary>Whether a later word makes this one outdated, e.g. one by a link. Only a later yes of the person does so to a stop: a consent from
    /// elsewhere doesn't undo it, and a no that was recorded may weigh less.</summary>
    private async Task<bool> ChangedLaterAsync(WorkspaceId workspace, ContactId person, InboundText text, ReplyKind kind)
    {
        var standing = await consents.FindAsync(workspace, person);
        return standing?.FirstOrDefault(each => each.Channel == text.Channel && each.Topic is null) is { } known
            && known.LastAt > text.At
            && (kind is ReplyKind.OptIn
                ? known.State is ConsentState.OptedOut || known.Source is ConsentSources.Keyword
                : known.State is ConsentState.OptedIn && known.Source is ConsentSources.Keyword or ConsentSources.LinkUndo);
    }
}
