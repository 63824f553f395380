namespace ActiveReach.Functions.Sight;

/// <summary>What an orchestration tells of itself as its custom status.</summary>
/// <param name="Chapter">Where in its story it is.</param>
/// <param name="DueAt">Business time at which it goes on by itself at the latest. One that has let it pass is at work, or stuck.</param>
public sealed record OrchestrationStanding(string Chapter, DateTime DueAt);
