namespace ActiveReach.Channels;

/// <summary>What somebody can answer, or open, with one tap.</summary>
/// <param name="Text">What it says, and what comes back as the answer; up to 25 characters.</param>
/// <param name="Link">What it opens; null where it answers.</param>
public sealed record Suggestion(string Text, string? Link = null)
{
    /// <summary>Characters that Google shows (developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages).</summary>
    public const int LongestText = 25;
}

/// <summary>How a message stands in an app's inbox.</summary>
/// <param name="ExpiresAt">It is shown until then; null for as long as it is kept.</param>
/// <param name="IsPinned">Whether it stands above those that are not.</param>
public sealed record InboxPlace(DateTimeOffset? ExpiresAt, bool IsPinned);
