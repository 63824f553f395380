using ActiveReach.Channels.Vendors;

namespace ActiveReach.Channels.Push;

/// <summary>What became of a message on one device.</summary>
/// <param name="IsDead">Whether the platform says that its token is no more.</param>
internal readonly record struct PushOutcome(HandOver HandOver, bool IsDead = false)
{
    public static PushOutcome Accepted(string? id) => new(new HandOver(HandOverResult.Accepted, id));

    public static PushOutcome Rejected(string reason) => new(new HandOver(HandOverResult.Rejected, null, reason));

    public static PushOutcome Dead(string reason) => new(new HandOver(HandOverResult.Rejected, null, reason), IsDead: true);

    public static PushOutcome Deferred(string reason, TimeSpan wait) => new(new HandOver(HandOverResult.Deferred, null, reason, wait));

    /// <summary>Nothing was sent, since nobody could be reached.</summary>
    public static PushOutcome Unreachable { get; } = new(VendorCalls.Unreachable);

    public static PushOutcome Unknown { get; } = new(new HandOver(HandOverResult.Unknown, null));
}
