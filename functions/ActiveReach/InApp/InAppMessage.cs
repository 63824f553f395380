using ActiveReach.Channels;

namespace ActiveReach.InApp;

/// <summary>A message in the inbox that a contact has in the workspace's app.</summary>
public sealed record InAppMessage
{
    /// <summary><c>iam_</c> and 20 characters, made of its key.</summary>
    public required string Id { get; init; }

    /// <summary>What it is handed over under: its place in the ledger.</summary>
    public required string Key { get; init; }

    public string? Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Where a tap leads, tracked.</summary>
    public string? Link { get; init; }

    /// <summary>Pictures that it shows.</summary>
    public IReadOnlyList<MessageMedia> Media { get; init; } = [];

    public bool IsPinned { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>It is shown until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the app fetched it first; null before.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public DateTimeOffset? DismissedAt { get; init; }
}
