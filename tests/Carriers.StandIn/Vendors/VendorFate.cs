namespace Carriers.StandIn.Vendors;

/// <summary>What becomes of a request that is as it should be.</summary>
/// <param name="Takes">Whether its message is sent before the answer goes wrong.</param>
/// <param name="Status">What is answered in place of yes; null for yes, where it is taken.</param>
public sealed record VendorFate(bool Takes, int? Status = null)
{
    public static VendorFate Taken { get; } = new(true);

    /// <summary>Taken, and then the connection breaks.</summary>
    public static VendorFate TakenAndBroken { get; } = new(true) { Breaks = true };

    /// <summary>Taken, and nothing is heard of it until the caller gives up.</summary>
    public static VendorFate TakenAndSilent { get; } = new(true) { IsSilent = true };

    /// <summary>Taken, and what is answered makes no sense.</summary>
    public static VendorFate TakenAndGarbled { get; } = new(true) { IsGarbled = true };

    /// <summary>The connection breaks, and nothing was taken.</summary>
    public static VendorFate Broken { get; } = new(false) { Breaks = true };

    public bool Breaks { get; private init; }

    public bool IsSilent { get; private init; }

    public bool IsGarbled { get; private init; }

    /// <summary>The vendor's word, or number, for the error.</summary>
    public string? Code { get; init; }

    public string? RetryAfter { get; init; }

    public static VendorFate Refused(int status, string? code = null, string? retryAfter = null) => new(false, status) { Code = code, RetryAfter = retryAfter };
}
