namespace ActiveReach.Outlets.Assignment;

/// <summary>What put a contact to an outlet; a stronger one is not replaced by a weaker. Stored: never renumber.</summary>
public enum OutletSource
{
    None = 0,

    /// <summary>The nearest within the workspace's radius.</summary>
    Nearest = 1,

    /// <summary>Where the contact ordered last.</summary>
    LastOrder = 2,

    /// <summary>A caller or a file said so.</summary>
    Explicit = 3,
}
