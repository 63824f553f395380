namespace Functions.Embedded.Clock;

/// <summary>
/// A part of the runtime that knows whether it has something to do now. Work that waits for business time (a delayed message, a
/// durable timer) doesn't make it busy.
/// </summary>
public interface IIdleSource
{
    /// <summary>Whether nothing is ready, running or on its way out.</summary>
    bool IsIdle { get; }

    /// <summary>A number that has risen by the time the source becomes busy: an unchanged one proves that nothing began.</summary>
    long Version { get; }
}
