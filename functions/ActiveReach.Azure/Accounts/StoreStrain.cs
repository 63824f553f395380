using System.Globalization;
using Azure;
using Microsoft.Azure.Cosmos;

namespace ActiveReach.Azure.Accounts;

/// <summary>What a store of the cloud says when it can't just now: it is asked for too much, is away, or its answer is lost. The SDKs have waited and repeated by then.</summary>
public static class StoreStrain
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>After what time it is worth another try; null where that doesn't help, or the error is no store's.</summary>
    public static TimeSpan? WaitOf(Exception error) => error switch
    {
        CosmosException { StatusCode: var status } cosmos when Passes((int)status) => Longer(cosmos.RetryAfter),
        RequestFailedException { Status: var status } storage when Passes(status) => Longer(WaitOf(storage.GetRawResponse())),
        AggregateException many => many.InnerExceptions.Select(WaitOf).FirstOrDefault(wait => wait is not null),
        _ => null,
    };

    /// <summary>408, 410 and 449 are answers of Cosmos DB while it moves a partition or a write meets another.</summary>
    private static bool Passes(int status) => status is 408 or 410 or 429 or 449 or 503;

    private static TimeSpan Longer(TimeSpan? wait) => wait > ShortestWait ? wait.Value : ShortestWait;

    private static TimeSpan? WaitOf(Response? answer) =>
        answer is not null && answer.Headers.TryGetValue("Retry-After", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
