namespace Carriers.StandIn.CommunicationServices;

/// <summary>What becomes of a request that is as it should be.</summary>
/// <param name="Takes">Whether its messages are sent before the answer goes wrong.</param>
/// <param name="Status">What is answered; null for no answer at all.</param>
public sealed record AcsFate(bool Takes, int? Status)
{
    public static AcsFate Taken { get; } = new(true, 202);

    /// <summary>Taken, and then the connection breaks.</summary>
    public static AcsFate TakenAndBroken { get; } = new(true, null) { Breaks = true };

    /// <summary>Taken, and nothing is heard of it until the caller gives up.</summary>
    public static AcsFate TakenAndSilent { get; } = new(true, null);

    /// <summary>Taken, and what is answered makes no sense.</summary>
    public static AcsFate TakenAndGarbled { get; } = new(true, 202) { IsGarbled = true };

    public bool Breaks { get; private init; }

    public bool IsGarbled { get; private init; }

    /// <summary>The service's word for the error.</summary>
    public string? Code { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>The answer comes when this is done.</summary>
    public Task? Until { get; init; }

    public static AcsFate Refused(int status, string? code = null, string? retryAfter = null) => new(false, status) { Code = code, RetryAfter = retryAfter };
}
