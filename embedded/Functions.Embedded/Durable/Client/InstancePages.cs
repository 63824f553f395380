using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Durable.Client;

/// <summary>A listing of instances; the continuation token is the last key seen.</summary>
internal sealed class InstancePages(InstanceReader reader, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
{
    public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        await foreach (var page in Pages(continuationToken ?? query.ContinuationToken, pageSizeHint ?? query.PageSize))
            yield return page;
    }

    private async IAsyncEnumerable<Page<OrchestrationMetadata>> Pages(
        string? token, int size, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (size < 1)
            throw new ArgumentException($"The page size {size} is too small. Ask for at least 1.", nameof(size));
        long? after = 0;
        if (token is not null)
        {
            after = long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
                ? key
                : throw new ArgumentException($"The continuation token '{token}' is not one of this listing. Pass the token of an earlier page, or none.", nameof(token));
        }

        while (after is { } last)
        {
            var (found, next) = await reader.PageAsync(query, last, size, cancellation);
            after = next;
            yield return new Page<OrchestrationMetadata>(found, next?.ToString(CultureInfo.InvariantCulture));
        }
    }
}
