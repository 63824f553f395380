namespace ActiveReach.Words;

/// <summary>Words that a workspace adds to those that are known everywhere; they are compared the same way. What is known can't be taken out.</summary>
public sealed record ReplyWords
{
    public IReadOnlyList<string> Stop { get; init; } = [];

    public IReadOnlyList<string> Start { get; init; } = [];

    public IReadOnlyList<string> Help { get; init; } = [];

    internal bool IsEmpty => Stop.Count + Start.Count + Help.Count == 0;
}
