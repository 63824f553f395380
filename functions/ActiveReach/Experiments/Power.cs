namespace ActiveReach.Experiments;

/// <summary>What an experiment of a given size can see at all; shown before it is sent.</summary>
public static class Power
{
    /// <summary>Share of tests that find a difference as large as they were made for.</summary>
    public const double Stated = 0.8;

    // Two-sided 5 % and the stated power.
    private const double QuantileOfError = 1.959964;
    private const double QuantileOfPower = 0.841621;

    /// <summary>Contacts that each variant needs so that a lift from one rate to another is found in 80 % of tests.</summary>
    public static long NeededPerVariant(double rate, double lifted)
    {
        Check(rate, nameof(rate));
        Check(lifted, nameof(lifted));
        ArgumentOutOfRangeException.ThrowIfEqual(lifted, rate);
        var spread = (rate * (1 - rate)) + (lifted * (1 - lifted));
        var distance = lifted - rate;
        var sum = QuantileOfError + QuantileOfPower;
        return (long)Math.Ceiling(sum * sum * spread / (distance * distance));
    }

    /// <summary>The smallest rate above <paramref name="rate"/> that a test of this size finds in 80 % of cases; null when there is none.</summary>
    public static double? SmallestVisible(double rate, long perVariant)
    {
        Check(rate, nameof(rate));
        var (low, high) = (rate, 1 - 1e-9);
        if (perVariant < NeededPerVariant(rate, high))
            return null;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (middle == rate || NeededPerVariant(rate, middle) > perVariant)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    private static void Check(double rate, string name)
    {
        if (rate is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(name, rate, "A rate lies between 0 and 1, both excluded.");
    }
}
