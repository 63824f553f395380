namespace ActiveReach.Functions.Sight;

/// <summary>What an orchestration tells of itself as its custom status.</summary>
/// <param name="Chapter">Where in its story it is.</param>
/// <param name="DueAt">Business time at which it goes on by itself at the latest. One that has let it pass is at work, or stuck.</param>
/// <param name="Doorbell">What has it look again at once.</param>
/// <param name="LastFailure">Kinds of the fault that its step failed of at the last look; null after one that went well.</param>
public sealed record OrchestrationStanding(string Chapter, DateTime DueAt, string? Doorbell = null, string? LastFailure = null);
