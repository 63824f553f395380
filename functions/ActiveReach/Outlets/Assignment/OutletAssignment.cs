using ActiveReach.Problems;

namespace ActiveReach.Outlets.Assignment;

/// <summary>How contacts come to outlets: what their profile says always counts; the rest in the order given.</summary>
public sealed record OutletAssignment
{
    /// <summary>Largest <see cref="NearestWithinKm"/>.</summary>
    public const double MostKm = 1_000;

    public static readonly OutletAssignment Default = new();

    /// <summary>Starts with <c>explicit</c>; <c>last_order</c> and <c>nearest</c> may follow, or be left out. Default: all three.</summary>
    public IReadOnlyList<OutletSource> Order { get; init; } = [OutletSource.Explicit, OutletSource.LastOrder, OutletSource.Nearest];

    /// <summary>Outlets farther away are not near. Kilometres, above 0; default 25.</summary>
    public double NearestWithinKm { get; init; } = 25;

    public bool Equals(OutletAssignment? other) => other is not null && NearestWithinKm == other.NearestWithinKm && Order.SequenceEqual(other.Order);

    public override int GetHashCode() => HashCode.Combine(NearestWithinKm, Order.Count);

    public IEnumerable<InputProblem> Check(string path)
    {
        if (Order is not [OutletSource.Explicit, ..] || Order.Contains(OutletSource.None) || Order.Distinct().Count() != Order.Count)
            yield return new($"{path}.order", "invalid_order", $"{path}.order must start with explicit, which nothing overrides; last_order and nearest may follow, each once.");
        if (!(NearestWithinKm is > 0 and <= MostKm))
            yield return new($"{path}.nearestWithinKm", "out_of_range", $"{path}.nearestWithinKm is {NearestWithinKm}: give kilometres above 0, up to {MostKm}.");
    }
}
