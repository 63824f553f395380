namespace Contracts.Durable.Held;

/// <summary>Why an engine does otherwise than a fact says.</summary>
/// <param name="Reason">In words for whoever relies on the fact.</param>
/// <param name="IsSteady">It does so always; otherwise now and then, as its timing falls.</param>
public sealed record Difference(string Reason, bool IsSteady = true)
{
    public static implicit operator Difference(string reason) => new(reason);

    public static Difference FromString(string reason) => reason;
}
