namespace ActiveReach.Stories.Client;

/// <summary>The business time of the app that runs, for a service that outlives it.</summary>
internal sealed class StoryClock : TimeProvider
{
    private TimeProvider followed = System;

    public void Follow(TimeProvider clock) => followed = clock;

    public override DateTimeOffset GetUtcNow() => followed.GetUtcNow();
}
