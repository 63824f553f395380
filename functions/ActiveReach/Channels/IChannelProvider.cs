using ActiveReach.Channels.Attached;

namespace ActiveReach.Channels;

/// <summary>One vendor's way into one channel. An adapter answers for every message it was given; a call that never
/// reached an answer throws, and then nothing is known of any message in it.</summary>
public interface IChannelProvider
{
    Channel Channel { get; }

    /// <summary>Messages a single call may carry (100 for texts of Communication Services, 1 for e-mail).</summary>
    int MessagesPerCall { get; }

    /// <summary>What messages must have in common to go in one call; null, where any may go together.</summary>
    string? SharedBy(OutgoingMessage message) => null;

    /// <summary>How many calls may be in flight at once.</summary>
    int Concurrency { get; }

    /// <summary>How long the provider honours the idempotency key of an unanswered call.</summary>
    TimeSpan RepeatWindow { get; }

    /// <summary>Whether the provider reports the delivery of each message later.</summary>
    bool ReportsDelivery { get; }

    /// <summary>The limit that all senders of the account share; whoever calls it asks for permits before.</summary>
    SendLimit Limit { get; }

    /// <summary>The limit of a sender alone, under which it sends beside that of the account; null where the vendor counts none of its own.</summary>
    SendLimit? LimitOf(string sender) => null;

    /// <summary>Those under which a sender sends, together: the account's, and its own where it has one.</summary>
    /// <param name="sender">Null where it isn't known.</param>
    IReadOnlyList<SendLimit> LimitsOf(string? sender) => sender is not null && LimitOf(sender) is { } own ? [Limit, own] : [Limit];

    /// <summary>Parts of the channel's content that the vendor can't be given, e.g. <c>suggestions</c>: a campaign that has one is refused.</summary>
    IReadOnlyList<string> LeavesOut => [];

    /// <summary>A part of this very content that the vendor can't be given, and why as the end of a sentence: a campaign that has it is refused, but for cards beside which there is a text. Null where
    /// it takes all of it. Texts are templates.</summary>
    /// <param name="suggestions">Those of the content itself.</param>
    /// <param name="carousel">Its cards, with uploads that stand for theirs.</param>
    (string Part, string Why)? Unfit(IReadOnlyList<Suggestion> suggestions, Carousel? carousel) => null;

    /// <summary>The id by which the provider reports a message of a run whose call was never answered; null where nobody but the provider knows.</summary>
    string? IdOf(string key, DateTimeOffset firstSentAt) => null;

    /// <summary>Hands messages over. One outcome a message, in their order.</summary>
    Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation);

    /// <summary>Asks the vendor whether it would take messages, without sending one. No answer throws.</summary>
    Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => Task.FromResult(new ProviderCheck(null, $"{Limit.Account} can't be asked without sending a message: send a test."));
}

/// <param name="IsWell">Null where nothing can be told without a message.</param>
/// <param name="Message">What was found, and what to do.</param>
public sealed record ProviderCheck(bool? IsWell, string Message);

/// <summary>How many messages may go now, and when to ask again if that is fewer than asked.</summary>
public readonly record struct Permit(int Granted, TimeSpan RetryAfter);

/// <summary>A rendered message with everything that the provider needs.</summary>
public sealed record OutgoingMessage
{
    /// <summary>The same for every try of this message; the provider refuses to send it twice.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>When a call first carried this key.</summary>
    public required DateTimeOffset FirstSentAt { get; init; }

    /// <summary>Whose message it is.</summary>
    public string? Workspace { get; init; }

    public required string From { get; init; }

    /// <summary>A number or a mailbox; of push and in-app messages the id of the contact.</summary>
    public required string To { get; init; }

    /// <summary>Those of the contact, newest last; empty but for push.</summary>
    public IReadOnlyList<PushDevice> Devices { get; init; } = [];

    /// <summary>Comes back in receipts: the ledger coordinate of the message, <see cref="Ids.LedgerAddress"/>.</summary>
    public required string Tag { get; init; }

    public string? Subject { get; init; }

    /// <summary>The approved template that it is made of; null where it is free text.</summary>
    public TemplateMessage? Template { get; init; }

    public required string Text { get; init; }

    public string? Html { get; init; }

    /// <summary>The files that it carries; a mail shows them in its HTML already.</summary>
    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    /// <summary>The text without the links that stand for its files, for a provider that carries them with it (MMS); null where there are none.</summary>
    public string? TextBesideMedia { get; init; }

    /// <summary>The files that go with a mail, with their bytes when it is handed over.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>The headline of a push or in-app message, or of a card on RCS.</summary>
    public string? Title { get; init; }

    /// <summary>Where a tap on the message leads; tracked as links in a text are.</summary>
    public string? Link { get; init; }

    /// <summary>After this long without a report of its delivery the contact gets the next channel; null where none follows.</summary>
    public TimeSpan? GoodFor { get; init; }

    /// <summary>Of RCS, in the order in which they are shown.</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    /// <summary>What RCS shows in place of the text; the text is for a provider that can't.</summary>
    public Carousel? Carousel { get; init; }

    /// <summary>Of in-app messages.</summary>
    public InboxPlace? Place { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Where its links lead that are the contact's own, by number; null where there are none. Providers have no use for it.</summary>
    public IReadOnlyDictionary<int, string>? PersonalLinks { get; init; }

    /// <summary>Facts for the witness of a stand-in carrier; real providers ignore them.</summary>
    public required MessageOrigin Origin { get; init; }
}

/// <summary>A message made of a template that its vendor has approved.</summary>
/// <param name="Reference">The vendor's id of the template; null where it was never submitted.</param>
/// <param name="Name">What it is called at the vendor.</param>
/// <param name="Header">Values of the placeholders of its header, each one line.</param>
/// <param name="Body">Those of its body.</param>
public sealed record TemplateMessage(string? Reference, string Name, string Language, IReadOnlyList<string> Header, IReadOnlyList<string> Body)
{
    /// <summary>Below it, all of them, in the template's order.</summary>
    public IReadOnlyList<MessageButton> Buttons { get; init; } = [];
}

/// <summary>Where a message comes from, in the product's own terms.</summary>
public sealed record MessageOrigin(string? Campaign, string? Run, string? Contact, string? Variant, string? Outlet);

public enum HandOverResult
{
    /// <summary>The provider has taken the message.</summary>
    Accepted,

    /// <summary>Refused for good: a try with the same content will be refused again.</summary>
    Rejected,

    /// <summary>A limit or an outage: nothing was sent, try later.</summary>
    Deferred,

    /// <summary>The call ended without an answer: the message may or may not have been sent.</summary>
    Unknown,
}

/// <summary>The answer for one message.</summary>
/// <param name="MessageId">The provider's id when accepted.</param>
/// <param name="Reason">Machine-readable reason when not accepted, e.g. <c>invalid_number</c>.</param>
/// <param name="RetryAfter">For <see cref="HandOverResult.Deferred"/>.</param>
public readonly record struct HandOver(HandOverResult Result, string? MessageId, string? Reason = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Ids of devices whose token the platform says is no more, whatever became of the message: they are taken from the contact. Null for none.</summary>
    public IReadOnlyList<string>? DeadDevices { get; init; }
}
