using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Harness;

/// <summary>Reads all pages of a query.</summary>
public static class PagesReading
{
    public static async Task<IReadOnlyList<OrchestrationMetadata>> SelectInstancesAsync(this IAsyncEnumerable<Page<OrchestrationMetadata>> pages)
    {
        var all = new List<OrchestrationMetadata>();
        await foreach (var page in pages)
        {
            all.AddRange(page.Values);
        }

        return all;
    }
}
