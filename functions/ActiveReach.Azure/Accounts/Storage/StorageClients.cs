using System.Collections.Concurrent;
using Azure.Core;

namespace ActiveReach.Azure.Accounts.Storage;

/// <summary>What the clients of queues and blobs have in common. What was refused for the rate, or lost on the way, is repeated by the SDK with growing pauses.</summary>
internal static class StorageClients
{
    public static T Prepared<T>(T options, string store, StoreMeter meter, Action<ClientOptions>? adapt)
        where T : ClientOptions
    {
        options.Diagnostics.ApplicationId = "ActiveReach";
        options.AddPolicy(new StorageRequests(store, meter), HttpPipelinePosition.PerRetry);
        adapt?.Invoke(options);
        return options;
    }

    /// <summary>Opened once; what could not be opened is tried anew by the next one who needs it.</summary>
    public static async Task<T> OpenedAsync<T>(ConcurrentDictionary<string, Task<T>> known, string name, Func<string, Task<T>> open)
    {
        var opening = known.GetOrAdd(name, open);
        try
        {
            return await opening;
        }
        catch (Exception)
        {
            known.TryRemove(KeyValuePair.Create(name, opening));
            throw;
        }
    }
}
