namespace ActiveReach.Delivery.Permits;

/// <summary>Who comes back for the tokens that it didn't get. Askers of one limit share it, so that all workspaces get as much as the others, and in each all that it sends:
/// a small campaign isn't kept waiting until every batch of a large one has had its turn.</summary>
/// <param name="Workspace">Whose messages they are.</param>
/// <param name="Run">What is sent.</param>
public readonly record struct Asker(string Workspace, string Run);

/// <summary>An asker that has tokens to come.</summary>
/// <param name="Next">When the next token of its share goes out at the earliest.</param>
/// <param name="Turn">When whoever asks next for it is told to come, at the earliest.</param>
/// <param name="AskedAt">When it asked the last time.</param>
public sealed record AskerTurn(Asker Asker, DateTimeOffset Next, DateTimeOffset Turn, DateTimeOffset AskedAt)
{
    /// <summary>So long after its last request nobody counts on it any more.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    /// <summary>Whether it still comes back.</summary>
    public bool IsThereAt(DateTimeOffset now) => Turn > now || AskedAt + Linger > now;
}
