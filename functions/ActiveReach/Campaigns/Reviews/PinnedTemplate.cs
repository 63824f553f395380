using ActiveReach.Channels;
using ActiveReach.Media;

namespace ActiveReach.Campaigns;

/// <summary>The version of a template that a submission is made of, with what it says: a later version changes nothing of it.</summary>
/// <param name="NameAtVendor">What the version is called there.</param>
/// <param name="Reference">The vendor's id of it; null in the preview of one that was never submitted.</param>
public sealed record PinnedTemplate(
    Channel Channel, string Name, int Version, string NameAtVendor, string? Reference, string Language, string? Header, string Body, string? Footer)
{
    /// <summary>What stands in the header in place of words.</summary>
    public MediaKind? HeaderMedia { get; init; }

    /// <summary>Below the message, in the order in which they are shown.</summary>
    public IReadOnlyList<TemplateButton> Buttons { get; init; } = [];
}

/// <summary>Where a submission stands with the vendors of its templates.</summary>
public enum ReviewState
{
    /// <summary>It has none, or they were approved before.</summary>
    NotNeeded,
    Waiting,
    Passed,
    Rejected,

    /// <summary>No verdict came in time.</summary>
    Expired,
}
