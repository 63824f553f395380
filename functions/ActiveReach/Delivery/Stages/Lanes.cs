namespace ActiveReach.Delivery.Stages;

/// <summary>How many batches of a run and channel are outstanding at once: lane l of W holds the batches whose place in the
/// sequence is l modulo W, and each finished one puts the next of its lane.</summary>
public sealed record Lanes
{
    /// <summary>Most outstanding batches for a run and channel while it is alone. Default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>Least, however many runs share the window. Default 2.</summary>
    public int Least { get; init; } = 2;

    /// <summary>The window of one of so many active stages.</summary>
    public int Share(int activeStages) => Math.Max(Least, Window / Math.Max(1, activeStages));
}
