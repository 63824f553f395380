namespace ActiveReach.Channels.Attached;

/// <summary>A file that goes with a mail.</summary>
/// <param name="MediaId">The upload that it is.</param>
/// <param name="Name">As a reader is shown it, with the ending of its type, e.g. <c>menu.pdf</c>.</param>
/// <param name="Type">Its Content-Type.</param>
public sealed record MessageAttachment(string MediaId, string Name, string Type)
{
    /// <summary>Where anybody gets it, for previews; null where it is no more.</summary>
    public string? Url { get; init; }

    /// <summary>Its bytes, which all messages that carry it share; null until they are wanted.</summary>
    public AttachedFile? File { get; init; }
}
