namespace Functions.Embedded.Queues;

/// <summary>How a queue stands.</summary>
/// <param name="Ready">Messages that are visible, running, or waiting for their next try.</param>
/// <param name="Delayed">Messages whose time has not come.</param>
/// <param name="Age">How long the oldest of those that are ready has been so, in business time.</param>
public readonly record struct QueueCount(string Queue, long Ready, long Delayed, TimeSpan Age);
