namespace ActiveReach.Channels.Cast;

/// <summary>What the product knows of a channel. Each has a file here with the same members: know one, know all.</summary>
public sealed record ChannelTraits
{
    public required Channel Channel { get; init; }

    /// <summary>As the API and files write it.</summary>
    public required string Name { get; init; }

    /// <summary>What marketers call it.</summary>
    public required string Label { get; init; }

    /// <summary>What marketers call its messages.</summary>
    public required string Messages { get; init; }

    /// <summary>What those who get them call its messages.</summary>
    public required string ToReceivers { get; init; }

    /// <summary>What it sends to.</summary>
    public required ChannelAddress Address { get; init; }

    /// <summary>What it sends from.</summary>
    public required SenderKind Sender { get; init; }

    /// <summary>The members of a content that it can carry.</summary>
    public required IReadOnlyList<string> Content { get; init; }

    /// <summary>The uploads that a message may carry.</summary>
    public required MediaAllowance Media { get; init; }

    /// <summary>The uploads that may go with a message as files of their own.</summary>
    public MediaAllowance Attachments { get; init; } = new(0, []);

    /// <summary>The channels that are one with it to people: an opt-out reaches all of them, and an answer on one may be to a message of another.</summary>
    public ChannelSet OneWith { get; init; }

    /// <summary>Whether it tells of an open; a text is just there, and so is what a device shows.</summary>
    public bool TellsOpens { get; init; }

    /// <summary>Whether it is the reader's own app that tells it, by a receipt.</summary>
    public bool IsToldByReader { get; init; }

    /// <summary>Whether answers to its messages find their campaign.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Whether laws about the hours of marketing texts hold for it.</summary>
    public bool KeepsLegalHours { get; init; }

    /// <summary>Whether its texts lead to the uploads that they carry: its own programs show none of them, or not to everybody.</summary>
    public bool LinksMedia { get; init; }

    /// <summary>Whether its messages are made of templates that its vendor has approved.</summary>
    public bool IsMadeOfTemplates { get; init; }

    /// <summary>Whether people who wrote to a sender lately may be answered in free words.</summary>
    public bool HasConversations { get; init; }

    /// <summary>Whether its vendor lets a person get only so much marketing in a day, from whomever.</summary>
    public bool CapsPeople { get; init; }

    /// <summary>What its vendor says of an address that it delivers no marketing to, by how that begins; null where there is none.</summary>
    public string? ClosedTo { get; init; }
}

/// <summary>What a message is sent from.</summary>
public enum SenderKind
{
    /// <summary>A number that people can write to.</summary>
    Number,

    /// <summary>A number, a short code, or a name.</summary>
    NumberOrName,
    Mailbox,

    /// <summary>An agent of RCS.</summary>
    Agent,

    /// <summary>The workspace's own app, under a name.</summary>
    App,
}

/// <param name="Most">Uploads a message.</param>
/// <param name="Limits">The forms that may be carried, each in one of them.</param>
public sealed record MediaAllowance(int Most, IReadOnlyList<MediaLimit> Limits)
{
    /// <summary>Every mail program shows these.</summary>
    internal static readonly string[] Pictures = ["image/jpeg", "image/png", "image/gif"];

    /// <summary>What a link leads to where it can't be shown.</summary>
    internal static readonly string[] Linked = ["video/mp4", "video/3gpp", "audio/mpeg", "audio/ogg", "audio/aac", "application/pdf"];
}

/// <param name="Megabytes">Of a million bytes; null: as large as an upload may be.</param>
/// <param name="Words">The limit as the end of a sentence.</param>
/// <param name="Types">As a Content-Type names them.</param>
public sealed record MediaLimit(int? Megabytes, string Words, IReadOnlyList<string> Types);
