using System.Reflection.Emit;
using Functions.Host.Triggers;
using Functions.Host.Worker;
using Functions.Host.Worker.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;

namespace Functions.Host.Http;

/// <summary>Called by <see cref="HttpFront"/>; the worker gets an empty value, since it serves the request itself.</summary>
internal sealed class HttpTrigger : ITriggerKind
{
    public const string TypeName = "httpTrigger";

    public string Type => TypeName;

    public Type Parameter => typeof(HttpContext);

    public CustomAttributeBuilder? Attribute(HostedBinding binding) => null;

    public void AddTo(IWebJobsBuilder jobs)
    {
    }

    public TypedData Value(object? bound) => new() { Http = new RpcHttp() };

    /// <summary>The parameters of the route.</summary>
    public IEnumerable<KeyValuePair<string, string>> Metadata(object? bound) =>
        ((HttpContext)bound!).Request.RouteValues.Select(one => KeyValuePair.Create(one.Key, one.Value?.ToString() ?? ""));
}
