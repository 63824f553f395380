using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Host.Durable;

/// <summary>The Durable extension, once for all its triggers. It serves clients over gRPC on a port of its own.</summary>
internal sealed class DurableHub(Uri host)
{
    private bool isAdded;

    public void AddTo(IWebJobsBuilder jobs)
    {
        if (isAdded)
            return;
        isAdded = true;
        jobs.AddDurableTask(options => options.LocalRpcEndpointEnabled = true);
#pragma warning disable CS0618 // "Not ready for public consumption": it is how the host tells extensions where they are reached.
        jobs.Services.AddSingleton<IWebHookProvider>(new Webhooks(host));
    }

    private sealed class Webhooks(Uri host) : IWebHookProvider
    {
        public Uri GetUrl(IExtensionConfigProvider extension) => new(host, "runtime/webhooks/durabletask");
    }
#pragma warning restore CS0618
}
