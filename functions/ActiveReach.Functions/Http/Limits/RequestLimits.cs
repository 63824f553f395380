using System.Threading.RateLimiting;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>Holds every API key to its requests a minute, so that a caller that has gone wild takes nothing from the others. A bucket of tokens a key,
/// in the memory of this worker: full at first, and filled up evenly. Sessions count with the key that they were opened with, signed-in members for themselves;
/// links, webhooks and pages have no key and are not counted.</summary>
public sealed class RequestLimits(RequestLimitOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> buckets = PartitionedRateLimiter.Create<Caller, (WorkspaceId, string, Role)>(caller =>
        options.For(caller) is { } perMinute
            ? RateLimitPartition.GetTokenBucketLimiter(Bucket(caller), _ => Filled(perMinute))
            : RateLimitPartition.GetNoLimiter(Bucket(caller)));

    /// <exception cref="TooManyRequestsException">The key's requests are used up.</exception>
    public void Count(Caller caller)
    {
        using var lease = buckets.AttemptAcquire(caller);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        throw new TooManyRequestsException(
            $"This key may make {options.For(caller)} requests a minute, and they are used up: wait as long as Retry-After says, send fewer and larger requests, or ask the operator for a higher limit (ActiveReach__Requests__PerMinute).",
            wait);
    }

    public void Dispose() => buckets.Dispose();

    private static (WorkspaceId, string, Role) Bucket(Caller caller) => (caller.Workspace, caller.Key ?? caller.Member, caller.Role);

    /// <summary>A token at a time where there are few, else a second's worth.</summary>
    private static TokenBucketRateLimiterOptions Filled(int perMinute)
    {
        var tokens = (perMinute + 59) / 60;
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes(tokens / (double)perMinute),
            AutoReplenishment = false,
        };
    }
}
