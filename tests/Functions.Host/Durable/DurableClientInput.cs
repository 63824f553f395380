using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace Functions.Host.Durable;

/// <summary>A Durable client is text to the worker: where the extension listens, and for which hub.</summary>
internal static class DurableClientInput
{
    public static async Task<TypedData> BindAsync(HostedBinding binding, Binder binder) => binding.Type == "durableClient"
        ? new TypedData { String = await binder.BindAsync<string>(new DurableClientAttribute { TaskHub = binding.Text("taskHub"), ConnectionName = binding.Text("connectionName") }) }
        : throw new NotSupportedException($"The stand-in of the Functions host has no input binding '{binding.Type}'.");
}
