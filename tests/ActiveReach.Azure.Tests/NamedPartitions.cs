using System.Collections.Concurrent;

namespace ActiveReach.Azure.Tests;

/// <summary>The partitions that requests to items name; a word where one names none.</summary>
internal sealed class NamedPartitions : DelegatingHandler
{
    public ConcurrentBag<string> Named { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
            Named.Add(request.Headers.TryGetValues("x-ms-documentdb-partitionkey", out var named) ? named.Single() : "none");
        return base.SendAsync(request, cancellationToken);
    }
}
