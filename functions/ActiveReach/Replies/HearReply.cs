using System.Security.Cryptography;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Consent.Conversations;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Reports;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Parked;
using ActiveReach.Values;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Replies;

/// <summary>Hears a text from a person: finds the workspace by the number it was sent to, the contact by its own, and the message
/// that it answers; keywords act at once, on every contact with that number.</summary>
public sealed class HearReply(
    SenderDirectory senders, WorkspaceRegister workspaces, IContactStore contacts, LedgerReports ledger, IReplyStore replies, ReplyConsent consent, OpenConversations conversations)
{
    /// <summary>Attempts to find the message it answers before the reply is kept without one.</summary>
    private const int Patience = 3;

    /// <param name="only">The workspace whose account it came to; null for whoever has the sender.</param>
    public async Task<Resolution> HearAsync(InboundText received, WorkspaceId? only, int attempts)
    {
        var owners = (await senders.FindAsync(received.Channel, received.To)).Where(each => only is null || each == only).ToList();
        if (owners.Count == 0)
            return Resolution.WaitsFor(ParkedReason.UnknownSender);
        var heard = new List<Resolution>();
        foreach (var workspace in owners)
            heard.Add(await HearAsync(received, workspace, attempts >= Patience));
        var waiting = heard.Find(each => each.Unknown is ParkedReason.UnknownNumber) ?? heard.Find(each => each.Unknown is not null);
        return waiting ?? Resolution.Of([.. heard.SelectMany(each => each.Events)]);
    }

    /// <summary>What to record, or what it waits for: the message that it answers may still turn up.</summary>
    private async Task<Resolution> HearAsync(InboundText received, WorkspaceId workspace, bool isLastTry)
    {
        var settings = await workspaces.FindAsync(workspace);
        var kind = ReplyKeywords.Classify(received.Text, settings?.Of<ReplySettings>().ReplyWords);
        var number = await NumberOfAsync(workspace, received.From, settings?.Country);
        if (number is null && kind is not (ReplyKind.Reply or ReplyKind.Help))
            return Resolution.WaitsFor(ParkedReason.UnknownNumber);
        var text = received with { From = number ?? received.From };
        if (OpenConversations.Channels.Contains(text.Channel))
            await conversations.HearAsync(workspace, text.Channel, text.To, text.From, text.At);
        var people = await contacts.FindByAddressAsync(workspace, text.From);
        var id = IdOf(text, workspace);
        await consent.ActAsync(workspace, [.. people.Select(person => person.Id)], text, kind, id);

        var open = await FindOpenAsync(workspace, text, [.. people.Select(person => person.Id)]);
        if (open.Count == 0 && people.Count > 0 && !isLastTry)
            return Resolution.WaitsFor(ParkedReason.NoOpenMessage);
        var answered = open.Count > 0 ? open[0] : null;
        var reply = new Reply
        {
            Id = id,
            Workspace = workspace,
            Channel = text.Channel,
            From = text.From,
            To = text.To,
            Text = text.Text,
            Kind = kind,
            At = text.At,
            Contact = answered?.Contact ?? (people.Count > 0 ? people[0].Id : null),
            Campaign = answered?.Campaign,
            Run = answered?.Address.Run,
            Variant = answered?.Variant,
            Outlet = answered?.Outlet,
            Matches = open.Count,
        };
        await replies.AddAsync(reply);

        // Erased while this was heard: the erasure may not have seen it.
        if (reply.Contact is { } who && people.Any(person => person.Id == who) && await contacts.FindAsync(workspace, who) is null)
            await replies.EraseAsync(workspace, who, text.From);
        return answered is not null && FigureOf(kind) is { } figure ? Resolution.Of(new LedgerEvent(answered.Address, figure, text.At)) : Resolution.Nothing;
    }

    /// <summary>The channels whose messages a text on this one may answer.</summary>
    internal static ChannelSet AnsweredFrom(Channel channel) => channel.Traits().OneWith;

    /// <summary>What a reply counts as. A request to stop counts once somebody has decided (see <see cref="SettleReply"/>), and START and HELP
    /// count as nothing; but whoever wrote them has not ignored the message.</summary>
    internal static LedgerEventKind? FigureOf(ReplyKind kind) => kind switch
    {
        ReplyKind.Reply => LedgerEventKind.Replied,
        ReplyKind.OptOut => LedgerEventKind.OptedOut,
        _ => LedgerEventKind.Held,
    };

    /// <summary>The open messages that it may answer, the latest first: what was sent to its number from the one it was sent to, whoever has that number
    /// by now; else what the people with the number got.</summary>
    private async Task<List<LedgerRow>> FindOpenAsync(WorkspaceId workspace, InboundText text, IReadOnlyList<ContactId> people)
    {
        // Who says which message is answered is believed, as long as its replies count.
        if (text.Answers is { } answered && await ledger.FindByMessageIdAsync(workspace, answered) is { } told && await ledger.TakesRepliesAsync(told, text.At))
            return [told];
        var open = new List<LedgerRow>();
        foreach (var channel in AnsweredFrom(text.Channel))
        {
            if (await ledger.FindOpenAsync(workspace, null, [channel], text.At, AddressKey.Of(workspace, channel, text.From), text.To) is { } row)
                open.Add(row);
        }

        if (open.Count > 0)
            return [.. open.OrderByDescending(row => row.HandedAt)];
        foreach (var person in people)
        {
            if (await ledger.FindOpenAsync(workspace, person, AnsweredFrom(text.Channel), text.At) is { } row)
                open.Add(row);
        }

        return [.. open.OrderByDescending(row => row.HandedAt).ThenBy(row => row.Contact)];
    }

    /// <summary>Carriers write numbers in several ways, contacts have them in one. A number without a + has its country code when it is
    /// longer than any in national form; a shorter one is read in the way in which a contact has it, and null when nobody does.</summary>
    private async Task<string?> NumberOfAsync(WorkspaceId workspace, string from, string? country)
    {
        var digits = from.Count(char.IsAsciiDigit);
        if ((ValueRules.Phone(from, out _) ?? (digits > 10 ? ValueRules.Phone("+" + from.Trim(), out _) : null)) is { } certain)
            return certain;
        if (digits < 8)
            return null;
        foreach (var possible in new[] { ValueRules.Phone("+" + from.Trim(), out _), country is null ? null : ValueRules.Phone(from, country, out _) }.OfType<string>())
        {
            if ((await contacts.FindByAddressAsync(workspace, possible)).Count > 0)
                return possible;
        }

        return null;
    }

    private static string IdOf(InboundText text, WorkspaceId workspace) =>
        "rpl_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{workspace} {text.EventId}")).AsSpan(0, 10));
}
